"""Decisions of payments: values in, decision out."""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from motcua.kernel import clock
from motcua.payments.types import (
    ChargeStatus,
    Finding,
    LineReason,
    NoticeRead,
    Outcome,
    RefundOutcome,
    RefundStatus,
    Verdict,
)

ATTEMPT_LASTS: Final = timedelta(minutes=15)
"""As long as the platform keeps its pay page open."""
TOO_SHORT_TO_PAY: Final = timedelta(minutes=1)
SETTLES_WITHIN: Final = timedelta(minutes=2)
"""Clocks differ and banks are slow: only after this is an expired, unknown order called failed."""
HELD_AT_MOST: Final = timedelta(hours=24)
"""An open attempt keeps its charge from expiring no longer than this."""
FIRST_QUESTION_AFTER: Final = timedelta(minutes=1)
PATIENCE_WITH_RETURNS: Final = timedelta(seconds=5)
"""A page that is loaded again and again does not make us ask each time."""
CALL_LASTS: Final = timedelta(seconds=30)
"""Longer than any call to a platform takes."""
FORGED_KEPT_FOR: Final = timedelta(days=30)
ASKED_FOR: Final = timedelta(days=3)
"""Then the machine gives up asking, and the attempt stands on the officers' list."""

SLIP: Final = re.compile(r"[0-9A-Z]{4,20}")
"""The number that a terminal prints for each card it takes."""

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BILL: Final = re.compile(rf"\b[0-9]{{6}}[{_LETTERS}]{{10}}\b")
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9.:-]+")


def new_reference(at: datetime) -> str:
    """Return a fresh reference of an order: the day in Hanoi and ten random letters or digits."""
    random = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return f"{clock.in_hanoi(at):%y%m%d}{random}"


def counter_reference(key: UUID) -> str:
    """Return the reference of a taking at the counter: the page's own key, so it happens once."""
    return f"counter-{key.hex}"


def read_slip(typed: str) -> str | None:
    """Return the terminal's number as it is stored; None: it is none."""
    slip = typed.replace(" ", "").upper()
    return slip if SLIP.fullmatch(slip) else None


def bills_in(words: str) -> list[str]:
    """Return what may be bill codes in the words of a transfer, in their order, each once."""
    return list(dict.fromkeys(_BILL.findall(words.upper())))


def line_reason(amount: int, *, before: int, due: int, is_due: bool) -> LineReason:
    """Return why a transfer with the right bill pays nothing; empty: with those before it pays.

    Args:
        amount: Of the transfer, in đồng.
        before: What came in parts under the same bill, and waits.
        due: What is owed.
        is_due: Whether it still is.
    """
    if not is_due:
        return LineReason.NOT_DUE
    if before + amount == due:
        return LineReason.NONE
    return LineReason.TOO_LITTLE if before + amount < due else LineReason.TOO_MUCH


def plain(words: str, *, most: int) -> str:
    """Return a text as ASCII letters, digits and single spaces: đ as d, no tone marks.

    Banks print nothing else, and some sign a different text when they get it.
    """
    bare = unicodedata.normalize("NFKD", words.replace("\u0111", "d").replace("\u0110", "D"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _NOT_PLAIN.sub(" ", bare).strip()[:most].strip()


def move(finding: Finding, *, due: int, expires_at: datetime, at: datetime) -> str | None:
    """Return the event of an attempt's lifecycle that the platform's answer means.

    Args:
        finding: What the platform said, its signature verified.
        due: What was ordered, in đồng.
        expires_at: When the platform stops taking money for the order.
        at: Now.

    Returns:
        None when the answer tells nothing yet.
    """
    match finding.outcome:
        case Outcome.PAID:
            proven = finding.amount == due and finding.transaction and finding.paid_at
            return "pay" if proven else "doubt"
        case Outcome.PENDING:
            return "wait"
        case Outcome.FAILED:
            return "fail"
        case Outcome.NOT_FOUND:
            return "fail" if at >= expires_at + SETTLES_WITHIN else None
        case Outcome.UNKNOWN:
            return "doubt"


def refund_move(outcome: RefundOutcome) -> str | None:
    """Return the event of a refund's lifecycle that the platform's answer means; None: no news."""
    return {
        RefundOutcome.DONE: "complete",
        RefundOutcome.UNDER_WAY: "accept",
        RefundOutcome.REFUSED: "refuse",
        RefundOutcome.ABSENT: "repeat",
        RefundOutcome.UNKNOWN: None,
    }[outcome]


def verdict(read: NoticeRead, *, due: int | None, is_settled: bool) -> Verdict:
    """Return what becomes of a notice, checked in the order that the platform expects.

    Args:
        read: What it says.
        due: What was ordered, in đồng; None when there is no such order.
        is_settled: The order is known to be paid; nothing a notice says can change that.
    """
    if not read.genuine:
        return Verdict.FORGED
    if due is None or not read.ours:
        return Verdict.NO_SUCH_ORDER
    if read.amount != due:
        return Verdict.WRONG_AMOUNT
    return Verdict.KNOWN if is_settled else Verdict.TAKEN


def next_question(*, started_at: datetime, expires_at: datetime, at: datetime) -> datetime | None:
    """Return when to ask about an open attempt again; once surely when its time is over."""
    usual = ask_again_at(since=started_at, at=at)
    over = expires_at + SETTLES_WITHIN
    return over if usual is not None and at < over < usual else usual


def ask_again_at(*, since: datetime, at: datetime) -> datetime | None:
    """Return when to ask a platform the next time, or None: an officer must look.

    The older the thing, the longer the wait: a quarter of its age, from one minute to six hours,
    but in the first two hours never more than ten minutes.

    Args:
        since: When the payer was sent off, or the money's return was decided.
        at: Now, the moment of the last question.
    """
    age = at - since
    if age >= ASKED_FOR:
        return None
    longest = timedelta(minutes=10) if age < timedelta(hours=2) else timedelta(hours=6)
    return at + min(max(age / 4, timedelta(minutes=1)), longest)


def surplus_reason(status: ChargeStatus) -> str | None:
    """Return why money for a charge in this status goes back at once; None: it is what was due."""
    if status is ChargeStatus.DUE:
        return None
    is_over = status in {ChargeStatus.EXPIRED, ChargeStatus.CANCELLED}
    return "paid_late" if is_over else "paid_twice"


def can_go_on(*, expires_at: datetime, heard_failure: bool, at: datetime) -> bool:
    """Tell whether a payer may go on with an order she was sent off with: same pay page."""
    return expires_at - at > TOO_SHORT_TO_PAY and not heard_failure


def refund_step(
    status: RefundStatus, *, asked_at: datetime | None, at: datetime
) -> Literal["send", "query"] | None:
    """Return what a refund needs now; None while another job's call may be on its way, or after."""
    if status is RefundStatus.REQUESTED:
        return "send"
    if status not in {RefundStatus.ASKED, RefundStatus.ACCEPTED}:
        return None
    return "query" if asked_at is None or at - asked_at >= CALL_LASTS else None
