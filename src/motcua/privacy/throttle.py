"""How often one address may guess, and one person act: counted over all processes and restarts.

Of guesses only misses, because behind one address of a mobile network there are many people; who
knows the right answer is never held up by those who guess.
"""

import hashlib
import ipaddress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction

from motcua.privacy.errors import TooOften

MOST_MISSES: Final = 10
SECONDS: Final = 600
_HOME_NETWORK: Final = 64
"""Bits that a provider fixes of an IPv6 address: the rest its customer chooses at will."""


def spend(purpose: str, who: UUID, *, most: int, at: datetime) -> None:
    """Count something that a person may do so often within ten minutes, and no oftener.

    Raises:
        TooOften: She did; nothing was done.
    """
    seconds_left = SECONDS - int(at.timestamp()) % SECONDS
    if _add(_key("spent", purpose, str(who), at), 1) > most:
        raise TooOften(minutes=-(-seconds_left // 60))


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
        self._key = _key("misses", purpose, _network(address), at)
        self.seconds_left = SECONDS - int(at.timestamp()) % SECONDS
        self.is_allowed = _add(self._key, 1) <= MOST_MISSES

    def was_right(self) -> None:
        """Take the miss back."""
        _add(self._key, -1)


def _key(kind: str, purpose: str, who: str, at: datetime) -> str:
    written = f"{who} {int(at.timestamp()) // SECONDS}"
    return f"{kind}.{purpose}.{hashlib.sha256(written.encode()).hexdigest()}"


def _add(key: str, change: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        # The cache's own counter loses counts when two processes add at once.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
        count = int(cache.get(key, 0)) + change
        cache.set(key, count, SECONDS)
    return count


def _network(address: str) -> str:
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(ipaddress.ip_network((found, _HOME_NETWORK), strict=False))
