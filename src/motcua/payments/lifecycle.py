"""What can happen to a charge, to a try to pay it, and to money on its way back.

Money that came never un-comes: nothing leads from paid to due, or from a paid attempt anywhere.
"""

from motcua.kernel.lifecycle import Lifecycle, Transition
from motcua.payments.types import OPEN, AttemptStatus, ChargeStatus, RefundStatus

CHARGE = Lifecycle(
    statuses=ChargeStatus,
    initial=ChargeStatus.DUE,
    finals=frozenset({ChargeStatus.EXPIRED, ChargeStatus.CANCELLED, ChargeStatus.REFUNDED}),
    transitions=(
        Transition("pay", frozenset({ChargeStatus.DUE}), ChargeStatus.PAID),
        Transition("expire", frozenset({ChargeStatus.DUE}), ChargeStatus.EXPIRED),
        Transition("cancel", frozenset({ChargeStatus.DUE}), ChargeStatus.CANCELLED),
        Transition("request_refund", frozenset({ChargeStatus.PAID}), ChargeStatus.REFUNDING),
        Transition("refund", frozenset({ChargeStatus.REFUNDING}), ChargeStatus.REFUNDED),
        # The platform refused to pay back: we still have the money, an officer decides.
        Transition("keep", frozenset({ChargeStatus.REFUNDING}), ChargeStatus.PAID),
    ),
)
"""What can happen to a fee that is owed."""

ATTEMPT = Lifecycle(
    statuses=AttemptStatus,
    initial=AttemptStatus.STARTED,
    finals=frozenset({AttemptStatus.PAID}),
    transitions=(
        Transition("wait", OPEN, AttemptStatus.PENDING),
        Transition("doubt", OPEN, AttemptStatus.UNKNOWN),
        Transition("fail", OPEN, AttemptStatus.FAILED),
        # A platform may say “failed” and later “paid”; never is it believed the other way round.
        Transition("pay", OPEN | {AttemptStatus.FAILED}, AttemptStatus.PAID),
    ),
)
"""What can happen to one try to pay a fee at a platform."""

_ON_ITS_WAY = frozenset({RefundStatus.ASKED, RefundStatus.ACCEPTED})

REFUND = Lifecycle(
    statuses=RefundStatus,
    initial=RefundStatus.REQUESTED,
    finals=frozenset({RefundStatus.DONE, RefundStatus.REFUSED}),
    transitions=(
        Transition("ask", frozenset({RefundStatus.REQUESTED}), RefundStatus.ASKED),
        Transition("repeat", frozenset({RefundStatus.ASKED}), RefundStatus.REQUESTED),
        Transition("accept", _ON_ITS_WAY, RefundStatus.ACCEPTED),
        Transition("complete", _ON_ITS_WAY, RefundStatus.DONE),
        Transition("refuse", _ON_ITS_WAY, RefundStatus.REFUSED),
        # What no platform can pay back an officer hands back.
        Transition("hand_back", frozenset({RefundStatus.REQUESTED}), RefundStatus.DONE),
    ),
)
"""What can happen to money on its way back."""
