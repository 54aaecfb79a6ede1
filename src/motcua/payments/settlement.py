"""Our books of a day beside a platform's file of it: values in, differences out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Movement(StrEnum):
    """Which way money went; the values are stored."""

    PAYMENT = "payment"
    REFUND = "refund"


class Difference(StrEnum):
    """How the books differ; the values are stored."""

    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    AMOUNT = "amount"
    STATE = "state"
    """One side calls it done, the other does not."""
    TWICE = "twice"


class Key(NamedTuple):
    """What both sides know a movement of one account by: the order's reference, and which way."""

    reference: str
    movement: Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """One movement in somebody's books.

    Attributes:
        amount: In đồng.
        is_done: False: begun, and not yet done.
    """

    key: Key
    amount: int
    is_done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A movement on which the books differ; only the first difference of each is told.

    Attributes:
        ours: Sum in our books, in đồng; None: not in them.
        theirs: Sum in theirs, as above.
    """

    key: Key
    what: Difference
    ours: int | None
    theirs: int | None


def compare(
    ours: Iterable[Booked], theirs: Iterable[Booked], *, elsewhere: Collection[Key] = frozenset()
) -> list[Mismatch]:
    """Return where the books of an account differ, by key; empty: they agree.

    Args:
        ours: What we booked on the day, and whatever their file names, of any day.
        theirs: What their file of the day says.
        elsewhere: What their files of earlier days say: a refund they did before midnight and we
            heard of after it is not missing there.
    """
    here, there = _by_key(ours), _by_key(theirs)
    found = []
    for key in sorted(here.keys() | there.keys()):
        what = _difference(here.get(key, []), there.get(key, []))
        if what is None or (what is Difference.MISSING_THERE and key in elsewhere):
            continue
        found.append(
            Mismatch(key=key, what=what, ours=_sum(here.get(key)), theirs=_sum(there.get(key)))
        )
    return found


def _difference(ours: list[Booked], theirs: list[Booked]) -> Difference | None:
    if len(ours) > 1 or len(theirs) > 1:
        return Difference.TWICE
    if not ours:
        return Difference.MISSING_HERE
    if not theirs:
        return Difference.MISSING_THERE
    if ours[0].amount != theirs[0].amount:
        return Difference.AMOUNT
    return Difference.STATE if ours[0].is_done != theirs[0].is_done else None


def _by_key(books: Iterable[Booked]) -> dict[Key, list[Booked]]:
    found: dict[Key, list[Booked]] = defaultdict(list)
    for one in books:
        found[one.key].append(one)
    return found


def _sum(entries: list[Booked] | None) -> int | None:
    return sum(one.amount for one in entries) if entries else None
