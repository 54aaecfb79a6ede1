"""Legs of a dossier: begun, told, and what comes of them for the whole.

Everything here is done by jobs after something happened to the dossier or to a leg. It looks at how
all of them stand and does what is missing, so it may be done again, in any order.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import actions as catalogue
from motcua.catalogue.types import Leg, pairs
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import codes, plan, queries, rules
from motcua.dossiers.actions import asking, ending, pausing, receiving, working
from motcua.dossiers.actions.moves import happened, locked, move, not_before, subject_of
from motcua.dossiers.cooperation import LegState
from motcua.dossiers.models import Attachment, Dossier, Pause
from motcua.dossiers.types import PausedFor, Post, Status
from motcua.eforms import queries as eforms
from motcua.kernel.actors import Actor
from motcua.privacy import sealing
from motcua.processes import queries as processes

LEGS = Actor.system("dossiers.legs")
STEP: Final = "legs"
"""Step of the process of a dossier with legs that is done when they are."""
SHORT: Final = "thieu"
"""Its outcome when a result is missing, because an agency refused its leg."""
RUNNING: Final = (Status.ACCEPTED, Status.PROCESSING, Status.SUPPLEMENT, Status.OBLIGATION)
_ASKED: Final = {
    Status.SUPPLEMENT: ("leg_asks_supplement", PausedFor.SUPPLEMENT),
    Status.OBLIGATION: ("leg_asks_payment", PausedFor.OBLIGATION),
}


def conduct(*, dossier_id: UUID, at: datetime) -> None:
    """Begin the legs that are due, and bring a dossier and its legs in step.

    Raises:
        LegWithoutAgency: Nobody carries a leg out any more.
    """
    found = queries.dossier(dossier_id)
    legs = queries.plan_of(found)
    if found.status in RUNNING:
        states = queries.states_of(queries.legs_of(found.id))
        for leg in plan.due(legs, states):
            begin_leg(parent_id=found.id, leg=leg, at=at)
    if legs and found.accepted_at is not None:
        _keep_in_step(found.id, legs, at=at)


def begin_leg(*, parent_id: UUID, leg: Leg, at: datetime) -> Dossier | None:
    """Make a dossier of a leg, and receive it: its papers were looked through with the whole.

    Answers come from the parent's, files are shared, results of earlier legs are papers of it.

    Returns:
        The leg, also when it had begun before; None: the parent does not run any more.

    Raises:
        LegWithoutAgency: Nobody carries it out.
    """
    parent = queries.dossier(parent_id)
    offer = queries.offer_of_leg(parent, leg, at=at)
    catalogue.give_parts(version_id=offer.version.id, at=at)
    day = agencies.legal_shift().legal_date(at)
    code = codes.allot(agency_code=offer.agency.code, day=day)
    with transaction.atomic():
        parent = locked(parent_id)
        begun = Dossier.objects.filter(parent=parent, leg=leg.code).first()
        if begun is not None or parent.status not in RUNNING:
            return begun
        at = not_before(parent, at)
        made = Dossier(
            code=str(code),
            service_id=offer.service,
            agency_id=offer.agency.id,
            procedure_version_id=offer.version.id,
            owner_id=parent.owner_id,
            owner_name=parent.owner_name,
            owner_name_folded=parent.owner_name_folded,
            submitter=str(LEGS),
            filing=parent.filing,
            submitted_at=at,
            result_channel=queries.result_channel_of(offer.version.content),
            parent=parent,
            leg=leg.code,
        )
        form = eforms.form(queries.form_of(offer.version))
        files = _files(parent, made, leg, at=at)
        answers = queries.answers_for_leg(parent, leg, form)
        answers |= {one.field: str(one.id) for one in files if form.field(one.field)}
        answers = eforms.relevant(form, answers)
        made.answers = sealing.seal(answers, place=queries.place_of_dossier(made.id))
        happened(
            made,
            "submitted",
            by=LEGS,
            at=at,
            payload={
                "to": made.status,
                "procedure_version": str(offer.version.id),
                "code": str(code),
                "parent": str(parent.id),
                "left_open": len(eforms.problems(form, answers, today=day)),
            },
        )
        Attachment.objects.bulk_create(files)
        receiving.receive(made, by=LEGS, at=at)
        happened(
            parent, "leg_begun", by=LEGS, at=at, payload={"leg": str(made.id), "plan": leg.code}
        )
    return made


def _files(parent: Dossier, made: Dossier, leg: Leg, *, at: datetime) -> list[Attachment]:
    """Return the files that a leg shares with the whole, and results of legs before it."""
    given = {one.field: one for one in queries.attachments_of(parent)}
    shared = [
        Attachment(dossier=made, field=here, file_id=file.file_id, name=file.name, attached_at=at)
        for here, there in pairs(leg.papers).items()
        if (file := given.get(there)) is not None
    ]
    done = {one.leg: one for one in queries.legs_of(parent.id)}
    for here, there in pairs(leg.results).items():
        paper = documents.paper_of(subject_of(done[there].id), PaperKind.RESULT)
        if paper is not None and paper.file is not None:
            name = paper.file.name
            shared.append(
                Attachment(
                    dossier=made, field=here, file_id=paper.file.id, name=name, attached_at=at
                )
            )
    return shared


@transaction.atomic
def _keep_in_step(dossier_id: UUID, legs: tuple[Leg, ...], *, at: datetime) -> None:
    """Tell the legs what became of the whole, and the whole what became of the legs."""
    parent = locked(dossier_id)
    begun = list(
        Dossier.objects.select_for_update().filter(parent=parent).order_by("submitted_at", "id")
    )
    status = Status(parent.status)
    if status in {Status.FINISHED, Status.RETURNED}:
        return
    has_ended = rules.has_ended(status, parent.closed_at)
    for leg in begun:
        _tell(leg, has_ended=has_ended, is_stopped=status is Status.STOPPED, at=at)
    if has_ended or status is Status.STOPPED:
        return
    if status is Status.ACCEPTED and any(leg.status != Status.ACCEPTED for leg in begun):
        move(parent, "take_up", by=LEGS, at=at, payload={"step": STEP})
    _wait_with(parent, begun, at=at)
    states = queries.states_of(begun)
    if parent.status == Status.PROCESSING and plan.is_at_end(legs, states):
        outcome = working.DONE if plan.has_come(legs, states) else SHORT
        working.do_system_task(dossier_id=parent.id, step=STEP, outcome=outcome, at=at)


def _tell(leg: Dossier, *, has_ended: bool, is_stopped: bool, at: datetime) -> None:
    """Stop a leg with the whole, let it go on with it, or end it."""
    at = not_before(leg, at)
    state = plan.state_of(Status(leg.status), leg.closed_at)
    if state in {LegState.DONE, LegState.FAILED}:
        if leg.status == Status.FINISHED and not has_ended:
            _hand_over(leg, at=at)
        return
    if has_ended:
        asking.let_go(leg, by=LEGS, at=at)
        pausing.end_pause(leg, "recall", by=LEGS, at=at, closed_at=at)
        ending.close_tasks(leg, "recall", by=LEGS, at=at)
    elif is_stopped and leg.status != Status.STOPPED:
        asking.let_go(leg, by=LEGS, at=at)
        pausing.stand(leg, "hold", PausedFor.STOP, by=LEGS, at=at)
    elif not is_stopped and leg.status == Status.STOPPED:
        pause = queries.running_pause(leg.id)
        if pause is not None and pause.began_by == str(LEGS):
            pausing.run_again(leg, "release", by=LEGS, at=at)


def _hand_over(leg: Dossier, *, at: datetime) -> None:
    """Hand the result of a leg over to the whole: nobody comes to its agency for it."""
    if leg.process_id is None:
        return
    steps = processes.steps(processes.version_of(leg.process_id))
    for item in leg.work_items.filter(done_at=None, post=Post.CLERK):
        outcome = next((one for one in steps[item.step].outcomes if one.event == "return"), None)
        if outcome is not None:
            working.complete_item(leg, item, outcome=outcome.value, by=LEGS, at=at)


def _wait_with(parent: Dossier, begun: list[Dossier], *, at: datetime) -> None:
    """Let the clock of the whole stand while a leg waits for the applicant, and run again."""
    waits = {one.id: one for one in begun if one.status in _ASKED}
    pause = queries.running_pause(parent.id)
    if pause is not None and pause.leg_id is not None and pause.leg_id not in waits:
        ended = Pause.objects.filter(dossier=pause.leg_id).order_by("began_at").last()
        resumed_at = ended.ended_at if ended and ended.ended_at else at
        pausing.run_again(parent, "leg_goes_on", by=LEGS, at=not_before(parent, resumed_at))
        pause = None
    if pause is not None or not waits:
        return
    leg = next(iter(waits.values()))
    asked = queries.running_pause(leg.id)
    if asked is None:  # pragma: no cover - a status that stands has a pause
        return
    event, reason = _ASKED[Status(leg.status)]
    pausing.stand(
        parent,
        event,
        reason,
        by=LEGS,
        at=not_before(parent, asked.began_at),
        leg=leg,
        note=asked.note,
        amount=asked.amount,
        notice_number=asked.notice_number,
    )
