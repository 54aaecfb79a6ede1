"""How often one address may guess: misses are counted, over all processes and restarts.

Only misses, because behind one address of a mobile network there are many people; who knows the
right answer is never held up by those who guess.
"""

import hashlib
import ipaddress
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.db import connection, transaction

MOST_MISSES: Final = 10
SECONDS: Final = 600
_HOME_NETWORK: Final = 64
"""Bits that a provider fixes of an IPv6 address: the rest its customer chooses at will."""


class Attempt:
    """A try from an address, taken for a miss until it is said to be right.

    Counted before the answer is looked for, so that many tries at once gain nothing.
    """

    def __init__(self, purpose: str, address: str, *, at: datetime) -> None:
        """Count the try.

        Args:
            purpose: What is guessed at; each has a count of its own.
            address: IPv4 or IPv6.
            at: Real time; windows of ten minutes follow one another.
        """
        window = int(at.timestamp()) // SECONDS
        written = f"{_network(address)} {window}"
        self._key = f"misses.{purpose}.{hashlib.sha256(written.encode()).hexdigest()}"
        self.seconds_left = SECONDS - int(at.timestamp()) % SECONDS
        self.is_allowed = self._add(1) <= MOST_MISSES

    def was_right(self) -> None:
        """Take the miss back."""
        self._add(-1)

    def _add(self, change: int) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            # The cache's own counter loses counts when two processes add at once.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._key])
            misses = int(cache.get(self._key, 0)) + change
            cache.set(self._key, misses, SECONDS)
        return misses


def _network(address: str) -> str:
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(ipaddress.ip_network((found, _HOME_NETWORK), strict=False))
