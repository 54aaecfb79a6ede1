"""The fee of a dossier before an officer: what she may do about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from motcua.dossiers import queries
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.payments import queries as payments
from motcua.payments.types import ChargeStatus, CounterMethod, Receipt

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.payments.models import Charge


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCounter:
    """What may be done at the counter about the fee of a dossier.

    Attributes:
        may_take: A clerk may take it now.
        is_confirming: A platform may have the payer's money already: not to be taken again.
        may_reverse: A leader may reverse what was taken at the counter.
        may_hand_back: Money waits to be handed back.
        key: Of this page: what is sent from it twice happens once.
    """

    may_take: bool
    is_confirming: bool
    may_reverse: bool
    may_hand_back: bool
    key: UUID
    methods: tuple[CounterMethod, ...] = tuple(CounterMethod)


def at_counter(
    found: "Dossier", viewer: Viewer, charge: "Charge | None", receipt: Receipt | None
) -> AtCounter:
    """Return what an officer may do about the fee of a dossier.

    Args:
        found: Which.
        viewer: The officer.
        charge: What it owes or owed; None where nothing was charged yet.
        receipt: Of the charge, if it was paid.
    """
    is_clerk = queries.holds(viewer, Post.CLERK, found.agency_id)
    is_leader = queries.holds(viewer, Post.LEADER, found.agency_id)
    status = charge.status if charge else None
    was_taken = receipt is not None and receipt.method in set(CounterMethod)
    owes = is_clerk and queries.owes_fee(found) and status != ChargeStatus.EXPIRED
    is_due = charge is not None and status == ChargeStatus.DUE
    is_confirming = owes and is_due and charge is not None and payments.is_being_confirmed(charge)
    came = charge is not None and status != ChargeStatus.DUE
    waits = came and charge is not None and payments.to_hand_back(charge) is not None
    return AtCounter(
        may_take=owes and not is_confirming,
        is_confirming=is_confirming,
        may_reverse=is_leader and was_taken and status == ChargeStatus.PAID,
        may_hand_back=(is_clerk or is_leader) and waits,
        key=uuid4(),
    )
