"""Calls to other systems, one way for all: time-outs, repeats, a breaker, a limit to the answer.

No redirects are followed and no proxy settings of the machine are read. Addresses are logged
without their query, bodies and headers never.
"""

import atexit
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import httpx
import pybreaker
import stamina

from motcua.net import addresses, deadline, errors

log = logging.getLogger(__name__)
# httpx logs whole addresses at level INFO; queries hold signatures and personal values.
logging.getLogger("httpx").setLevel(logging.WARNING)

TIMEOUT: Final = httpx.Timeout(connect=3, read=8, write=5, pool=2)
LIMITS: Final = httpx.Limits(max_connections=50, max_keepalive_connections=20, keepalive_expiry=30)
ATTEMPTS: Final = 3
OPENS_AFTER: Final = 5
"""Failures in a row after which a remote is left alone for a while."""
STAYS_OPEN_SECONDS: Final = 30
LONGEST_RETRY_AFTER: Final = 5.0
"""A remote that asks for more patience than this is asked again by a later job instead."""

_TOO_MANY: Final = 429
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a remote answered, its status 200 to 299.

    Attributes:
        remote: Its name, for refusals.
        headers: Names in any case.
        content: The body, decompressed.
    """

    remote: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object.

        Raises:
            RemoteAnswerNotUnderstood: It is none; error pages in HTML come with status 200 too.
        """
        try:
            value = json.loads(self.content)
        except ValueError:
            raise errors.RemoteAnswerNotUnderstood(remote=self.remote) from None
        if not isinstance(value, dict):
            raise errors.RemoteAnswerNotUnderstood(remote=self.remote)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Another system, known by a short name and the address that all its paths begin with.

    Cheap to make: connections and breakers are shared by all objects for one system.

    Attributes:
        seconds: Time for a whole call, its repeats included.
        most_bytes: A longer answer is not understood.
        is_public: Somebody typed its address in: only machines of the public internet are called.
    """

    name: str
    base_url: str
    seconds: float = 10.0
    most_bytes: int = 1024 * 1024
    is_public: bool = False

    def get(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        retry: bool = True,
    ) -> Answer:
        """Ask for something; see `call`."""
        return self.call("GET", path, retry=retry, params=params, headers=headers)

    def post(
        self,
        path: str,
        *,
        retry: bool,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a JSON value, a form or bytes; see `call`.

        Args:
            path: Appended to the address of the system; empty for that address itself.
            retry: Only where the remote does the same thing once however often it is asked, because
                the request only reads or carries a key that the remote remembers.
            json: Sent as JSON.
            form: Sent form-encoded.
            content: Sent as it is.
            headers: Added to ours.
        """
        return self.call(
            "POST", path, retry=retry, json=json, data=form, content=content, headers=headers
        )

    def call(self, method: str, path: str, *, retry: bool, **request: Any) -> Answer:
        """Call the system and return its answer.

        Args:
            method: HTTP method.
            path: Appended to the address of the system; empty for that address itself.
            retry: Try up to three times while time is left.
            request: As `httpx.Client.request` takes it.

        Raises:
            RemoteUnavailable: No answer in time, an answer 429 or 5xx, or too many failures lately.
            RemoteAnswerNotUnderstood: The answer is too long or is no HTTP.
            RemoteRefused: The answer was 3xx or 4xx.
        """
        url = f"{self.base_url.rstrip('/')}/{path.lstrip('/')}" if path else self.base_url
        arrived = False
        with deadline.within(self.seconds):
            for attempt in stamina.retry_context(
                on=_worth_another_try if retry else _never,
                attempts=ATTEMPTS,
                timeout=self.seconds,
                wait_initial=0.2,
                wait_max=2.0,
                wait_jitter=0.3,
            ):
                with attempt:
                    try:
                        return self._try(method, url, request)
                    except errors.RemoteUnavailable as refusal:
                        # A later try that never left does not undo one that may have arrived.
                        arrived = arrived or refusal.may_have_acted
                        refusal.params["arrived"] = arrived
                        raise
        message = "unreachable: the last attempt returns or raises"
        raise AssertionError(message)

    def _try(self, method: str, url: str, request: dict[str, Any]) -> Answer:
        started = monotonic()
        outcome = "failed"
        try:
            with _breaker(self).calling():
                answer = self._send(method, url, request)
                outcome = str(answer.status)
                return answer
        except pybreaker.CircuitBreakerError:
            outcome = "not called, it failed too often lately"
            raise errors.RemoteUnavailable(remote=self.name, arrived=False, again=False) from None
        except errors.RemoteFailed as refusal:
            outcome = f"{refusal.code} {refusal.params.get('why', '')}".rstrip()
            raise
        finally:
            took = round((monotonic() - started) * 1000)
            log.info("%s: %s %s: %s, %d ms", self.name, method, httpx.URL(url).path, outcome, took)

    def _send(self, method: str, url: str, request: dict[str, Any]) -> Answer:
        try:
            with _client(url, is_public=self.is_public).stream(method, url, **request) as response:
                answer = Answer(
                    remote=self.name,
                    status=response.status_code,
                    headers=response.headers,
                    content=self._body(response),
                )
        except _NOT_SENT as failure:
            raise self._unavailable(type(failure).__name__, arrived=False) from failure
        except httpx.DecodingError as failure:
            raise errors.RemoteAnswerNotUnderstood(remote=self.name) from failure
        except httpx.TransportError as failure:
            raise self._unavailable(type(failure).__name__, arrived=True) from failure
        return self._judged(answer)

    def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self.most_bytes:
                raise errors.RemoteAnswerNotUnderstood(remote=self.name, why="too long")
            if deadline.left() <= 0:
                raise self._unavailable("too slow", arrived=True)
        return bytes(body)

    def _judged(self, answer: Answer) -> Answer:
        if httpx.codes.is_success(answer.status):
            return answer
        if answer.status == _TOO_MANY or httpx.codes.is_server_error(answer.status):
            raise self._unavailable(
                f"status {answer.status}",
                arrived=answer.status != _TOO_MANY,
                after=answer.headers.get("Retry-After", ""),
            )
        refusal = errors.RemoteRefused(remote=self.name, status=answer.status)
        refusal.content = answer.content
        raise refusal

    def _unavailable(self, why: str, *, arrived: bool, after: str = "") -> errors.RemoteUnavailable:
        return errors.RemoteUnavailable(
            remote=self.name, why=why, arrived=arrived, after=after, again=True
        )


@contextmanager
def mounted(base_url: str, transport: httpx.BaseTransport) -> Iterator[None]:
    """Answer calls to an address by a transport inside this process; for tests.

    Args:
        base_url: Only scheme, host and port count.
        transport: Closed at the end.
    """
    origin = _origin(base_url)
    before = _mounts.get(origin)
    with httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False) as client:
        _mounts[origin] = client
        _breakers.clear()
        try:
            yield
        finally:
            _mounts.pop(origin)
            if before is not None:
                _mounts[origin] = before
            _breakers.clear()


_mounts: dict[str, httpx.Client] = {}
_breakers: dict[tuple[str, str], pybreaker.CircuitBreaker] = {}
_shared: dict[bool, httpx.Client] = {}


def _client(url: str, *, is_public: bool) -> httpx.Client:
    mounted_client = _mounts.get(_origin(url))
    if mounted_client is not None:
        return mounted_client
    if is_public not in _shared:
        # Made at the first call, not at import: a forked worker must not share its connections.
        client = httpx.Client(
            transport=deadline.transport(LIMITS, addresses.public if is_public else None),
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=False,
        )
        atexit.register(client.close)
        _shared[is_public] = client
    return _shared[is_public]


def _origin(url: str) -> str:
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode()}"


def _breaker(remote: Remote) -> pybreaker.CircuitBreaker:
    key = (remote.name, remote.base_url)
    if key not in _breakers:
        _breakers[key] = pybreaker.CircuitBreaker(
            fail_max=OPENS_AFTER,
            reset_timeout=STAYS_OPEN_SECONDS,
            exclude=[errors.RemoteRefused],
            name=remote.name,
            throw_new_error_on_trip=False,
        )
    return _breakers[key]


def _worth_another_try(failure: Exception) -> bool | float:
    """Say whether to repeat a call, or after how many seconds the remote asked us to."""
    if not isinstance(failure, errors.RemoteUnavailable) or not failure.params["again"]:
        return False
    if deadline.left() <= 0:
        return False
    after = str(failure.params["after"])
    if not after.isdecimal():
        return True
    seconds = float(after)
    return seconds if seconds <= min(LONGEST_RETRY_AFTER, deadline.left()) else False


def _never(_failure: Exception) -> bool:
    return False
