"""Dossiers as rows, as they go out to another system; a chunk at a time, however many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.dossiers import rules
from motcua.dossiers.models import Attachment, Dossier, Pause, Supplement, WorkItem
from motcua.dossiers.queries.importing import history_of_import
from motcua.dossiers.transfer import reading
from motcua.dossiers.transfer.case import BETWEEN, Case, Row, row_of
from motcua.dossiers.types import Filing, Post, Status, Step
from motcua.identity import queries as identity
from motcua.kernel.clock import HANOI

AT_ONCE: Final = 1000
"""Dossiers of a chunk."""

History = list[tuple[datetime, Status]]
_OWN_STEPS: Final = tuple(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dossiers go out.

    Attributes:
        agency_ids: Of these agencies.
        since, until: Submitted on these legal days, both included; null: whenever.
        status: In this one; null: in any.
        after: Only codes after this one: where a reader that was cut off goes on.
    """

    agency_ids: Collection[int]
    since: date | None = None
    until: date | None = None
    status: Status | None = None
    after: str = ""


def exported(wanted: Wanted) -> Iterator[Row]:
    """Yield the dossiers that are wanted as rows, by code; memory does not grow with them.

    Each is read once; what changes meanwhile is as it was when its turn came.
    """
    after = wanted.after
    while True:
        chunk = list(_wanted(wanted).filter(code__gt=after).order_by("code")[:AT_ONCE])
        yield from _rows(chunk)
        if len(chunk) < AT_ONCE:
            return
        after = chunk[-1].code


def exported_count(wanted: Wanted) -> int:
    """Return how many dossiers are wanted."""
    return _wanted(wanted).filter(code__gt=wanted.after).count()


def _wanted(wanted: Wanted) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(agency__in=wanted.agency_ids)
    if wanted.status is not None:
        found = found.filter(status=wanted.status)
    if wanted.since is not None:
        found = found.filter(submitted_at__gte=_midnight(wanted.since))
    if wanted.until is not None:
        found = found.filter(submitted_at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found.select_related("agency", "imported").defer("answers", "result", "name_words")


def _midnight(day: date) -> datetime:
    return agencies.legal_shift().real_moment(datetime.combine(day, time(), tzinfo=HANOI))


def _rows(chunk: Sequence[Dossier]) -> Iterator[Row]:
    shift = agencies.legal_shift()
    beside = _Beside(chunk)
    for found in chunk:
        yield row_of(beside.case(found), shift)


class _Beside:
    """What stands in other tables beside a chunk of dossiers; each table asked once."""

    def __init__(self, chunk: Sequence[Dossier]) -> None:
        ids = [one.id for one in chunk]
        versions = catalogue.versions({one.procedure_version_id for one in chunk})
        self._contents = {one.id: one.content for one in versions}
        self._owners = identity.stated_of([one.owner_id for one in chunk])
        paused = Pause.objects.filter(dossier__in=ids, ended_at=None)
        self._pauses = {one.dossier_id: one for one in paused}
        asked = Supplement.objects.filter(dossier__in=ids, answered_at=None)
        self._asked = {one.dossier_id: one for one in asked.only("dossier", "wanted")}
        self._steps = _steps(chunk)
        self._papers = _papers(ids)
        self._histories = _histories(ids)

    def case(self, found: Dossier) -> Case:
        """Return a dossier as a row says it."""
        owner, content = self._owners[found.owner_id], self._contents[found.procedure_version_id]
        status, pause = Status(found.status), self._pauses.get(found.id)
        runs = status in reading.GOES_WITH["Buoc"] and not rules.has_ended(status, found.closed_at)
        there = [
            (datetime.fromisoformat(at), Status(stood)) for at, stood in history_of_import(found)
        ]
        return Case(
            code=found.code,
            procedure=content.code,
            agency=found.agency.code,
            filing=Filing(found.filing),
            status=status,
            step=self._steps.get(found.id, "") if runs else "",
            owner_name=found.owner_name,
            owner_kind=owner.kind,
            personal_id=owner.personal_id,
            birth_date=owner.birth_date,
            address=owner.address,
            phone=owner.phone,
            email=owner.email,
            submitted_at=found.submitted_at,
            accepted_at=found.accepted_at,
            promised_at=found.promised_at,
            due_at=None if found.due_at == found.promised_at else found.due_at,
            paused_at=pause.began_at if pause else None,
            finished_at=found.finished_at,
            returned_at=found.returned_at,
            refused_at=found.refused_at,
            closed_at=found.closed_at,
            reason=self._reason(found, pause),
            fee_amount=found.fee_amount,
            fee_paid_at=found.fee_paid_at,
            fee_online=found.fee_online,
            result_channel=Channel(found.result_channel),
            history=tuple(_moved([*there, *self._histories.get(found.id, [])])),
            papers=tuple(self._papers.get(found.id, ())),
        )

    def _reason(self, found: Dossier, pause: Pause | None) -> str:
        asked = self._asked.get(found.id)
        if asked is not None and found.status == Status.SUPPLEMENT:
            return BETWEEN.join(asked.wanted)
        if pause is not None:
            return pause.note
        reasons = self._contents[found.procedure_version_id].refusal_reasons
        coded = next((one.text for one in reasons if one.code == found.reason_code), "")
        return ". ".join(filter(None, (coded, found.reason_note)))


def _steps(chunk: Sequence[Dossier]) -> dict[UUID, str]:
    """Return the name of the step that each dossier waits for, the oldest first."""
    own = {one.id: one.agency_id for one in chunk}
    items = WorkItem.objects.filter(dossier__in=own, done_at=None).exclude(step__in=_OWN_STEPS)
    found: dict[UUID, str] = {}
    for item in items.exclude(post=Post.SYSTEM).order_by("-opened_at", "-id"):
        if item.agency_id == own[item.dossier_id]:
            found[item.dossier_id] = item.name
    return found


def _papers(ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the names of files as they are told apart in one dossier."""
    found: dict[UUID, list[str]] = defaultdict(list)
    attached = Attachment.objects.filter(dossier__in=ids).order_by("attached_at", "id")
    for dossier, name in attached.values_list("dossier", "name"):
        found[dossier].append(told_apart(name, found[dossier]))
    return found


def told_apart(name: str, others: Collection[str]) -> str:
    """Return a name that no other file of the dossier has, fit for a list in one cell."""
    plain = name.replace(";", ",").strip()
    stem, dot, ending = plain.rpartition(".")
    number, wanted = 1, plain
    while wanted in others:
        number += 1
        wanted = f"{stem} ({number}){dot}{ending}" if dot else f"{plain} ({number})"
    return wanted


def _histories(ids: Collection[UUID]) -> dict[UUID, History]:
    """Return the statuses that dossiers were brought to here, by their events."""
    streams = {f"dossier:{one}": one for one in ids}
    events = audit.events_of_many(streams).filter(payload__has_key="to")
    found: dict[UUID, History] = defaultdict(list)
    for stream, at, to in events.values_list("stream", "at", "payload__to"):
        found[streams[stream]].append((at, Status(to)))
    return found


def _moved(steps: Iterable[tuple[datetime, Status]]) -> Iterator[tuple[datetime, Status]]:
    """Yield where a status changed; events that left it as it was are not told."""
    before: Status | None = None
    for at, status in steps:
        if status is not before:
            yield at, status
        before = status
