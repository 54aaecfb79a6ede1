"""By when petitions are dealt with, and what may be written. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from motcua.feedback import errors
from motcua.kernel.workingtime import TimeLimit

DECIDE: Final = TimeLimit(2)
"""To accept, refuse or forward."""
ASK: Final = TimeLimit(5)
"""To ask the author for more."""
ANSWER: Final = TimeLimit(15)
PUBLISH: Final = TimeLimit(2)
"""After the answer. All four in working days of the agency.

Source: criteria 5.1–5.3 of Quyết định 766/QĐ-TTg; Nghị định 20/2008/NĐ-CP as amended (chưa đối
chiếu).
"""

LEAST_LETTERS: Final = 10
MOST_LETTERS: Final = 5000
MOST_OPEN: Final = 5
"""So many may wait for an answer at a time, of one author."""
MOST_FILES: Final = 5
MOST_BYTES: Final = 10 * 1024 * 1024
MEDIA_TYPES: Final = ("application/pdf", "image/jpeg", "image/png")


class Clock(Protocol):
    """Working time of an agency, between real moments."""

    def promise(self, accepted_at: datetime, limit: TimeLimit) -> datetime:
        """Return when a limit that begins then is over."""

    def minutes(self, start: datetime, end: datetime) -> int:
        """Return the working minutes between two moments."""

    def after(self, start: datetime, minutes: int) -> datetime:
        """Return when so many working minutes have passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Real moments by which an agency decides, may ask, and answers."""

    decide_at: datetime
    ask_at: datetime
    answer_at: datetime


def deadlines(clock: Clock, received_at: datetime) -> Deadlines:
    """Return what a petition received at a real moment has to be done by.

    Raises:
        CalendarDoesNotReach: They fall past the days covered.
    """
    return Deadlines(
        decide_at=clock.promise(received_at, DECIDE),
        ask_at=clock.promise(received_at, ASK),
        answer_at=clock.promise(received_at, ANSWER),
    )


def answer_after_asking(
    clock: Clock, *, due_at: datetime, asked_at: datetime, told_at: datetime
) -> datetime:
    """Return by when to answer once the author has said more: the time that waited for her is back.

    What was late when she was asked stays late.
    """
    return due_at if due_at <= asked_at else clock.after(told_at, clock.minutes(asked_at, due_at))


def written(text: str) -> str:
    """Return words without blanks around them.

    Raises:
        NothingWritten, TooLong: Too few to be understood, or more than are taken.
    """
    words = text.strip()
    if len(words) < LEAST_LETTERS:
        raise errors.NothingWritten(least=LEAST_LETTERS)
    if len(words) > MOST_LETTERS:
        raise errors.TooLong(most=MOST_LETTERS)
    return words
