"""Fees at the counter: taken by a clerk, reversed by a leader, handed back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.documents import actions as documents
from motcua.documents import queries as papers
from motcua.documents.types import PaperKind
from motcua.dossiers import errors, queries, rules
from motcua.dossiers.actions import filing, posts
from motcua.dossiers.actions.moves import happened, locked, not_before, subject_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message
from motcua.payments import actions as payments
from motcua.payments import queries as payment_queries
from motcua.payments.types import ChargeStatus, CounterMethod

_REVERSED = message("Khoản thu tại quầy đã được hủy.")
_BASIS = message("Nghị định 123/2020/NĐ-CP")
"""On electronic receipts; what was issued is marked as wrong, never removed."""


@transaction.atomic
def take_fee(
    *, dossier_id: UUID, viewer: Viewer, method: CounterMethod, slip: str, key: UUID, at: datetime
) -> Dossier:
    """Take the whole fee of a dossier at the counter; the same page sent twice takes it once.

    Args:
        dossier_id: Which.
        viewer: A clerk of its agency.
        method: Cash or card.
        slip: Number that the card terminal printed.
        key: Of the page that was sent.
        at: Real time.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She is no clerk there.
        NoFeeDue: Nothing is to be paid, or the dossier is over.
        ChargeExpired, PaymentUnderWay, SlipMissing, SlipUsed: As payments refuse it.
    """
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.CLERK, dossier.agency_id)
    at = not_before(dossier, at)
    charge = queries.charge_of(dossier)
    if dossier.fee_paid_at is not None and charge and payment_queries.was_taken(charge, key=key):
        return dossier
    if not queries.owes_fee(dossier):
        raise errors.NoFeeDue
    if charge is None or charge.status in {ChargeStatus.CANCELLED, ChargeStatus.REFUNDED}:
        charge = payments.open_charge(
            subject=subject_of(dossier.id),
            reference=dossier.code,
            payee=dossier.agency.code,
            lines=queries.fee_lines_of(dossier),
            expires_at=rules.pays_until(at, queries.terms_of(dossier).payment_hours),
            by=viewer.actor,
            at=at,
        )
    payments.take_at_counter(
        charge_id=charge.id, method=method, slip=slip, key=key, by=viewer.actor, at=at
    )
    filing.note_payment(dossier_id=dossier.id, charge_id=charge.id, by=viewer.actor, at=at)
    return queries.dossier(dossier.id)


@transaction.atomic
def reverse_fee(*, dossier_id: UUID, viewer: Viewer, explanation: str, at: datetime) -> Dossier:
    """Reverse a fee that was taken wrongly at the counter: the dossier owes it again.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She is no leader there.
        NothingToRefund, NotTakenHere, OwnTaking, ExplanationMissing: As payments refuse it.
    """
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.LEADER, dossier.agency_id)
    charge = queries.charge_of(dossier)
    if charge is None:
        raise errors.NoFeeDue
    at = not_before(dossier, at)
    payments.reverse_taking(charge_id=charge.id, explanation=explanation, by=viewer.actor, at=at)
    happened(
        dossier,
        "fee_reversed",
        by=viewer.actor,
        at=at,
        payload={"charge": str(charge.id)},
        fee_paid_at=None,
    )
    _end_paper(dossier, by=viewer.actor, at=at)
    return dossier


def _end_paper(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Let the e-receipt hold no more: whoever checks it reads that it was reversed."""
    paper = papers.paper_of(subject_of(dossier.id), PaperKind.FEE_RECEIPT)
    if paper is not None and papers.end_of(paper) is None:
        documents.end_paper(
            paper_id=paper.id,
            by_kind=PaperKind.FEE_RECEIPT,
            by_occasion=dossier.version,
            reason=_REVERSED,
            legal_basis=_BASIS,
            by=by,
            at=at,
        )


@transaction.atomic
def hand_fee_back(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> Dossier:
    """Hand back what was taken at the counter for a dossier that was refused or withdrawn.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She is neither clerk nor leader there.
        NoFeeDue: Nothing waits to be handed back.
        NotTakenHere, OwnTaking: As payments refuse it.
    """
    dossier = locked(dossier_id)
    if not queries.holds(viewer, Post.LEADER, dossier.agency_id):
        posts.hold(viewer, Post.CLERK, dossier.agency_id)
    charge = queries.charge_of(dossier)
    waiting = payment_queries.to_hand_back(charge) if charge else None
    if waiting is None:
        raise errors.NoFeeDue
    payments.hand_back(refund_id=waiting.id, by=viewer.actor, at=not_before(dossier, at))
    return dossier
