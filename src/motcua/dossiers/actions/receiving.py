"""A clerk receives a dossier or refuses to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import asking, posts, promising, working
from motcua.dossiers.actions.moves import move, not_before, subject_of
from motcua.dossiers.actions.promising import Given
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import PromisedBy
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor
from motcua.processes import actions as processes


@transaction.atomic
def accept(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> Dossier:
    """Receive a dossier: promise the result, and start its process.

    Args:
        dossier_id: Which.
        viewer: The officer; a clerk of the dossier's agency.
        at: Real time of receipt, from which the promise counts.

    Raises:
        NotYourPost: The officer is no clerk there.
        SomebodyWasFaster: It is received or refused already.
        FeeNotPaid: A fee is due online; one that is paid at the counter holds nothing up.
        CalendarDoesNotReach: The promise would fall past the calendar.
        LegWithoutAgency: Nobody carries out one of its legs.

    Source: Nghị định 61/2018/NĐ-CP, Điều 17 (receipt and promised date).
    """
    dossier = posts.for_move(dossier_id, "accept", viewer)
    if dossier.fee_online and dossier.fee_paid_at is None:
        raise errors.FeeNotPaid
    asking.let_go(dossier, by=viewer.actor, at=not_before(dossier, at))
    receive(dossier, by=viewer.actor, at=at)
    return dossier


def receive(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Receive a locked dossier: promise the result, and start its process.

    Raises:
        CalendarDoesNotReach: As `accept`.
        LegWithoutAgency: Nobody carries out one of its legs.
    """
    at = not_before(dossier, at)
    process = queries.process_of(catalogue.version(dossier.procedure_version_id))
    clock, limit = queries.clock(dossier.agency_id), queries.terms_of(dossier).limit.counted()
    promised_at = clock.promise(at, limit)
    legs_end = queries.legs_end(dossier, at=at)
    promised_at = min(promised_at, legs_end) if legs_end else promised_at
    started = processes.start(
        version_id=process,
        subject=subject_of(dossier.id),
        at=at,
        facts=queries.facts_of(dossier, process),
    )
    promising.move_promising(
        dossier,
        "accept",
        Given(told_at=promised_at, due_at=promised_at, why=PromisedBy.ACCEPT),
        clock=clock,
        by=by,
        at=at,
        accepted_at=at,
        limit_unit=limit.unit,
        process_id=started.instance,
    )
    working.open_tasks(dossier, started, clock=clock, at=at)


@transaction.atomic
def refuse(
    *, dossier_id: UUID, viewer: Viewer, reason_code: str, note: str, at: datetime
) -> Dossier:
    """Refuse to receive a dossier, for one of the procedure's reasons; the fee goes back by a job.

    Args:
        dossier_id: Which.
        viewer: The officer; a clerk of the dossier's agency.
        reason_code: Of the procedure's list.
        note: What the applicant should do, in the officer's words; shown to her.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As `accept`.
        UnknownReason: The code is not in the list.

    Source: Thông tư 01/2018/TT-VPCP, mẫu 03.
    """
    dossier = posts.for_move(dossier_id, "refuse", viewer)
    at = not_before(dossier, at)
    content = catalogue.version(dossier.procedure_version_id).content
    if reason_code not in {reason.code for reason in content.refusal_reasons}:
        raise errors.UnknownReason
    asking.let_go(dossier, by=viewer.actor, at=at)
    move(
        dossier,
        "refuse",
        by=viewer.actor,
        at=at,
        payload={"reason": reason_code},
        refused_at=at,
        reason_code=reason_code,
        reason_note=note.strip(),
    )
    return dossier
