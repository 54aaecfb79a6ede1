"""Dossiers of another system become ours: as they stand there, however often they are sent.

Nobody is told and no paper is issued; no level is proven by them: how they were filed and worked on
was not seen here (ADR 38).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import connection, transaction

from motcua.catalogue import actions as catalogue_actions
from motcua.catalogue import queries as catalogue
from motcua.documents import actions as documents
from motcua.dossiers import codes, queries, rules
from motcua.dossiers.actions import working
from motcua.dossiers.actions.moves import subject_of, take_over
from motcua.dossiers.clock import DossierClock
from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.models import (
    Attachment,
    Dossier,
    ImportedDossier,
    Pause,
    Promise,
    Supplement,
    WorkItem,
)
from motcua.dossiers.queries.facts import FILING
from motcua.dossiers.queries.importing import Judged, Place, judge
from motcua.dossiers.transfer.case import Case
from motcua.dossiers.types import Clock, Lateness, PausedFor, PromisedBy, Status
from motcua.dossiers.verdicts import TAKEN
from motcua.identity import actions as identity
from motcua.identity.types import Assurance, Particulars
from motcua.kernel import ids, text
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message
from motcua.privacy import sealing
from motcua.processes import actions as processes
from motcua.processes.actions import Begun

if TYPE_CHECKING:
    from motcua.processes.types import Advance

AT_ONCE: Final = 500
"""Rows of one transaction."""
FIELD: Final = "nhap"
"""What papers are attached to that came with a dossier: they answer no field of a form."""
REPLACED: Final = "imported"
"""How tasks end that another system went on without."""

_PAUSED_FOR: Final = {
    Status.SUPPLEMENT: PausedFor.SUPPLEMENT,
    Status.OBLIGATION: PausedFor.OBLIGATION,
    Status.STOPPED: PausedFor.STOP,
}
_ASKED_THERE: Final = message("Theo phiếu yêu cầu bổ sung của hệ thống trước")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that came with a row: kept and examined already."""

    file: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A row as it came: texts by keys of columns, and papers by name."""

    row: Mapping[str, str]
    papers: Mapping[str, Paper] = field(default_factory=dict)


@transaction.atomic
def take_rows(
    sent: Sequence[Sent], *, source: str, within: Collection[int], by: Actor, at: datetime
) -> list[Judged]:
    """Take what is new or changed among rows of another system; answer each, in their order.

    However often rows come and in whatever parts, the outcome is the same; so a call whose answer
    was lost is made again. One taker works at a time.

    Args:
        sent: At most `AT_ONCE`.
        source: The system that they come from: small letters, digits, dots and dashes.
        within: Agencies of which the sender may tell.
        by: Who brings them.
        at: Real time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dossiers.import'))")
    said = [one.row.get("MaHoSo", "").strip() for one in sent]
    # Whoever works on one of them now comes first, and is seen below.
    list(Dossier.objects.select_for_update(of=("self",)).filter(code__in=said).order_by("id"))
    papers = [{name: one.sha256 for name, one in each.papers.items()} for each in sent]
    rows = [one.row for one in sent]
    judged = judge(rows, papers=papers, source=source, within=within, at=at)
    taken = [
        _Taken(one, one.case, one.place, files.papers)
        for one, files in zip(judged, sent, strict=True)
        if one.verdict in TAKEN and one.case is not None and one.place is not None
    ]
    if taken:
        _Taking(taken, source=source, by=by, at=at).write()
    return judged


class _Taken:
    """A row that is being taken, and what becomes of it."""

    def __init__(
        self, judged: Judged, case: Case, place: Place, papers: Mapping[str, Paper]
    ) -> None:
        self.judged, self.case, self.place, self.papers = judged, case, place, papers
        self.is_new = judged.known is None
        self.dossier = judged.known or Dossier(code=case.code)
        self.owner: UUID = ids.new_id() if self.is_new else self.dossier.owner_id
        self.advance: Advance | None = None

    @property
    def due_at(self) -> datetime | None:
        """Return what the law holds the office to."""
        return self.case.due_at or self.case.promised_at


class _Taking:
    """Writes rows, each table in a statement or two."""

    def __init__(self, taken: list[_Taken], *, source: str, by: Actor, at: datetime) -> None:
        self._taken, self._source, self._by, self._at = taken, source, by, at
        self._clocks: dict[int, DossierClock] = {}

    def write(self) -> None:
        """Write them all."""
        self._owners()
        self._processes()
        take_over(
            {
                one.dossier.id: (one.dossier, self._fields(one), self._payload(one))
                for one in self._taken
            },
            by=self._by,
            at=self._at,
        )
        self._promises()
        self._pauses()
        self._tasks()
        self._papers()
        self._origins()
        self._codes()

    def _owners(self) -> None:
        new = {one.owner: _particulars(one.case) for one in self._taken if one.is_new}
        known = {one.owner: _particulars(one.case) for one in self._taken if not one.is_new}
        identity.meet_elsewhere(new, source=self._source, by=self._by, at=self._at)
        identity.correct_elsewhere(known, by=self._by, at=self._at)

    def _processes(self) -> None:
        """Begin the processes of what runs where it stands; end those of what does not."""
        running = [one for one in self._taken if one.place.process is not None]
        for version in {one.place.version for one in running}:
            catalogue_actions.give_parts(version_id=version, at=self._at)
        advances = processes.begin_many(
            [
                Begun(
                    version_id=one.place.process,
                    subject=subject_of(one.dossier.id),
                    way=one.place.way,
                    facts={FILING: one.case.filing.value},
                    instance=one.dossier.process_id,
                )
                for one in running
                if one.place.process is not None
            ],
            at=self._at,
        )
        for one, advance in zip(running, advances, strict=True):
            one.advance = advance
        ended = [
            one.dossier.process_id
            for one in self._taken
            if one.advance is None and one.dossier.process_id
        ]
        processes.end_many(ended, at=self._at)

    def _fields(self, one: _Taken) -> dict[str, Any]:
        case, place = one.case, one.place
        content = catalogue.version(place.version).content
        alarmed, alarm_at = self._alarm(one)
        fields: dict[str, Any] = {
            "status": case.status,
            "service_id": place.service,
            "agency_id": place.agency,
            "procedure_version_id": place.version,
            "owner_name": case.owner_name,
            "owner_name_folded": text.fold(case.owner_name),
            "filing": case.filing,
            "submitted_at": case.submitted_at,
            "accepted_at": case.accepted_at,
            "limit_unit": content.limit.unit if case.accepted_at else "",
            "promised_at": case.promised_at,
            "due_at": one.due_at,
            "alarmed": alarmed,
            "alarm_at": alarm_at,
            "closed_at": case.closed_at,
            "finished_at": case.finished_at,
            "returned_at": case.returned_at,
            "refused_at": case.refused_at,
            "reason_note": case.reason,
            "fee_amount": case.fee_amount,
            "fee_online": case.fee_online,
            "fee_paid_at": case.fee_paid_at,
            "result_channel": case.result_channel,
            "process_id": one.advance.instance if one.advance else one.dossier.process_id,
        }
        if one.is_new:
            nothing = sealing.seal({}, place=queries.place_of_dossier(one.dossier.id))
            fields |= {"owner_id": one.owner, "submitter": str(self._by), "answers": nothing}
        return fields

    def _payload(self, one: _Taken) -> dict[str, Any]:
        return {
            "source": self._source,
            "code": one.case.code,
            "procedure_version": str(one.place.version),
            "row": one.judged.macs[0].hex(),
            "history": [[at.isoformat(), status.value] for at, status in one.case.history],
        }

    def _clock(self, one: _Taken) -> DossierClock:
        if one.place.agency not in self._clocks:
            self._clocks[one.place.agency] = queries.clock(one.place.agency)
        return self._clocks[one.place.agency]

    def _budget(self, one: _Taken) -> int:
        """Return the working minutes that were promised; 0 where no calendar goes back so far."""
        if one.case.accepted_at is None or one.due_at is None:
            return 0
        try:
            return self._clock(one).used(one.case.accepted_at, one.due_at, ()).net
        except Refusal:
            return 0

    def _alarm(self, one: _Taken) -> tuple[Lateness, datetime | None]:
        """Return how a running dossier stands to its time, and when to look again.

        What is late or nearly so already was said there; here only what becomes so is.
        """
        case, due_at = one.case, one.due_at
        runs = clock_of(case.status) is Clock.RUNS and case.promised_at is not None
        if not runs or due_at is None or case.promised_at is None:
            return Lateness.ON_TIME, None
        if self._at >= due_at:
            told = case.promised_at
            return Lateness.LATE, told if told > max(due_at, self._at) else None
        budget = self._budget(one)
        soon = self._clock(one).warns_at(self._at, due_at, budget)
        if soon <= self._at:
            return Lateness.DUE_SOON, due_at
        return Lateness.ON_TIME, soon

    def _promises(self) -> None:
        """Keep what was promised there, in the place of what it said before."""
        Promise.objects.filter(dossier__in=self._known()).delete()
        Promise.objects.bulk_create(
            Promise(
                dossier=one.dossier,
                number=1,
                version=one.dossier.version,
                promised_at=promised,
                due_at=one.due_at or promised,
                why=PromisedBy.ACCEPT,
                at=one.case.accepted_at or one.case.submitted_at,
                by=str(self._by),
            )
            for one in self._taken
            if (promised := one.case.promised_at) is not None
        )

    def _pauses(self) -> None:
        """Let the clocks stand of those that wait, as long as they have."""
        known = self._known()
        Pause.objects.filter(dossier__in=known).delete()
        Supplement.objects.filter(dossier__in=known).delete()
        waits = [(one, one.case.paused_at) for one in self._taken if one.case.paused_at]
        Pause.objects.bulk_create(
            Pause(
                dossier=one.dossier,
                version=one.dossier.version,
                reason=_PAUSED_FOR[one.case.status],
                note=one.case.reason,
                began_at=since,
                began_by=str(self._by),
            )
            for one, since in waits
        )
        Supplement.objects.bulk_create(
            Supplement(
                dossier=one.dossier,
                version=one.dossier.version,
                is_received=True,
                is_extra=False,
                wanted=[one.case.reason or _ASKED_THERE],
                reason=one.case.reason or _ASKED_THERE,
                asked_at=since,
                asked_by=str(self._by),
            )
            for one, since in waits
            if one.case.status is Status.SUPPLEMENT
        )

    def _tasks(self) -> None:
        """Open the tasks of what runs; those of before are due no more."""
        open_before = WorkItem.objects.filter(dossier__in=self._known(), done_at=None)
        open_before.update(done_at=self._at, done_by=str(self._by), outcome=REPLACED, alarm_at=None)
        items = []
        for one in self._taken:
            if one.advance is None:
                continue
            clock, budget = self._clock(one), self._budget(one)
            for ready in one.advance.ready:
                minutes = ready.step.minutes or rules.share_of(budget, ready.step.share)
                item = working.new_item(
                    one.dossier, ready, minutes=minutes, clock=clock, at=self._at
                )
                if clock_of(one.case.status) is not Clock.RUNS:
                    item.alarm_at = None
                items.append(item)
        WorkItem.objects.bulk_create(items)

    def _papers(self) -> None:
        before = Attachment.objects.filter(dossier__in=self._known(), field=FIELD)
        gone = list(before.values_list("file", flat=True))
        before.delete()
        for file_id in gone:
            documents.forget_file(file_id)
        Attachment.objects.bulk_create(
            Attachment(
                dossier=one.dossier,
                field=FIELD,
                file_id=one.papers[name].file,
                name=name,
                attached_at=self._at,
            )
            for one in self._taken
            for name in one.case.papers
        )

    def _origins(self) -> None:
        ImportedDossier.objects.bulk_create(
            [
                ImportedDossier(
                    dossier=one.dossier,
                    source=self._source,
                    row_mac=one.judged.macs[0],
                    version=one.dossier.version,
                    history=[[at.isoformat(), status.value] for at, status in one.case.history],
                    imported_at=self._at,
                )
                for one in self._taken
            ],
            update_conflicts=True,
            unique_fields=["dossier"],
            update_fields=["row_mac", "version", "history", "imported_at"],
        )

    def _codes(self) -> None:
        codes.go_on_behind(
            [ids.DossierCode.parse(one.case.code) for one in self._taken if one.is_new]
        )

    def _known(self) -> list[UUID]:
        return [one.dossier.id for one in self._taken if not one.is_new]


def _particulars(case: Case) -> Particulars:
    return Particulars(
        subject=case.code,
        kind=case.owner_kind,
        full_name=case.owner_name,
        personal_id=case.personal_id,
        birth_date=case.birth_date,
        address=case.address,
        phone=case.phone,
        email=case.email,
        assurance=Assurance.LEVEL_1,
    )
