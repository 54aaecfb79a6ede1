"""Writes of petitions."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.documents import actions as documents
from motcua.dossiers import queries as dossiers
from motcua.dossiers.types import Lateness
from motcua.feedback import errors, events, lifecycle, queries, rules
from motcua.feedback.models import Petition, PetitionFile, PublishedAnswer, Statement
from motcua.feedback.types import Said, StatementKind, Status
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

WATCH: Final = Actor.system("feedback.watch")
MOST_AT_ONCE: Final = 200
_NEXT: Final = """
    INSERT INTO feedback_petitioncounter (agency_code, day, last) VALUES (%s, %s, 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = feedback_petitioncounter.last + 1
    RETURNING last
"""
_SAYS: Final = {
    "ask_more": StatementKind.QUESTION,
    "add_more": StatementKind.ADDITION,
    "refuse": StatementKind.REFUSAL,
    "answer": StatementKind.ANSWER,
}
"""Moves that say something, in words."""


def send(
    *,
    petition_id: UUID,
    author: Citizen,
    said: Said,
    files: Iterable[tuple[str, bytes]] = (),
    at: datetime,
) -> Petition:
    """Send a petition to an agency; sent twice under one id, it is one.

    Args:
        petition_id: Made by the page that it is written on.
        author: Who sends it.
        said: What, and to whom.
        files: Names and contents, at most `rules.MOST_FILES`.
        at: Real time.

    Raises:
        NothingWritten, TooLong: By the number of letters.
        NotThere: The agency takes none here.
        UnknownDossier: The dossier is not hers.
        TooManyOpen: As many wait for an answer as are taken.
        FileRefused: A file is not taken; then nothing is.
        CalendarDoesNotReach: The answer would be due past the calendar.

    Source: Nghị định 20/2008/NĐ-CP as amended (chưa đối chiếu).
    """
    words = rules.written(said.text)
    units = {unit.id: unit for unit in queries.takers(at=at)}
    if said.agency_id not in units:
        raise errors.NotThere
    if said.dossier_id is not None:
        dossiers.dossier_of_subject(author, f"dossier:{said.dossier_id}")
    with transaction.atomic():
        _take_turns(author.id)
        known = Petition.objects.filter(id=petition_id, author=author.id).first()
        if known is not None:
            return known
        if queries.open_count(author.id) >= rules.MOST_OPEN:
            raise errors.TooManyOpen(most=rules.MOST_OPEN)
        kept = [
            documents.store_file(
                content=content,
                name=name,
                media_types=rules.MEDIA_TYPES,
                max_bytes=rules.MOST_BYTES,
                by=author.actor,
                at=at,
            )
            for name, content in files
        ]
        petition = _begun(
            Petition(
                id=petition_id,
                kind=said.kind,
                agency=units[said.agency_id],
                dossier_id=said.dossier_id,
                author_id=author.id,
            ),
            by=author.actor,
            at=at,
        )
        _say(petition, StatementKind.PETITION, words, by=author.actor, at=at)
        for file in kept:
            PetitionFile.objects.create(petition=petition, file=file, name=file.name)
        return petition


@transaction.atomic
def add_more(*, petition_id: UUID, author: Citizen, words: str, at: datetime) -> Petition:
    """Say what the agency asked for; the time that waited for it comes back.

    Raises:
        UnknownPetition: It is not hers.
        MoveNotAllowed: Nothing is asked.
        NothingWritten, TooLong: By the number of letters.
    """
    petition = _locked(petition_id)
    if petition.author_id != author.id:
        raise errors.UnknownPetition
    lifecycle.PETITION.next(Status(petition.status), "add_more")
    clock, asked_at = dossiers.clock(petition.agency_id), petition.asked_at or at
    due_at = rules.answer_after_asking(
        clock, due_at=petition.answer_due_at, asked_at=asked_at, told_at=at
    )
    decide_at = rules.deadlines(clock, at).decide_at
    _said_by_move(petition, "add_more", words, by=author.actor, at=at)
    _move(petition, "add_more", by=author.actor, at=at, due_at=decide_at, answer_due_at=due_at)
    return petition


@transaction.atomic
def deal_with(
    *, petition_id: UUID, event: str, viewer: Viewer, words: str = "", at: datetime
) -> Petition:
    """Accept, ask for more, refuse, answer or close a petition.

    Args:
        petition_id: Which.
        event: One of the lifecycle's, by an officer, that needs words at most.
        viewer: Who.
        words: What the author is told; accepting and closing say nothing.
        at: Real time.

    Raises:
        UnknownPetition: There is none.
        MoveNotAllowed: Not in this status.
        NotYours: It is another post's, or another agency's.
        NothingWritten, TooLong: By the number of letters.
        AskedBefore, TooLateToAsk: The author is not asked any more.
    """
    petition = _for_officer(petition_id, event, viewer)
    changes: dict[str, Any] = {"due_at": None}
    if event == "ask_more":
        _check_asking(petition, at)
        changes["asked_at"] = at
    elif event == "accept":
        changes["due_at"] = petition.answer_due_at
    elif event == "answer":
        changes["answered_at"] = at
        changes["due_at"] = dossiers.clock(petition.agency_id).promise(at, rules.PUBLISH)
    _said_by_move(petition, event, words, by=viewer.actor, at=at)
    _move(petition, event, by=viewer.actor, at=at, **changes)
    return petition


@transaction.atomic
def forward(*, petition_id: UUID, viewer: Viewer, agency_id: int, at: datetime) -> Petition:
    """Hand a petition to the agency whose matter it is; there it begins anew, with what was said.

    Returns:
        The petition at that agency.

    Raises:
        UnknownPetition, MoveNotAllowed, NotYours: As every move.
        NotThere: That agency takes none here, or has it already.
    """
    petition = _for_officer(petition_id, "forward", viewer)
    units = {unit.id: unit for unit in queries.takers(at=at) if unit.id != petition.agency_id}
    if agency_id not in units:
        raise errors.NotThere
    payload = {"agency": agency_id}
    _move(petition, "forward", by=viewer.actor, at=at, payload=payload, due_at=None)
    there = _begun(
        Petition(
            id=ids.new_id(),
            kind=petition.kind,
            agency=units[agency_id],
            dossier_id=petition.dossier_id,
            author_id=petition.author_id,
            origin=petition,
        ),
        by=viewer.actor,
        at=at,
    )
    for told in queries.statements_of(petition):
        _say(there, told.kind, told.text, by=told.said_by, at=told.said_at)
    for one in queries.files_of(petition):
        PetitionFile.objects.create(petition=there, file=one.file, name=one.name)
    return there


@transaction.atomic
def publish(
    *, petition_id: UUID, viewer: Viewer, question: str, answer: str, at: datetime
) -> PublishedAnswer:
    """Let everybody read question and answer, both written anew without whom they are about.

    Raises:
        UnknownPetition, MoveNotAllowed, NotYours: As every move.
        NothingWritten, TooLong: By the number of letters.
    """
    petition = _for_officer(petition_id, "publish", viewer)
    shown = PublishedAnswer.objects.create(
        petition=petition,
        question=rules.written(question),
        answer=rules.written(answer),
        published_at=at,
        published_by=str(viewer.actor),
    )
    _move(petition, "publish", by=viewer.actor, at=at, due_at=None)
    return shown


@transaction.atomic
def note_reading(*, petition_id: UUID, viewer: Viewer, at: datetime) -> None:
    """Put on record that an officer read a petition.

    Source: Nghị định 13/2023/NĐ-CP (record of processing); DESIGN §9.
    """
    audit.record(stream=_stream(petition_id), kind=events.READ, by=viewer.actor, at=at, payload={})


def due_alarms(*, at: datetime) -> list[UUID]:
    """Return the petitions whose time is to be looked at now, the longest waiting first."""
    found = Petition.objects.filter(alarm_at__lte=at).order_by("alarm_at")
    return list(found.values_list("id", flat=True)[:MOST_AT_ONCE])


@transaction.atomic
def look_at(*, petition_id: UUID, at: datetime) -> Lateness | None:
    """Say once that little time is left for what is due next, or that it is late.

    Returns:
        What was said; None: it was said before, or nothing is due.
    """
    petition = _locked(petition_id)
    if petition.alarm_at is None or petition.due_at is None or petition.alarm_at > at:
        return None
    said = Lateness.LATE if at >= petition.due_at else Lateness.DUE_SOON
    petition.alarmed = said
    petition.alarm_at = None if said is Lateness.LATE else petition.due_at
    event = "become_late" if said is Lateness.LATE else "become_due_soon"
    _happened(petition, event, by=WATCH, at=at, payload={})
    return said


def _begun(petition: Petition, *, by: Actor, at: datetime) -> Petition:
    clock = dossiers.clock(petition.agency_id)
    due = rules.deadlines(clock, at)
    day = agencies.legal_shift().legal_date(at)
    petition.code = _allot(petition.agency.code, day)
    petition.received_at, petition.received_by = at, str(by)
    petition.due_at, petition.answer_due_at = due.decide_at, due.answer_at
    _set_alarm(petition, at)
    payload = {"agency": petition.agency_id, "answer_due_at": due.answer_at.isoformat()}
    _happened(petition, "receive", by=by, at=at, payload=payload)
    return petition


def _for_officer(petition_id: UUID, event: str, viewer: Viewer) -> Petition:
    petition = _locked(petition_id)
    status = Status(petition.status)
    lifecycle.PETITION.next(status, event)
    if not queries.holds_any(viewer, lifecycle.DOERS[event, status], petition.agency_id):
        raise errors.NotYours
    return petition


def _check_asking(petition: Petition, at: datetime) -> None:
    if petition.asked_at is not None:
        raise errors.AskedBefore
    clock = dossiers.clock(petition.agency_id)
    if at > rules.deadlines(clock, petition.received_at).ask_at:
        raise errors.TooLateToAsk


def _said_by_move(petition: Petition, event: str, words: str, *, by: Actor, at: datetime) -> None:
    if event in _SAYS:
        _say(petition, _SAYS[event], rules.written(words), by=by, at=at)


def _say(
    petition: Petition, kind: StatementKind, words: str, *, by: Actor | str, at: datetime
) -> None:
    said = Statement(petition=petition, kind=kind, said_at=at, said_by=str(by))
    said.text = sealing.seal(words, place=queries.place_of(said.id))
    said.save(force_insert=True)


def _move(
    petition: Petition,
    event: str,
    *,
    by: Actor,
    at: datetime,
    payload: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    before = Status(petition.status)
    petition.status = lifecycle.PETITION.next(before, event)
    for field, value in changes.items():
        setattr(petition, field, value)
    _set_alarm(petition, at)
    moved = {"from": before, "to": petition.status, **(payload or {})}
    _happened(petition, event, by=by, at=at, payload=moved)


def _set_alarm(petition: Petition, at: datetime) -> None:
    petition.alarmed = Lateness.ON_TIME
    petition.alarm_at = petition.due_at and dossiers.clock(petition.agency_id).warns_at(
        at, petition.due_at, budget=0
    )


def _happened(
    petition: Petition, event: str, *, by: Actor, at: datetime, payload: dict[str, Any]
) -> None:
    petition.version += 1
    petition.changed_at = at
    petition.save()
    audit.record(
        stream=_stream(petition.id),
        kind=events.KINDS[event],
        by=by,
        at=at,
        payload={**payload, "version": petition.version},
    )
    outbox.publish(
        events.CHANGED, petition=str(petition.id), version=petition.version, happened=event
    )


def _locked(petition_id: UUID) -> Petition:
    found = Petition.objects.select_for_update().filter(id=petition_id).first()
    if found is None:
        raise errors.UnknownPetition
    return found


def _allot(agency_code: str, day: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency_code, day])
        (last,) = cursor.fetchone()
    return f"PA-{ids.DossierCode.numbered(agency_code, day, last)}"


def _take_turns(author_id: UUID) -> None:
    """Let one author send one at a time, so that the open ones are counted right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"petitions:{author_id}"])


def _stream(petition_id: UUID) -> str:
    return f"petition:{petition_id}"
