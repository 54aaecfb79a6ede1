"""Reads of petitions: an author's own, an agency's, and what everybody may read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.dossiers.types import Lateness
from motcua.feedback import errors, lifecycle
from motcua.feedback.models import Petition, PetitionFile, PublishedAnswer, Statement
from motcua.feedback.types import Counted, Kind, StatementKind, Status
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen, Viewer
from motcua.identity.types import Role
from motcua.kernel.clock import HANOI
from motcua.privacy import sealing

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

PAGE: Final = 25
POSTS: Final = (Role.CLERK, Role.SPECIALIST, Role.LEADER)
Key = tuple[datetime | None, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement, readable.

    Attributes:
        said_at: Real time.
        said_by: Actor, as text.
    """

    kind: StatementKind
    text: str
    said_at: datetime
    said_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an agency's list is narrowed to; what is None narrows nothing.

    Attributes:
        is_open: Only what the agency still has something to do with.
    """

    status: Status | None = None
    kind: Kind | None = None
    is_open: bool = True


def takers(*, at: datetime) -> "list[Agency]":
    """Return the agencies that take petitions here: those where somebody is clerk."""
    on = agencies.legal_shift().legal_date(at)
    there = identity.agencies_with(Role.CLERK, on=on)
    return list(agencies.agencies_by_ids(there, on=on))


def petitions_of(author: Citizen) -> list[Petition]:
    """Return what a person sent in last, the latest first; forwarded ones where they are now."""
    found = _shown().filter(author=author.id).exclude(status=Status.FORWARDED)
    return list(found.order_by("-received_at", "-id")[:PAGE])


def petition_of(author: Citizen, code: str) -> Petition:
    """Return a petition of this author.

    Raises:
        UnknownPetition: It is somebody else's, or there is none.
    """
    found = _shown().filter(author=author.id, code=code).first()
    if found is None:
        raise errors.UnknownPetition
    return found


def open_count(author_id: UUID) -> int:
    """Return how many of a person's petitions wait for an answer."""
    return Petition.objects.filter(author=author_id, status__in=lifecycle.OPEN).count()


def petitions_at(
    viewer: Viewer, choices: Choices, *, after: Key | None = None
) -> tuple[list[Petition], Key | None]:
    """Return a page of what an officer's agencies have, due first, and where the next begins.

    Args:
        viewer: Who.
        choices: What it is narrowed to.
        after: Last row of the page before; None: from the beginning.
    """
    found = _shown().filter(agency__in=_at(viewer))
    if choices.kind:
        found = found.filter(kind=choices.kind)
    if choices.status:
        found = found.filter(status=choices.status)
    elif choices.is_open:
        found = found.exclude(status__in=lifecycle.PETITION.finals)
    if after:
        due_at, row = after
        beyond = Q(due_at=due_at, id__gt=row)
        if due_at is not None:
            beyond |= Q(due_at__gt=due_at) | Q(due_at=None)
        found = found.filter(beyond)
    rows = list(found.order_by(F("due_at").asc(nulls_last=True), "id")[: PAGE + 1])
    is_last = len(rows) <= PAGE
    rows = rows[:PAGE]
    return rows, None if is_last else (rows[-1].due_at, rows[-1].id)


def petition(viewer: Viewer, code: str) -> Petition:
    """Return a petition at one of an officer's agencies.

    Raises:
        UnknownPetition: It is at none of them, or there is none.
    """
    found = _shown().filter(agency__in=_at(viewer), code=code).first()
    if found is None:
        raise errors.UnknownPetition
    return found


def fresh(petition_id: UUID) -> Petition:
    """Return a petition as it is now, for jobs.

    Raises:
        Petition.DoesNotExist: There is none.
    """
    return _shown().get(id=petition_id)


def moves_of(found: Petition, viewer: Viewer) -> list[str]:
    """Return what an officer may do with a petition now."""
    status = Status(found.status)
    return [
        event
        for event in lifecycle.PETITION.events_from(status)
        if holds_any(viewer, lifecycle.DOERS[event, status], found.agency_id)
    ]


def holds_any(viewer: Viewer, roles: Collection[Role], agency_id: int) -> bool:
    """Tell whether an officer holds one of some roles at an agency."""
    return any((role, agency_id) in viewer.roles for role in roles)


def statements_of(found: Petition) -> list[Told]:
    """Return what was said in a petition, in order."""
    return [
        Told(
            kind=StatementKind(one.kind),
            text=sealing.unseal(bytes(one.text), place=place_of(one.id)),
            said_at=one.said_at,
            said_by=one.said_by,
        )
        for one in Statement.objects.filter(petition=found).order_by("id")
    ]


def files_of(found: Petition) -> list[PetitionFile]:
    """Return the files of a petition."""
    return list(PetitionFile.objects.filter(petition=found).select_related("file").order_by("id"))


def published_answer(found: Petition) -> PublishedAnswer | None:
    """Return what everybody may read of a petition; None: nothing."""
    return PublishedAnswer.objects.filter(petition=found).first()


def published(*, after: Key | None = None) -> tuple[list[PublishedAnswer], Key | None]:
    """Return a page of published answers, the latest first, and where the next begins."""
    found = PublishedAnswer.objects.select_related("petition__agency")
    if after and after[0] is not None:
        at, row = after
        found = found.filter(Q(published_at__lt=at) | Q(published_at=at, petition__lt=row))
    rows = list(found.order_by("-published_at", "-petition")[: PAGE + 1])
    is_last = len(rows) <= PAGE
    rows = rows[:PAGE]
    return rows, None if is_last else (rows[-1].published_at, rows[-1].petition_id)


def counted(first: date, last: date, *, agency_ids: Collection[int], at: datetime) -> Counted:
    """Count the petitions received from the first to the last legal day at some agencies.

    Args:
        first: Legal day from which on they were received.
        last: Legal day until the end of which they were.
        agency_ids: Where.
        at: Now, real time: what is not answered is late by it.

    Source: criterion 5.1 of Quyết định 766/QĐ-TTg: answered in time among those received.
    """
    begins, ends = _begins(first), _begins(last + timedelta(days=1))
    found = Petition.objects.filter(
        agency__in=agency_ids, received_at__gte=begins, received_at__lt=ends
    ).exclude(status=Status.FORWARDED)
    answered = Q(answered_at__isnull=False)
    over = Q(answered_at=None, status__in=[Status.RECEIVED, Status.ACCEPTED])
    sums = found.aggregate(
        received=Count("id"),
        in_time=Count("id", filter=answered & Q(answered_at__lte=F("answer_due_at"))),
        late=Count("id", filter=answered & Q(answered_at__gt=F("answer_due_at"))),
        overdue=Count("id", filter=over & Q(answer_due_at__lt=at)),
        refused=Count("id", filter=Q(status=Status.REFUSED)),
    )
    done = sums["in_time"] + sums["late"] + sums["overdue"] + sums["refused"]
    return Counted(**sums, waiting=sums["received"] - done)


def lateness_of(found: Petition, *, at: datetime) -> Lateness:
    """Return how a petition stands to what is due next."""
    if found.due_at is None:
        return Lateness.ON_TIME
    return Lateness.LATE if at > found.due_at else Lateness(found.alarmed)


def author_name(found: Petition) -> str:
    """Return who sent it, for officers who deal with it."""
    return identity.person_names([found.author_id])[found.author_id]


def place_of(statement_id: UUID) -> str:
    """Return the place that a statement's text is sealed to."""
    return f"feedback_statement.text:{statement_id}"


def _begins(day: date) -> datetime:
    """Return the real moment at which a legal day begins."""
    return agencies.legal_shift().real_moment(datetime.combine(day, time(), tzinfo=HANOI))


def _shown() -> QuerySet[Petition]:
    return Petition.objects.select_related("agency", "dossier")


def _at(viewer: Viewer) -> set[int]:
    return {agency for role in POSTS for agency in viewer.agencies_as(role)}
