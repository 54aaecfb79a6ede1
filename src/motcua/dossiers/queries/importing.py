"""What is found of rows of another system: whose they are, what is here, whether they are taken.

A chunk of rows is judged with the same few queries however many rows it has.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors, rules
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.queries.facts import FILING
from motcua.dossiers.transfer import reading
from motcua.dossiers.transfer.case import Case, row_of
from motcua.dossiers.transfer.reading import Wrong
from motcua.dossiers.types import Post, Status
from motcua.dossiers.verdicts import Verdict
from motcua.kernel import text
from motcua.kernel.errors import Refusal
from motcua.privacy import sealing
from motcua.processes import queries as processes
from motcua.processes.types import HANDLING, Step

IMPORTED: Final = "dossiers.imported.v1"
"""Event: a dossier came from another system, or says something else there now."""

QUIET: Final = (
    IMPORTED,
    "dossiers.became_due_soon.v1",
    "dossiers.became_late.v1",
    "dossiers.became_late_again.v1",
    "dossiers.task_became_due_soon.v1",
    "dossiers.task_became_late.v1",
)
"""Events that nobody of ours made: the other system may still go on after them."""

Papers = Mapping[str, str]
"""SHA-256 of the papers that came with a row, by name."""

Way = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a dossier belongs here; `process` is null for one that has ended or has not begun."""

    agency: int
    service: UUID
    version: UUID
    process: UUID | None
    way: Way


@dataclass(slots=True, kw_only=True)
class Judged:
    """A row with what was found of it.

    Attributes:
        code: As the row says it.
        case: What it says; null where it cannot be read.
        place: Where it belongs; null where it belongs nowhere.
        known: The dossier of that code.
        macs: Tell whether another row says the same; under each of our keys, the current first.
        wrong: Why it is refused; empty unless it is.
    """

    code: str
    verdict: Verdict
    case: Case | None = None
    place: Place | None = None
    known: Dossier | None = None
    macs: Sequence[bytes] = ()
    wrong: list[Wrong] = field(default_factory=list)

    def refuse(self, key: str, reason: Refusal) -> None:
        """Refuse the row for a cell of it."""
        said = getattr(self.case, _ATTRIBUTES.get(key, ""), self.code)
        self.wrong.append(Wrong(key=key, value=str(said)[:80], reason=reason))
        self.verdict = Verdict.REFUSED


_ATTRIBUTES = {"DonViXuLy": "agency", "MaTTHC": "procedure", "Buoc": "step"}


def judge(
    rows: Sequence[Mapping[str, str]],
    *,
    papers: Sequence[Papers],
    source: str,
    within: Collection[int],
    at: datetime,
    codes: Counter[str] | None = None,
) -> list[Judged]:
    """Return what is found of rows, in their order.

    Args:
        rows: Texts by keys of columns.
        papers: What came with each.
        source: The system that they come from.
        within: Agencies of which the sender may tell.
        at: Real time.
        codes: How often each code stands in all that was sent, if these are a part of it.
    """
    shift = agencies.legal_shift()
    found = [_read(row, given, shift, at) for row, given in zip(rows, papers, strict=True)]
    counted = codes if codes is not None else Counter(one.code for one in found)
    readable = [one for one in found if one.case is not None]
    _place(readable, within=within, at=at)
    known = {
        one.code: one
        for one in Dossier.objects.select_related("imported", "owner").filter(
            code__in=[one.code for one in readable]
        )
    }
    touched = _touched([one for one in known.values() if _source_of(one) == source])
    for one in readable:
        one.known = known.get(one.code)
        if one.code and counted[one.code] > 1:
            one.refuse("MaHoSo", errors.CodeTwice())
        elif one.known is not None:
            _compare(one, one.known, source=source, touched=touched)
    return found


def history_of_import(found: Dossier) -> list[tuple[str, str]]:
    """Return what an imported dossier went through elsewhere; empty for one that was filed here."""
    imported = getattr(found, "imported", None)
    return [(at, status) for at, status in imported.history] if imported else []


def is_imported(found: Dossier) -> bool:
    """Tell whether a dossier came from another system."""
    return getattr(found, "imported", None) is not None


def macs_of(case: Case, given: Papers) -> list[bytes]:
    """Return what tells whether a row says the same as another, and cannot be guessed at.

    Under each of our keys, the current one first.
    """
    said = [row_of(case, agencies.legal_shift()), sorted(given.items())]
    column = "dossiers_importeddossier.row"
    return sealing.blind_indexes(
        json.dumps(said, ensure_ascii=False, sort_keys=True), column=column
    )


def _read(row: Mapping[str, str], given: Papers, shift: Any, at: datetime) -> Judged:
    case, wrong = reading.read(row, shift=shift, now=at)
    code = row.get("MaHoSo", "").strip()[:80]
    if case is None:
        return Judged(code=code, verdict=Verdict.REFUSED, wrong=wrong)
    found = Judged(code=case.code, verdict=Verdict.NEW, case=case, macs=macs_of(case, given))
    for name in case.papers:
        if name not in given:
            found.refuse("GiayTo", errors.PaperMissing(name=name))
    return found


def _source_of(found: Dossier) -> str | None:
    return found.imported.source if is_imported(found) else None


def _touched(known: Sequence[Dossier]) -> set[UUID]:
    """Return which imported dossiers our officers went on with, in two queries."""
    if not known:
        return set()
    streams = {f"dossier:{one.id}": one.id for one in known}
    acted = audit.streams_with_other(streams, than=QUIET)
    taken = WorkItem.objects.filter(dossier__in=known).exclude(taken_by="")
    return {streams[stream] for stream in acted} | set(taken.values_list("dossier", flat=True))


def _compare(one: Judged, known: Dossier, *, source: str, touched: Collection[UUID]) -> None:
    """Judge a row by the dossier of its code."""
    if not is_imported(known):
        one.refuse("MaHoSo", errors.CodeIsOurs())
    elif known.imported.source != source:
        one.refuse("MaHoSo", errors.FromElsewhere(source=known.imported.source))
    elif bytes(known.imported.row_mac) in one.macs:
        one.verdict = Verdict.REFUSED if one.wrong else Verdict.SAME
    elif known.id in touched:
        one.refuse("MaHoSo", errors.ActedOnHere())
    elif not one.wrong:
        one.verdict = Verdict.CHANGED


def _place(found: Sequence[Judged], *, within: Collection[int], at: datetime) -> None:
    """Find agency, service, version and process of rows, or refuse them."""
    cases = [one.case for one in found if one.case is not None]
    gazetteer = _Gazetteer(cases, within=within, at=at)
    for one in found:
        if one.case is not None:
            one.place = gazetteer.place(one, one.case)


class _Gazetteer:
    """Agencies, services and versions that some dossiers speak of; each table asked once."""

    def __init__(self, cases: Sequence[Case], *, within: Collection[int], at: datetime) -> None:
        procedures = {case.procedure for case in cases}
        self._within, self._shift, self._ways = within, agencies.legal_shift(), _Ways()
        self._today = self._shift.legal_date(at)
        self._units = agencies.agencies_ever({case.agency for case in cases})
        agency_ids = [unit.id for known in self._units.values() for unit in known]
        self._services = catalogue.services_by_offer(procedures, agency_ids)
        self._versions = catalogue.version_days(procedures)
        catalogue.versions({one for days in self._versions.values() for _, one in days})

    def place(self, one: Judged, case: Case) -> Place | None:
        """Return where a dossier belongs; None: nowhere, and the row says why."""
        filed = self._shift.legal_date(case.submitted_at)
        unit = next((u for u in self._units.get(case.agency, ()) if u.stands_on(filed)), None)
        if unit is None or unit.id not in self._within:
            one.refuse("DonViXuLy", errors.AgencyUnknown())
            return None
        service = self._services.get((case.procedure, unit.id))
        if service is None:
            one.refuse("MaTTHC", errors.NotOffered())
            return None
        version, process, way = self._version(case.procedure, filed), None, None
        if not rules.has_ended(case.status, case.closed_at):
            if not unit.stands_on(self._today):
                one.refuse("DonViXuLy", errors.AgencyEnded())
            if catalogue.version(version).content.legs:
                one.refuse("MaTTHC", errors.NotCarriedJointly())
            elif case.status is not Status.REGISTERED:
                process, way = self._ways.find(version, case)
                if way is None:
                    one.refuse("Buoc", errors.StepUnknown(steps=self._ways.steps(process)))
        return Place(
            agency=unit.id, service=service, version=version, process=process, way=way or ()
        )

    def _version(self, procedure: str, filed: date) -> UUID:
        """Return the version that held on the day of filing; the first, where none did yet."""
        days = self._versions[procedure]
        held = [version for since, version in days if since <= filed]
        return held[-1] if held else days[0][1]


class _Ways:
    """How processes come to steps; each asked for once."""

    def __init__(self) -> None:
        self._found: dict[tuple[UUID, str, bool, str], Way | None] = {}

    def find(self, version_id: UUID, case: Case) -> tuple[UUID, Way | None]:
        """Return the process of a version, and the way to the step of a case; None: there is none.

        Where nothing is said of the step it is the first, or for a result that is ready the one
        that hands it over.
        """
        own = catalogue.parts(catalogue.version(version_id)).process
        process = own or processes.latest(catalogue.GENERAL_PROCESS).id
        is_ready = case.status is Status.FINISHED
        key = (process, text.fold(case.step), is_ready, case.filing.value)
        if key not in self._found:
            self._found[key] = self._sought(process, key[1], is_ready, case)
        return process, self._found[key]

    def steps(self, process: UUID) -> str:
        """Return the names of the steps at which work can begin."""
        return "; ".join(one.name for one in processes.steps(process).values() if _is_ours(one))

    def _sought(self, process: UUID, name: str, is_ready: bool, case: Case) -> Way | None:  # noqa: FBT001 -- part of a key
        def is_it(step: Step) -> bool:
            returns = any(outcome.event == "return" for outcome in step.outcomes)
            named = name in {"", text.fold(step.name), text.fold(step.key)}
            return named and _is_ours(step) and returns == is_ready

        facts = {FILING: case.filing.value}
        way = processes.way_to(process, is_it, facts)
        if way is None:
            return None
        _, stands = processes.walked(process, way, facts)
        return way if all(_is_ours(task.step) for task in stands.ready) else None


def _is_ours(step: Step) -> bool:
    """Tell whether officers of the agency that handles a dossier do a step."""
    return step.agency == HANDLING and step.post != Post.SYSTEM
