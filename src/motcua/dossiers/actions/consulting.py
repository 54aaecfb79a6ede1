"""Asking another agency about a dossier that stays where it is, and its answer."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, queries
from motcua.dossiers.actions import asking_others, pausing, posts, promising, working
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.cooperation import Position
from motcua.dossiers.models import Consultation, Dossier, WorkItem
from motcua.dossiers.types import Post, Status, Step
from motcua.identity.queries import Viewer

MOST_HOURS: Final = 30 * 8
"""The longest that an agency is given, in working hours."""


@transaction.atomic
def consult(
    *,
    dossier_id: UUID,
    viewer: Viewer,
    agency_id: int,
    question: str,
    papers: Collection[UUID],
    with_answers: bool,
    hours: int,
    at: datetime,
) -> Consultation:
    """Ask another agency about a dossier; its clock runs on, and the agency has one of its own.

    Args:
        dossier_id: Which, being worked on.
        viewer: A specialist of its agency.
        agency_id: Who is asked: one of `queries.consultable`.
        question: In words.
        papers: Attachments of the dossier that the agency may see.
        with_answers: Whether it may see what was declared.
        hours: Working hours in which it is to answer, by its own calendar.
        at: Real time.

    Raises:
        NotYourPost: She is no specialist there.
        ReasonMissing: Nothing is asked.
        NotConsultable: The dossier is not worked on, or that agency cannot be asked.
        CalendarDoesNotReach: The answer would be due past the calendar.

    Source: Nghị định 61/2018/NĐ-CP, Điều 20 (lấy ý kiến cơ quan phối hợp).
    """
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.SPECIALIST, dossier.agency_id)
    if not question.strip():
        raise errors.ReasonMissing
    known = {one.id for one in queries.consultable(dossier, at=at)}
    if dossier.status != Status.PROCESSING or agency_id not in known:
        raise errors.NotConsultable
    at, clock = not_before(dossier, at), queries.clock(agency_id)
    minutes = 60 * max(1, min(hours, MOST_HOURS))
    item_id = uuid.uuid4()
    item = WorkItem(
        id=item_id,
        dossier=dossier,
        agency_id=agency_id,
        task=item_id,
        step=Step.CONSULT,
        name=Step.CONSULT.label,
        post=Post.SPECIALIST,
        minutes=minutes,
        opened_at=at,
        due_at=clock.after(at, minutes),
    )
    promising.set_alarm(item, clock=clock, at=at)
    item.save(force_insert=True)
    asked = asking_others.put(
        item,
        question=question.strip(),
        papers=dossier.attachments.filter(id__in=papers),
        with_answers=with_answers,
        by=viewer.actor,
    )
    payload = {"item": str(item.id), "agency": agency_id}
    happened(dossier, "consulted", by=viewer.actor, at=at, payload=payload)
    return asked


@transaction.atomic
def answer_consultation(
    *,
    item_id: UUID,
    viewer: Viewer,
    position: Position,
    words: str,
    at: datetime,
    amount: int = 0,
    notice_number: str = "",
    outcome: str = "",
) -> Dossier:
    """Answer what another agency asks; a step of its process goes on by it.

    With an amount that is due to the State the dossier waits until the applicant has paid it.

    Args:
        item_id: The task that carries the question.
        viewer: A specialist or leader of the agency that is asked.
        position: What it says.
        words: Why, or what it knows; may be empty with an amount.
        at: Real time.
        amount: In đồng; 0: nothing is due.
        notice_number: Of the tax office's notice.
        outcome: Of the step, where it has several; empty: the first.

    Raises:
        UnknownDossier: There is no such question.
        NotYourPost: It was put to another agency.
        SomebodyWasFaster, ClockStands: As every task.
        ReasonMissing, AmountMissing: Something is not said.
    """
    dossier, item = working.locked_item(item_id)
    asked = Consultation.objects.filter(item=item).first()
    if asked is None:
        raise errors.UnknownDossier
    if not any(queries.holds(viewer, post, item.agency_id) for post in _ANSWERS):
        raise errors.NotYourPost
    if amount < 0 or bool(amount) != bool(notice_number.strip()):
        raise errors.AmountMissing
    if not words.strip() and not amount:
        raise errors.ReasonMissing
    at = not_before(dossier, at)
    asked.position, asked.answer = position, words.strip()
    asked.amount, asked.notice_number = amount or None, notice_number.strip()
    asked.save(update_fields=["position", "answer", "amount", "notice_number"])
    working.take_item_up(dossier, item, viewer, at)
    if item.step == Step.CONSULT:
        item.done_by, item.done_at, item.outcome = str(viewer.actor), at, position
        item.alarm_at = None
        item.save(update_fields=["done_by", "done_at", "outcome", "alarm_at"])
    else:
        chosen = outcome or queries.outcomes_of(item)[0].value
        working.complete_item(dossier, item, outcome=chosen, by=viewer.actor, at=at)
    payload = {"item": str(item.id), "position": position}
    happened(dossier, "consultation_answered", by=viewer.actor, at=at, payload=payload)
    if amount:
        pausing.owe(
            dossier,
            amount=amount,
            notice_number=notice_number.strip(),
            what_for=item.name if item.step != Step.CONSULT else asked.question[:200],
            by=viewer.actor,
            at=at,
        )
    return dossier


_ANSWERS: Final = (Post.SPECIALIST, Post.LEADER)
