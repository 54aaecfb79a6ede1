"""Dossiers that end without a result: withdrawn, or refused after receipt."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors
from motcua.dossiers.actions import asking, pausing, posts
from motcua.dossiers.actions.moves import move, not_before
from motcua.dossiers.models import Dossier
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel.actors import Actor
from motcua.processes import actions as processes


@transaction.atomic
def withdraw(*, dossier_id: UUID, owner: Citizen, at: datetime) -> Dossier:
    """Withdraw a dossier that nobody has received: at once. A fee that was paid goes back.

    Raises:
        UnknownDossier: It is not hers.
        MoveNotAllowed: It is received; she asks then (`ask_withdrawal`).
    """
    dossier = posts.for_applicant(dossier_id, "withdraw", owner)
    at = not_before(dossier, at)
    asking.let_go(dossier, by=owner.actor, at=at)
    move(dossier, "withdraw", by=owner.actor, at=at, closed_at=at)
    return dossier


@transaction.atomic
def ask_withdrawal(*, dossier_id: UUID, owner: Citizen, at: datetime) -> Dossier:
    """Ask to withdraw a dossier that is being worked on; an officer confirms it. Once is enough.

    Raises:
        UnknownDossier: It is not hers.
        MoveNotAllowed: It is not received yet, or has ended.
    """
    dossier = posts.for_applicant(dossier_id, "ask_withdrawal", owner)
    if dossier.withdrawal_asked_at is None:
        at = not_before(dossier, at)
        move(dossier, "ask_withdrawal", by=owner.actor, at=at, withdrawal_asked_at=at)
    return dossier


@transaction.atomic
def confirm_withdrawal(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> Dossier:
    """End a dossier as its applicant asked; the fee stays, for work was done.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        WithdrawalNotAsked: She did not ask.
    """
    dossier = posts.for_move(dossier_id, "withdraw", viewer)
    if dossier.withdrawal_asked_at is None:
        raise errors.WithdrawalNotAsked
    at = not_before(dossier, at)
    asking.let_go(dossier, by=viewer.actor, at=at)
    pausing.end_pause(dossier, "withdraw", by=viewer.actor, at=at, closed_at=at)
    close_tasks(dossier, "withdraw", by=viewer.actor, at=at)
    return dossier


@transaction.atomic
def decline(
    *, dossier_id: UUID, viewer: Viewer, reason_code: str, note: str, at: datetime
) -> Dossier:
    """Refuse a dossier after receipt: the leader answers in writing, and it ends.

    Args:
        dossier_id: Which.
        viewer: A leader of its agency.
        reason_code: Of the procedure's reasons.
        note: Why, in her words; printed.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        UnknownReason: The code is not in the list.
        ReasonMissing: Without words nobody learns what was wrong.

    Source: Nghị định 61/2018/NĐ-CP, Điều 19 (a written answer with its reason); mẫu 03.
    """
    dossier = posts.for_move(dossier_id, "decline", viewer)
    content = catalogue.version(dossier.procedure_version_id).content
    if reason_code not in {reason.code for reason in content.refusal_reasons}:
        raise errors.UnknownReason
    if not note.strip():
        raise errors.ReasonMissing
    at = not_before(dossier, at)
    move(
        dossier,
        "decline",
        by=viewer.actor,
        at=at,
        payload={"reason": reason_code},
        alarm_at=None,
        closed_at=at,
        reason_code=reason_code,
        reason_note=note.strip(),
    )
    close_tasks(dossier, "decline", by=viewer.actor, at=at)
    return dossier


def close_tasks(dossier: Dossier, event: str, *, by: Actor, at: datetime) -> None:
    """Close what is open of a dossier that has ended; the end is its outcome."""
    if dossier.process_id is not None:
        processes.cancel(instance_id=dossier.process_id, at=at)
    open_tasks = dossier.work_items.filter(done_at=None)
    open_tasks.update(done_at=at, done_by=str(by), outcome=event, alarm_at=None)
