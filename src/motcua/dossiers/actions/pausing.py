"""The clock stands and runs again: supplements, obligations, stops."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, queries
from motcua.dossiers.actions import asking, posts, promising
from motcua.dossiers.actions.moves import locked, move, not_before
from motcua.dossiers.actions.promising import Given
from motcua.dossiers.clock import DossierClock, Span
from motcua.dossiers.models import Dossier, Pause, Supplement
from motcua.dossiers.types import PausedFor, PromisedBy
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel.actors import Actor
from motcua.kernel.workingtime import LimitUnit
from motcua.payments import actions as payments
from motcua.payments import queries as payment_queries
from motcua.payments.types import ChargeLine, ChargeStatus

PAYABLE: Final = timedelta(days=30)
"""How long a due can be paid online, from the notice on.

Source: Nghị định 126/2020/NĐ-CP, Điều 18 (thời hạn nộp theo thông báo, 30 ngày).
"""
OBLIGATION: Final = "NVTC"
"""Code of the one line of such a charge."""


@transaction.atomic
def ask_supplement(
    *,
    dossier_id: UUID,
    viewer: Viewer,
    wanted: list[str],
    reason: str,
    at: datetime,
    why_again: str = "",
) -> Supplement:
    """Ask the applicant to complete a dossier that was received; its clock stands until then.

    Args:
        dossier_id: Which.
        viewer: A specialist of its agency; a leader asks a second time.
        wanted: What is missing or wrong, one by one; printed.
        reason: Printed.
        at: Real time.
        why_again: Why a leader asks a second time; empty the first time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        ReasonMissing: Nothing is asked for, or it is not said why.
        AskedBefore: It was asked once, and this is no leader with a reason.

    Source: Nghị định 61/2018/NĐ-CP, Điều 17; Thông tư 01/2018/TT-VPCP, mẫu 02.
    """
    dossier = posts.for_move(dossier_id, "ask_supplement", viewer)
    at = not_before(dossier, at)
    asked = asking.checked(
        dossier, viewer, wanted=wanted, reason=reason, why_again=why_again, is_received=True
    )
    stand(dossier, "ask_supplement", PausedFor.SUPPLEMENT, by=viewer.actor, at=at)
    return asking.keep(asked, by=viewer.actor, at=at)


@transaction.atomic
def supplement(*, dossier_id: UUID, owner: Citizen, words: str, at: datetime) -> Dossier:
    """Answer a request to complete a dossier, with files given before or words; its clock runs.

    Raises:
        UnknownDossier: It is not hers.
        MoveNotAllowed: Nothing is asked of her.
        NothingAnswered: There are neither files nor words.
    """
    dossier = posts.for_applicant(dossier_id, "supplement", owner)
    at = not_before(dossier, at)
    asking.answer(dossier, words=words, by=owner.actor, at=at)
    run_again(dossier, "supplement", by=owner.actor, at=at)
    return dossier


@transaction.atomic
def note_supplement(*, dossier_id: UUID, viewer: Viewer, words: str, at: datetime) -> Dossier:
    """Take note that the applicant brought what was missing to the counter.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        NothingAnswered: It is not said what she brought.
    """
    dossier = posts.for_move(dossier_id, "supplement", viewer)
    at = not_before(dossier, at)
    asking.answer(dossier, words=words, by=viewer.actor, at=at)
    run_again(dossier, "supplement", by=viewer.actor, at=at)
    return dossier


@transaction.atomic
def ask_payment(
    *,
    dossier_id: UUID,
    viewer: Viewer,
    amount: int,
    notice_number: str,
    what_for: str,
    at: datetime,
) -> Pause:
    """Let a dossier wait until its applicant has paid a due to the State; its clock stands.

    Args:
        dossier_id: Which.
        viewer: A specialist of its agency.
        amount: In đồng, > 0, as the notice says.
        notice_number: Of the tax office's notice.
        what_for: Printed: which tax or due.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        AmountMissing: No amount, or no notice.
        ReasonMissing: It is not said what for.
    """
    dossier = posts.for_move(dossier_id, "ask_payment", viewer)
    at = not_before(dossier, at)
    if amount <= 0 or not notice_number.strip():
        raise errors.AmountMissing
    if not what_for.strip():
        raise errors.ReasonMissing
    return owe(
        dossier,
        amount=amount,
        notice_number=notice_number.strip(),
        what_for=what_for.strip(),
        by=viewer.actor,
        at=at,
    )


def owe(
    dossier: Dossier,
    *,
    amount: int,
    notice_number: str,
    what_for: str,
    by: Actor,
    at: datetime,
) -> Pause:
    """Let a locked dossier wait for what is due to the State, which can be paid online too."""
    pause = stand(
        dossier,
        "ask_payment",
        PausedFor.OBLIGATION,
        by=by,
        at=at,
        note=what_for,
        amount=amount,
        notice_number=notice_number,
    )
    payments.open_charge(
        subject=queries.subject_of_obligation(pause.id),
        reference=dossier.code,
        payee=dossier.agency.code,
        lines=[ChargeLine(name=what_for, code=OBLIGATION, quantity=1, unit_amount=amount)],
        expires_at=at + PAYABLE,
        by=by,
        at=at,
    )
    return pause


@transaction.atomic
def obligation_met(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> Dossier:
    """Take note that what was due to the State is paid; the clock runs again.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        LegStands: It is due in a leg, and noted there.
    """
    dossier = posts.for_move(dossier_id, "obligation_met", viewer)
    pause = queries.running_pause(dossier.id)
    if pause is not None and pause.leg_id is not None:
        raise errors.LegStands(code=queries.code_of(pause.leg_id))
    run_again(dossier, "obligation_met", by=viewer.actor, at=not_before(dossier, at))
    return dossier


@transaction.atomic
def obligation_paid(*, pause_id: UUID, by: Actor, at: datetime) -> bool:
    """Take note that what was due to the State was paid online; the clock runs again.

    Returns:
        False when the dossier does not wait for it any more: nothing changed.
    """
    dossier_id = Pause.objects.values_list("dossier", flat=True).get(id=pause_id)
    dossier = locked(dossier_id)
    if not dossier.pauses.filter(id=pause_id, ended_at=None).exists():
        return False
    run_again(dossier, "obligation_met", by=by, at=not_before(dossier, at))
    return True


@transaction.atomic
def stop(*, dossier_id: UUID, viewer: Viewer, reason: str, at: datetime) -> Pause:
    """Stop a dossier, for a reason that the applicant is told; it can be resumed.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        ReasonMissing: There is none.

    Source: Thông tư 03/2025/TT-VPCP, Phụ lục I, mẫu 05.
    """
    dossier = posts.for_move(dossier_id, "stop", viewer)
    if not reason.strip():
        raise errors.ReasonMissing
    at = not_before(dossier, at)
    asking.let_go(dossier, by=viewer.actor, at=at)
    return stand(dossier, "stop", PausedFor.STOP, by=viewer.actor, at=at, note=reason.strip())


@transaction.atomic
def resume(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> Dossier:
    """Go on with a dossier that was stopped; what was left of its time is left still.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        NotResumable: It was refused after receipt.
    """
    dossier = posts.for_move(dossier_id, "resume", viewer)
    if dossier.closed_at is not None:
        raise errors.NotResumable
    run_again(dossier, "resume", by=viewer.actor, at=not_before(dossier, at))
    return dossier


def stand(
    dossier: Dossier,
    event: str,
    reason: PausedFor,
    *,
    by: Actor,
    at: datetime,
    **said: Any,
) -> Pause:
    """Move a locked dossier to where its clock stands, whether it ran before or stood already."""
    end_pause(dossier, event, by=by, at=at)
    dossier.work_items.filter(done_at=None).update(alarm_at=None)
    return Pause.objects.create(
        dossier=dossier,
        version=dossier.version,
        reason=reason,
        began_at=at,
        began_by=str(by),
        **said,
    )


def run_again(dossier: Dossier, event: str, *, by: Actor, at: datetime) -> None:
    """Move a locked dossier to where its clock runs; due times move by what the pause took."""
    clock = queries.clock(dossier.agency_id)
    pause = end_pause(dossier, event, by=by, at=at, clock=clock)
    items = list(dossier.work_items.filter(done_at=None).exclude(due_at=None))
    for item in items:
        if pause and item.due_at:
            item.due_at = clock.after_pause(item.due_at, pause, at, LimitUnit.WORKING_HOURS)
        promising.set_alarm(item, clock=clock, at=at)
    dossier.work_items.bulk_update(items, ["due_at", "alarm_at"])


def end_pause(
    dossier: Dossier,
    event: str,
    *,
    by: Actor,
    at: datetime,
    clock: DossierClock | None = None,
    **changes: Any,
) -> Span | None:
    """Move a locked dossier by an event that ends the pause it is in, if it is in one.

    Returns:
        The pause, ended; None: the clock ran.
    """
    pause = dossier.pauses.filter(ended_at=None).first()
    if pause is None or dossier.promised_at is None or dossier.due_at is None:
        move(dossier, event, by=by, at=at, alarm_at=None, **changes)
        return None
    clock = clock or queries.clock(dossier.agency_id)
    pause.ended_at, pause.ended_by = at, str(by)
    pause.save(update_fields=["ended_at", "ended_by"])
    _let_off(pause, by=by, at=at)
    unit, span = LimitUnit(dossier.limit_unit), queries.span_of(pause)
    told_at = clock.after_pause(dossier.promised_at, span, at, unit)
    due_at = clock.after_pause(dossier.due_at, span, at, unit)
    given = Given(told_at=told_at, due_at=due_at, why=PromisedBy.PAUSE)
    promising.move_promising(
        dossier, event, given, clock=clock, by=by, at=at, payload=_lasted(pause, clock), **changes
    )
    return span


def _let_off(pause: Pause, *, by: Actor, at: datetime) -> None:
    """Let nothing be paid online any more for a pause that is over."""
    if pause.reason != PausedFor.OBLIGATION or pause.leg_id is not None:
        return
    charge = payment_queries.charge_of(queries.subject_of_obligation(pause.id))
    if charge is not None and charge.status == ChargeStatus.DUE:
        payments.cancel_charge(charge_id=charge.id, by=by, at=at)


def _lasted(pause: Pause, clock: DossierClock) -> Mapping[str, Any]:
    ended_at = pause.ended_at or pause.began_at
    return {"pause": str(pause.id), "paused_minutes": clock.minutes(pause.began_at, ended_at)}
