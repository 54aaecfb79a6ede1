"""What every payment platform must be able to do for us."""

from datetime import datetime
from typing import ClassVar, Protocol

from motcua.payments.types import (
    Finding,
    NoticeRead,
    Order,
    Pairs,
    Placed,
    RefundFinding,
    Verdict,
)


class Platform(Protocol):
    """A payment platform that this site is connected to.

    Calls over the network raise `net.errors.RemoteFailed`; they are made with no row locked.
    """

    name: ClassVar[str]

    @property
    def merchant(self) -> str:
        """Return the code by which the platform knows us: the account that money lands on."""
        ...

    def begin(self, order: Order) -> str:
        """Return the address the payer is sent to; the same order gives the same payment."""
        ...

    def read_notice(self, params: Pairs) -> NoticeRead:
        """Return what a notice or a browser's return says, its signature checked first."""
        ...

    def reply(self, verdict: Verdict) -> dict[str, str]:
        """Return how the platform wants to be told what became of its notice."""
        ...

    def find_payment(self, placed: Placed, *, at: datetime) -> Finding:
        """Ask the platform itself what became of an order.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: Unsigned, wrongly signed, or about another order.
        """
        ...

    def refund(self, placed: Placed, *, key: str, reason: str, at: datetime) -> RefundFinding:
        """Ask for the money of a paid order to go back, whole; done once however often asked.

        Args:
            placed: The paid order.
            key: The same for every repetition.
            reason: A code of ours, shown on the platform's statement.
            at: Now.

        Raises:
            RemoteUnavailable: `may_have_acted` tells whether a query must come first.
            RemoteAnswerNotUnderstood: It may have acted.
        """
        ...

    def find_refund(self, placed: Placed, *, at: datetime) -> RefundFinding:
        """Ask what became of the money's return.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: Unsigned, wrongly signed, or about another order.
        """
        ...
