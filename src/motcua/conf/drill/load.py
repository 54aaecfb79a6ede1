"""Citizens who submit all the while, and send again what was not acknowledged."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from django.conf import settings

from motcua.conf.bench import cast
from motcua.conf.bench.browser import Browser
from motcua.conf.bench.cast import SignedIn

_PAUSE = 0.2
"""Seconds before somebody who was not answered tries again."""


@dataclass
class Told:
    """What citizens were told: dossiers acknowledged, and how often something was not answered.

    Attributes:
        codes: Of the dossiers whose receipt was shown, in that order.
        unanswered: Requests that came to nothing and were sent again.
        silence: The longest time in seconds without a receipt for anybody.
    """

    codes: list[str] = field(default_factory=list)
    unanswered: int = 0
    silence: float = 0.0
    _last: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def receipt(self, code: str) -> None:
        """Take note of a receipt."""
        with self._lock:
            now = time.monotonic()
            self.silence, self._last = max(self.silence, now - self._last), now
            self.codes.append(code)

    def nothing(self) -> None:
        """Take note of a request that came to nothing."""
        with self._lock:
            self.unanswered += 1


class Load:
    """So many citizens at a time; `with` starts and ends them."""

    def __init__(self, port: int, people: Sequence[SignedIn]) -> None:
        self.told = Told()
        self._port = port
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._submit, args=(one,)) for one in people]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _submit(self, citizen: SignedIn) -> None:
        """Submit one dossier after the other; each to its end, however often it must be sent."""
        while not self._ended.is_set():
            first = self._until_answered(
                citizen, f"/thu-tuc/{cast.TEN_FIELDS}/nop/", {"co-quan": cast.AGENCY}
            )
            key = first.rstrip("/").rpartition("/")[2]
            review = self._until_answered(citizen, first, dict(cast.PAGES[key]))
            receipt = self._until_answered(citizen, review, {})
            self.told.receipt(receipt.strip("/").split("/")[1])

    def _until_answered(self, citizen: SignedIn, path: str, fields: dict[str, str]) -> str:
        """Send a form until it leads on, on a connection of its own each time; return where."""
        while True:
            browser = Browser(port=self._port, csrf_cookie=settings.CSRF_COOKIE_NAME)
            browser.become(citizen)
            try:
                return browser.post(path, fields).location
            except (OSError, http.client.HTTPException, AssertionError):
                self.told.nothing()
                time.sleep(_PAUSE)
            finally:
                browser.close()
