"""The load: browsers without a screen, each with one kept connection, as many as asked for.

They are threads of this process and share the machine's processors with what they measure.
"""

import gzip
import http.client
import re
import secrets
import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from motcua.conf.bench.cast import SignedIn

_ASSET = re.compile(r'(?:href|src|data-components)="(/static/[^"]+)"')
_BOUNDARY = "motcua-bench"
_FOUND = 302
_OK = 200


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: where it leads, and the body as it travelled."""

    status: int
    location: str
    packed: bool
    body: bytes

    @property
    def assets(self) -> list[str]:
        """Return what a browser would load with the page, in order."""
        text = (gzip.decompress(self.body) if self.packed else self.body).decode()
        return list(dict.fromkeys(_ASSET.findall(text)))


class Browser:
    """One connection, kept open, and the cookies of one citizen after the other."""

    def __init__(self, *, port: int, csrf_cookie: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._csrf_cookie = csrf_cookie
        self._token = secrets.token_hex(16)
        self._headers: dict[str, str] = {}
        self.requests = 0

    def become(self, citizen: SignedIn) -> None:
        """Hold the cookies of a citizen and no others."""
        self._token = secrets.token_hex(16)
        cookies = {citizen.cookie: citizen.session, self._csrf_cookie: self._token}
        self._headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Accept-Encoding": "gzip, deflate, br",
            "Accept-Language": "vi",
        }

    def get(self, path: str) -> Answer:
        """Load an address.

        Raises:
            AssertionError: The answer is no page.
        """
        return self._ask("GET", path, None, {}, expected=_OK)

    def post(
        self, path: str, fields: Mapping[str, str], *, files: Mapping[str, bytes] | None = None
    ) -> Answer:
        """Send a form and return where it leads.

        Raises:
            AssertionError: It leads nowhere: something was not taken.
        """
        fields = {"csrfmiddlewaretoken": self._token, **fields}
        if files is None:
            content, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        else:
            content, kind = _multipart(fields, files), f"multipart/form-data; boundary={_BOUNDARY}"
        return self._ask("POST", path, content, {"Content-Type": kind}, expected=_FOUND)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _ask(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str],
        *,
        expected: int,
    ) -> Answer:
        self._connection.request(method, path, content, {**self._headers, **headers})
        response = self._connection.getresponse()
        answer = Answer(
            status=response.status,
            location=urlsplit(response.headers.get("Location", "")).path,
            packed=response.headers.get("Content-Encoding") == "gzip",
            body=response.read(),
        )
        self.requests += 1
        if answer.status != expected:
            message = f"{method} {path} was answered {answer.status}, not {expected}"
            raise AssertionError(message)
        return answer


def _multipart(fields: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    parts = [_part(f'name="{name}"', value.encode()) for name, value in fields.items()]
    for name, content in files.items():
        about = f'name="{name}"; filename="anh.jpg"\r\nContent-Type: image/jpeg'
        parts.append(_part(about, content))
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


def _part(about: str, content: bytes) -> bytes:
    head = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n"
    return head.encode() + content + b"\r\n"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What so many repetitions by so many clients took.

    Attributes:
        seconds: From the first request to the last answer.
        p50, p95, most: Milliseconds of one repetition.
        requests: Sent in all.
    """

    times: int
    seconds: float
    p50: float
    p95: float
    most: float
    requests: int

    @property
    def rate(self) -> float:
        """Return repetitions per second."""
        return self.times / self.seconds


def run(
    work: Callable[[Browser, int], object],
    *,
    times: int,
    clients: int,
    port: int,
    csrf_cookie: str,
) -> Run:
    """Let clients repeat some work until it was done so many times in all.

    Args:
        work: Given the browser and the number of the repetition, from 0.
        times: Repetitions in all.
        clients: At the same time, one connection each.
        port: Of the site.
        csrf_cookie: Name of its cookie against forged requests.

    Raises:
        AssertionError: Something was not answered as it should.
    """
    turns = iter(range(times))
    lock = threading.Lock()

    def next_turn() -> int | None:
        with lock:
            return next(turns, None)

    def client(browser: Browser) -> list[float]:
        taken = []
        while (turn := next_turn()) is not None:
            began = time.perf_counter()
            work(browser, turn)
            taken.append((time.perf_counter() - began) * 1000)
        return taken

    browsers = [Browser(port=port, csrf_cookie=csrf_cookie) for _ in range(clients)]
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        taken = [one for found in pool.map(client, browsers) for one in found]
    seconds = time.perf_counter() - began
    for browser in browsers:
        browser.close()
    return Run(
        times=times,
        seconds=seconds,
        p50=statistics.median(taken),
        p95=_p95(taken),
        most=max(taken),
        requests=sum(browser.requests for browser in browsers),
    )


def _p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]
