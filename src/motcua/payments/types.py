"""Values of payments. Money is always integer đồng."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from motcua.kernel.messages import message

MOST_UNITS = 10_000
MOST_DONG = 999_999_999_999
"""Twelve digits: what fits into the platform's amount, which counts in hundredths."""


COUNTER: Final = "counter"
"""What stands for a platform where an officer takes the money herself."""
ONLINE: Final = "online"
"""How a receipt names what did not come over the counter."""
TRANSFER: Final = "vietqr"
"""What stands for a platform where the payer transfers by a code, and the statement tells."""
PORTAL: Final = "dvcqg"
"""The payment platform of the national public service portal."""
BY_HAND: Final = frozenset({COUNTER, TRANSFER, PORTAL})
"""Money taken so goes back by an officer's hand: no platform can be asked to."""


class CounterMethod(StrEnum):
    """How money is taken at the counter; the values are stored."""

    CASH = "cash"
    CARD = "card"
    """On a point-of-sale terminal, which prints a slip with a number."""

    @property
    def label(self) -> str:
        """Return its name on screens, to be translated there."""
        return _METHODS[self]


_METHODS = {
    CounterMethod.CASH: message("Tiền mặt"),
    CounterMethod.CARD: message("Thẻ (máy POS)"),
}


class ChargeStatus(StrEnum):
    """Where a fee stands; the values are stored."""

    DUE = "due"
    """It can be paid until its time is over."""
    PAID = "paid"
    """The platform said so when we asked; a receipt was issued."""
    EXPIRED = "expired"
    """Nobody paid in time; money that still comes goes back by itself."""
    CANCELLED = "cancelled"
    """It is owed no more."""
    REFUNDING = "refunding"
    """The money is on its way back to the payer."""
    REFUNDED = "refunded"
    """The platform paid it back."""


class AttemptStatus(StrEnum):
    """What the platform last confirmed of one try to pay; the values are stored."""

    STARTED = "started"
    """The payer was sent to the platform; it has not told anything yet."""
    PENDING = "pending"
    """The platform waits for the bank; money may have been taken."""
    UNKNOWN = "unknown"
    """The platform told something that neither pays nor fails, or that contradicts our order."""
    PAID = "paid"
    """The platform has the money."""
    FAILED = "failed"
    """The platform says that nothing was taken."""


OPEN = frozenset({AttemptStatus.STARTED, AttemptStatus.PENDING, AttemptStatus.UNKNOWN})
"""Money may still come of these, so the platform is asked again."""


class RefundStatus(StrEnum):
    """Where the return of money stands; the values are stored."""

    REQUESTED = "requested"
    """Decided here; the platform has not been asked, or has certainly not heard."""
    ASKED = "asked"
    """The platform was asked and may have acted: only a query tells, nothing is sent twice."""
    ACCEPTED = "accepted"
    """The platform has it and pays it out."""
    DONE = "done"
    """The money went back."""
    REFUSED = "refused"
    """The platform does not pay it out; an officer decides."""


class Outcome(StrEnum):
    """What a platform says of a payment, in words that are the same for all platforms."""

    PAID = "paid"
    PENDING = "pending"
    FAILED = "failed"
    NOT_FOUND = "not_found"
    """Nobody opened the pay page, or the platform forgot."""
    UNKNOWN = "unknown"


class RefundOutcome(StrEnum):
    """What a platform says of a refund."""

    DONE = "done"
    UNDER_WAY = "under_way"
    REFUSED = "refused"
    ABSENT = "absent"
    """It has no refund of this payment."""
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What becomes of a notice; each platform says it in its own codes."""

    FORGED = "forged"
    """The signature is missing or wrong, or a parameter came twice."""
    NO_SUCH_ORDER = "no_such_order"
    WRONG_AMOUNT = "wrong_amount"
    KNOWN = "known"
    """It told nothing new."""
    TAKEN = "taken"


class LineState(StrEnum):
    """What became of a line of the bank's statement; the values are stored."""

    MATCHED = "matched"
    """It paid a charge, alone or with others."""
    OPEN = "open"
    """It pays nothing yet: an officer looks, unless more comes."""
    RETURNED = "returned"
    """An officer sent the money back."""


class LineReason(StrEnum):
    """Why a line of the statement pays nothing; the values are stored."""

    NONE = ""
    UNKNOWN_BILL = "unknown_bill"
    TOO_LITTLE = "too_little"
    """More may come under the same bill; then both pay."""
    TOO_MUCH = "too_much"
    NOT_DUE = "not_due"
    """The charge was paid already, or is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Money that came, as the bank's statement has it.

    Attributes:
        sequence: Rises by the bank's own count.
        number: The bank's own, never twice on an account.
        amount: In đồng.
        words: What the payer's bank sent with it.
        booked_at: Aware, real time.
    """

    sequence: int
    number: str
    amount: int
    words: str
    booked_at: datetime


Pairs = tuple[tuple[str, str], ...]
"""Parameters of a request, decoded, in the order they came; a name may come twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """One line of a fee, such as two copies at 8,000 đ.

    Raises:
        ValueError: Not a positive quantity of whole đồng, or no name.
    """

    name: str
    code: str
    quantity: int
    unit_amount: int

    def __post_init__(self) -> None:
        whole = type(self.quantity) is int and type(self.unit_amount) is int
        if not (whole and 0 < self.quantity <= MOST_UNITS and 0 <= self.unit_amount <= MOST_DONG):
            message = f"{self.quantity} × {self.unit_amount} is no fee in whole dong"
            raise ValueError(message)
        if not self.name:
            message = "a line of a fee has a name"
            raise ValueError(message)

    @property
    def amount(self) -> int:
        """Return quantity × unit."""
        return self.quantity * self.unit_amount

    @classmethod
    def read(cls, value: Any) -> Self:
        """Return the line that `as_json` wrote."""
        return cls(**value)

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "name": self.name,
            "code": self.code,
            "quantity": self.quantity,
            "unit_amount": self.unit_amount,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a payer is sent to the platform with.

    Attributes:
        reference: Ours; the platform takes each once.
        description: ASCII, shown to the payer and on the bank's statement.
        created_at: Aware, real time; the platform is asked by it later.
        return_url: Where the browser comes back.
        client_ip: The payer's address, not ours.
        language: vi or en.
        payee: Code of the agency that gets the money.
        bill: What people call the charge by, such as a dossier code.
        lines: What the sum is made of, for platforms that print receipts.
    """

    reference: str
    amount: int
    description: str
    created_at: datetime
    expires_at: datetime
    return_url: str
    client_ip: str
    language: str
    payee: str = ""
    bill: str = ""
    lines: tuple[ChargeLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An order as the platform knows it, to ask about it or to give its money back.

    Attributes:
        transaction: The platform's own number; empty while unknown.
    """

    reference: str
    amount: int
    created_at: datetime
    transaction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The platform's signed answer to a question about a payment.

    Attributes:
        amount: In đồng; None when the answer has none.
        transaction: The platform's number; empty when it has none.
        paid_at: Aware; None unless paid.
        code: The platform's own codes, for officers.
    """

    outcome: Outcome
    code: str
    amount: int | None = None
    transaction: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFinding:
    """The platform's signed answer about money on its way back.

    Attributes:
        code: The platform's own codes, for officers.
    """

    outcome: RefundOutcome
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRead:
    """A notice or a browser's return, as far as it can be believed.

    Attributes:
        genuine: The platform signed exactly these values.
        ours: It speaks to our merchant code.
        reference: Of the order; empty when not genuine.
        amount: In đồng; None when it is no whole number of them.
        outcome: A hint only: the query decides.
    """

    genuine: bool
    ours: bool = False
    reference: str = ""
    amount: int | None = None
    outcome: Outcome = Outcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Number and data of a receipt; the paper is made from them by `documents`.

    Attributes:
        number: From 1, without gaps per payee and legal year.
        year: Legal year.
        method: `CounterMethod` at the counter, `online` elsewhere.
        issued_at: Aware, real time.
    """

    number: int
    year: int
    payee_agency_code: str
    amount: int
    lines: tuple[ChargeLine, ...]
    method: str
    transaction: str
    paid_at: datetime
    issued_at: datetime
