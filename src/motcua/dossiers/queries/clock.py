"""What the clock of a dossier says: promises, pauses, lateness, and the account of it all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import rules
from motcua.dossiers.clock import DossierClock, Span, Used
from motcua.dossiers.models import Dossier, Pause, Promise, Supplement, WorkItem
from motcua.dossiers.queries.cases import terms_of
from motcua.dossiers.queries.gathering import gather
from motcua.dossiers.types import Lateness, PausedFor, PromisedBy, Status
from motcua.kernel.workingtime import LedgerLine, LimitUnit

_PAPERS = {
    PausedFor.SUPPLEMENT: PaperKind.SUPPLEMENT_REQUEST,
    PausedFor.OBLIGATION: PaperKind.OBLIGATION_NOTICE,
    PausedFor.STOP: PaperKind.STOP_NOTICE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PromisedTime:
    """How a promised date came about, in legal time of Hanoi.

    Attributes:
        ledger: From receipt to promise, without gaps; to the present while the clock stands.
        is_standing: Whether it stands now: the promise will move by as long as it does.
    """

    received_at: datetime
    promised_at: datetime
    ledger: tuple[LedgerLine, ...]
    is_standing: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One promise of several, in legal time; `paper` is number and year, empty without one."""

    promised_at: datetime
    given_at: datetime
    why: PromisedBy
    note: str
    paper: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StepTime:
    """What a step may take and took, in working minutes; `used` counts on while it is open."""

    name: str
    minutes: int
    used: int
    is_open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Account(PromisedTime):
    """The whole account of a dossier's time, in legal time of Hanoi and working minutes.

    Attributes:
        budget: Net minutes from receipt to what the law holds the office to.
        used: From receipt until now, or until it was finished.
        told: Every promise, in order.
        steps: Tasks with a time of their own, in order.
        today_says: What the calendar of today would promise, where it was edited since; null where
            it says the same, or where a leader appointed the date.
    """

    due_at: datetime
    budget: int
    used: Used
    told: tuple[Told, ...]
    steps: tuple[StepTime, ...]
    today_says: datetime | None

    @property
    def left(self) -> int:
        """Return the net minutes that are left; negative when more were used."""
        return self.budget - self.used.net


def clock(agency_id: int) -> DossierClock:
    """Return the clock that dossiers of an agency are counted by, in two queries.

    Raises:
        CalendarYearMissing: Nobody entered the holidays of the legal year.
    """
    return DossierClock(agencies.working_calendar(agency_id), agencies.legal_shift())


def span_of(pause: Pause, paper: str = "") -> Span:
    """Return a pause as clocks count it."""
    return Span(
        began_at=pause.began_at,
        ended_at=pause.ended_at,
        note=PausedFor(pause.reason).label,
        paper=paper,
    )


def spans_of(found: Dossier) -> tuple[Span, ...]:
    """Return the pauses of a dossier as clocks count them, without their papers."""
    return tuple(span_of(pause) for pause in _by_beginning(found))


def with_desk(found: Dossier) -> Dossier:
    """Return a dossier with all that its page asks for, in one query: nothing asks again."""
    gather(found)
    return found


def running_pause(dossier_id: UUID) -> Pause | None:
    """Return the pause that a dossier is in; None: its clock does not stand."""
    return Pause.objects.filter(dossier=dossier_id, ended_at=None).first()


def open_supplement(dossier_id: UUID) -> Supplement | None:
    """Return the request that the applicant has not answered; None: nothing is asked of her."""
    return Supplement.objects.filter(dossier=dossier_id, answered_at=None).first()


def supplements_of(dossier_id: UUID) -> list[Supplement]:
    """Return all requests to complete a dossier, oldest first."""
    return list(Supplement.objects.filter(dossier=dossier_id).order_by("asked_at"))


def item_of_event(dossier_id: UUID, *, happened: str, version: int) -> WorkItem | None:
    """Return the task that an event of a dossier speaks of; None: of none."""
    kind = f"dossiers.{happened}.v1"
    found = audit.events_of(f"dossier:{dossier_id}").filter(kind=kind, payload__version=version)
    event = found.first()
    named = event.payload.get("item") if event else None
    return WorkItem.objects.filter(id=named).first() if named else None


def lateness_of(found: Dossier, *, at: datetime | None = None) -> Lateness:
    """Return how a dossier stands to its time; of what is finished, how it stood then."""
    return rules.lateness(
        Status(found.status),
        Lateness(found.alarmed),
        now=found.finished_at or found.closed_at or at or timezone.now(),
        due_at=found.due_at,
    )


def first_promise_of(found: Dossier) -> PromisedTime | None:
    """Return the account of the date that was promised at receipt; None before receipt."""
    first = Promise.objects.filter(dossier=found.id, number=1).first()
    if found.accepted_at is None or first is None:
        return None
    return _promised(clock(found.agency_id), found.accepted_at, first.promised_at, ())


def promise_of(found: Dossier) -> PromisedTime | None:
    """Return the account of a dossier's promised date; None before it is received."""
    if found.accepted_at is None or found.promised_at is None:
        return None
    return _promised(
        clock(found.agency_id), found.accepted_at, found.promised_at, _spans_with_papers(found)
    )


def account_of(found: Dossier, *, at: datetime | None = None) -> Account | None:
    """Return the whole account of a dossier's time; None before it is received.

    Args:
        found: Which.
        at: The present, real time; None: now.

    Raises:
        CalendarDoesNotReach, CalendarYearMissing: The calendar lacks days of it.
    """
    accepted_at, promised_at, due_at = found.accepted_at, found.promised_at, found.due_at
    if accepted_at is None or promised_at is None or due_at is None:
        return None
    counted, pauses = clock(found.agency_id), _spans_with_papers(found)
    now = found.finished_at or found.closed_at or at or timezone.now()
    promised = _promised(counted, accepted_at, promised_at, pauses, now=now)
    promises = sorted(found.promises.all(), key=lambda one: one.number)
    items = sorted(found.work_items.all(), key=lambda one: (one.opened_at, one.id))
    return Account(
        received_at=promised.received_at,
        promised_at=promised.promised_at,
        ledger=promised.ledger,
        is_standing=promised.is_standing,
        due_at=counted.shift.legal_moment(due_at),
        budget=counted.used(accepted_at, due_at, _ended(pauses)).net,
        used=counted.used(accepted_at, now, pauses),
        told=_told(found, promises, counted),
        steps=tuple(_step(one, counted, pauses, now) for one in items if one.minutes),
        today_says=_today_says(found, promises, counted, pauses),
    )


def _promised(
    counted: DossierClock,
    accepted_at: datetime,
    promised_at: datetime,
    pauses: tuple[Span, ...],
    *,
    now: datetime | None = None,
) -> PromisedTime:
    is_standing = any(pause.ended_at is None for pause in pauses)
    until = (now or timezone.now()) if is_standing else promised_at
    legal = counted.shift.legal_moment
    return PromisedTime(
        received_at=legal(accepted_at),
        promised_at=legal(promised_at),
        ledger=counted.account(accepted_at, max(until, accepted_at), pauses),
        is_standing=is_standing,
    )


def _spans_with_papers(found: Dossier) -> tuple[Span, ...]:
    pauses = _by_beginning(found)
    numbers = documents.paper_numbers(f"dossier:{found.id}") if pauses else {}
    return tuple(
        span_of(pause, numbers.get((_PAPERS[PausedFor(pause.reason)], pause.version), ""))
        for pause in pauses
    )


def _by_beginning(found: Dossier) -> list[Pause]:
    return sorted(found.pauses.all(), key=lambda pause: pause.began_at)


def _ended(pauses: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the pauses that have moved what is due; one that lasts has not yet."""
    return tuple(pause for pause in pauses if pause.ended_at is not None)


def _told(found: Dossier, promises: list[Promise], counted: DossierClock) -> tuple[Told, ...]:
    numbers = documents.paper_numbers(f"dossier:{found.id}")
    papers = {
        PromisedBy.ACCEPT: numbers.get((PaperKind.RECEIPT, 0), ""),
        PromisedBy.EXTENSION: numbers.get((PaperKind.EXTENSION, 0), ""),
        PromisedBy.REAPPOINTMENT: numbers.get((PaperKind.APOLOGY, 0), ""),
    }
    legal = counted.shift.legal_moment
    return tuple(
        Told(
            promised_at=legal(one.promised_at),
            given_at=legal(one.at),
            why=PromisedBy(one.why),
            note=one.note,
            paper=papers.get(PromisedBy(one.why), ""),
        )
        for one in promises
    )


def _step(
    item: WorkItem, counted: DossierClock, pauses: tuple[Span, ...], now: datetime
) -> StepTime:
    until = item.done_at or max(now, item.opened_at)
    return StepTime(
        name=item.name,
        minutes=item.minutes,
        used=counted.used(item.opened_at, until, pauses).net,
        is_open=item.done_at is None,
    )


def _today_says(
    found: Dossier, promises: list[Promise], counted: DossierClock, pauses: tuple[Span, ...]
) -> datetime | None:
    """Return what would be promised today of the same receipt and the same pauses."""
    named = {PromisedBy.EXTENSION, PromisedBy.REAPPOINTMENT}
    if found.accepted_at is None or any(one.why in named for one in promises):
        return None
    would = counted.promise(found.accepted_at, terms_of(found).limit.counted())
    for pause in _ended(pauses):
        if pause.ended_at is not None:
            unit = LimitUnit(found.limit_unit)
            would = counted.after_pause(would, pause, pause.ended_at, unit)
    return counted.shift.legal_moment(would) if would != found.promised_at else None
