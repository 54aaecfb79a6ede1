"""A moment by which a whole call ends, however slowly the other side talks.

The time-outs of an HTTP client hold for each read: a partner that sends one byte a second keeps a
thread for ever. Here every read and write gets the time that is left of the call.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ssl import SSLContext
from time import monotonic
from typing import Any

import httpcore
import httpx

_ends: ContextVar[float | None] = ContextVar("ends", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what is called inside after so many seconds, with a time-out of the client."""
    token = _ends.set(monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


def left() -> float:
    """Return the seconds that are left of the call; infinite outside of `within`."""
    ends = _ends.get()
    return float("inf") if ends is None else ends - monotonic()


def transport(
    limits: httpx.Limits, resolve: Callable[[str, int], str] | None = None
) -> httpx.HTTPTransport:
    """Return the usual transport, its connections watched.

    Args:
        limits: Of its connections.
        resolve: Gives the address to connect to for a host and port, or raises OSError.
    """
    made = httpx.HTTPTransport(trust_env=False, limits=limits)
    # The public options of httpx 0.28 do not reach this one of httpcore.
    made._pool._network_backend = _WatchedBackend(resolve)  # noqa: SLF001
    return made


def _shorter(timeout: float | None, late: type[httpcore.TimeoutException]) -> float | None:
    remaining = left()
    if remaining <= 0:
        message = "the time for the whole call is over"
        raise late(message)
    if remaining == float("inf"):
        return timeout
    return remaining if timeout is None else min(timeout, remaining)


class _WatchedBackend(httpcore.SyncBackend):
    """Opens connections whose reads and writes know when the call ends."""

    def __init__(self, resolve: Callable[[str, int], str] | None = None) -> None:
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        timeout = _shorter(timeout, httpcore.ConnectTimeout)
        if self._resolve is not None:
            try:
                host = self._resolve(host, port)
            except OSError as refused:
                raise httpcore.ConnectError(str(refused)) from refused
        return _WatchedStream(
            super().connect_tcp(host, port, timeout, local_address, socket_options)
        )


class _WatchedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _shorter(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _shorter(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        timeout = _shorter(timeout, httpcore.ConnectTimeout)
        return _WatchedStream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
