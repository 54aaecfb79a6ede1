"""Lists of dossiers and tasks before officers: chosen, in order, page by page.

A page begins after the last row of the one before (keyset), so that page 400 costs what page 1
does and nothing is skipped while others work. Counting stops at `MOST_COUNTED`.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Model, Q, QuerySet

from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.models.cases import AT
from motcua.dossiers.queries.cases import PAGE
from motcua.dossiers.types import Clock, Filing, Held, Lateness, Post, Status
from motcua.identity import queries as identity
from motcua.identity.queries import Viewer
from motcua.kernel import text

MOST_COUNTED: Final = 1000
"""Longer lists are “more than” this: counting all of a million rows tells nobody anything."""

STANDING: Final = tuple(status for status in Status if clock_of(status) is Clock.STANDS)
RUNNING: Final = tuple(status for status in Status if clock_of(status) is Clock.RUNS)

BY_TIME: Final = (Lateness.LATE, Lateness.LATE_AGAIN, Lateness.DUE_SOON, Lateness.ON_TIME)

Row = TypeVar("Row", bound=Model)
Key = tuple[datetime | None, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a list is narrowed to; what is empty narrows nothing.

    Attributes:
        words: Code, name, id number or phone number.
        procedure: Its code.
        sector: Name of its field.
        agency: Code of the agency that handles it.
        days: Submitted within so many days; 0: whenever.
        post: Whose tasks; empty: those of the viewer's own posts.
        step: Name of the step that waits.
        held: Who has the task.
    """

    words: str = ""
    procedure: str = ""
    sector: str = ""
    agency: str = ""
    status: Status | None = None
    lateness: Lateness | None = None
    filing: Filing | None = None
    days: int = 0
    post: Post | None = None
    step: str = ""
    held: Held = Held.MINE_OR_FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Row]):
    """One page of a list.

    Attributes:
        rows: In order.
        count: Of the whole list, exact up to `MOST_COUNTED`, one more beyond.
        next: Where the next page begins; None: this is the last.
    """

    rows: Sequence[Row]
    count: int
    next: Key | None = field(default=None)

    @property
    def is_more(self) -> bool:
        """Tell whether there are more than were counted."""
        return self.count > MOST_COUNTED


def to_be_received(
    viewer: Viewer, choices: Choices | None = None, *, at: datetime, after: Key | None = None
) -> Listed[Dossier]:
    """Return what waits for the officer as a clerk, oldest first; unpaid dossiers do not.

    Args:
        viewer: Who.
        choices: What it is narrowed to.
        at: Now, real time.
        after: Last row of the page before.
    """
    payable = Q(fee_online=False) | Q(fee_paid_at__isnull=False)
    here = viewer.agencies_as(Post.CLERK.role) if Post.CLERK.role else ()
    rows = named().filter(payable, agency__in=here, status=Status.REGISTERED)
    rows = _of_dossiers(rows, choices or Choices(), at=at)
    ordered = rows.order_by("submitted_at", "id")
    later = beyond("submitted_at", "id", after, backwards=False)
    return page(ordered, later, lambda row: (row.submitted_at, row.id))


def open_tasks(
    viewer: Viewer, choices: Choices | None = None, *, at: datetime, after: Key | None = None
) -> Listed[WorkItem]:
    """Return the tasks that wait for the posts the officer holds, the most urgent first.

    Those of a dossier whose clock stands wait for somebody else; what another agency asks is listed
    by itself (`consultations_for`). A leader may look at the tasks of
    another post at her agencies, to give them out.

    Args:
        viewer: Who.
        choices: What it is narrowed to.
        at: Now, real time.
        after: Last row of the page before.
    """
    wanted = choices or Choices()
    rows = WorkItem.objects.filter(_of_posts(viewer, wanted.post), done_at=None, consultation=None)
    rows = rows.filter(_held(viewer, wanted.held)).exclude(dossier__status__in=STANDING)
    if wanted.step:
        rows = rows.filter(name=wanted.step)
    if wanted.lateness is not None:
        rows = rows.filter(_late_task(wanted.lateness, at))
    rows = _of_dossiers(rows, wanted, at=at, prefix="dossier__", with_lateness=False)
    rows = rows.select_related("dossier__procedure_version__procedure", "agency")
    rows = rows.defer("dossier__procedure_version__content")
    # Nulls come last by themselves, and so the index gives the order.
    ordered = rows.order_by("due_at", "id")
    later = beyond("due_at", "id", after, backwards=False)
    return page(ordered, later, lambda row: (row.due_at, row.id))


def found_cases(
    viewer: Viewer, choices: Choices, *, at: datetime, after: Key | None = None
) -> Listed[Dossier]:
    """Return the dossiers of the officer's agencies that are meant, the latest first.

    Those chosen by how they stand to their time come by it, the longest overdue first.

    Args:
        viewer: Who; nothing of other agencies is found.
        choices: Words and more.
        at: Now, real time.
        after: Last row of the page before.
    """
    here = {agency for post in Post if post.role for agency in viewer.agencies_as(post.role)}
    rows = named().filter(meant(choices.words, here), agency__in=here)
    rows = _of_dossiers(rows, choices, at=at)
    if choices.lateness in BY_TIME:
        # By an index of what runs: the latest of all would be sought among a million that ended.
        later = beyond("due_at", "id", after, backwards=False)
        return page(rows.order_by("due_at", "id"), later, lambda row: (row.due_at, row.id))
    ordered = rows.order_by("-submitted_at", "-id")
    earlier = beyond("submitted_at", "id", after, backwards=True)
    return page(ordered, earlier, lambda row: (row.submitted_at, row.id))


def meant(words: str, here: Collection[int]) -> Q:
    """Return which dossiers of some agencies are meant by a code, a name, an id or phone number.

    A code may be given by its beginning; a name by whole words in any order, without diacritics;
    numbers of persons are found by their blind indexes, whole.
    """
    words = words.strip()
    if not words:
        return Q()
    if re.fullmatch(r"[\d\s.+\-]{8,20}", words) and words.count(".") != 2:  # noqa: PLR2004 as in H47.40.2-…
        return Q(owner__in=identity.persons_with_number(words))
    if re.search(r"\d", words):
        return Q(code__startswith=words.upper())
    return _named_like(words, here)


def named() -> QuerySet[Dossier]:
    """Return dossiers with the names of their agencies and procedures, and no sealed values."""
    return Dossier.objects.select_related("agency", "procedure_version__procedure").defer(
        "procedure_version__content", "answers", "result", "name_words"
    )


def _named_like(words: str, here: Collection[int]) -> Q:
    """Return which dossiers of some agencies have an owner of such a name; of no word none."""
    parts = re.findall(r"\w+", text.fold(words))
    if not parts or not here:
        return Q(pk__in=[])
    there = " | ".join(f"'{AT}{agency}'" for agency in sorted(here))
    asked = " & ".join([*(f"'{part}'" for part in parts), f"({there})"])
    return Q(name_words=SearchQuery(asked, config="simple", search_type="raw"))


def _of_dossiers(
    rows: QuerySet[Row],
    choices: Choices,
    *,
    at: datetime,
    prefix: str = "",
    with_lateness: bool = True,
) -> QuerySet[Row]:
    """Narrow rows by what is chosen of their dossiers."""
    asked: dict[str, Any] = {
        "procedure_version__procedure": choices.procedure,
        "procedure_version__content__sector": choices.sector,
        "agency__code": choices.agency,
        "status": choices.status,
        "filing": choices.filing,
        "submitted_at__gte": at - timedelta(days=choices.days) if choices.days else "",
    }
    rows = rows.filter(**{f"{prefix}{name}": value for name, value in asked.items() if value})
    if with_lateness and choices.lateness is not None:
        rows = rows.filter(late_dossier(choices.lateness, at))
    return rows


def late_dossier(lateness: Lateness, at: datetime) -> Q:
    """Return which dossiers stand so to their time; of what has ended, none."""
    running = Q(status__in=RUNNING)
    if lateness is Lateness.PAUSED:
        return Q(status__in=STANDING, closed_at=None)
    if lateness is Lateness.LATE_AGAIN:
        return running & Q(alarmed=Lateness.LATE_AGAIN)
    if lateness is Lateness.LATE:
        return running & Q(due_at__lt=at)
    if lateness is Lateness.DUE_SOON:
        return running & Q(due_at__gte=at, alarmed=Lateness.DUE_SOON)
    return running & Q(due_at__gte=at, alarmed=Lateness.ON_TIME)


def _late_task(lateness: Lateness, at: datetime) -> Q:
    if lateness in {Lateness.LATE, Lateness.LATE_AGAIN}:
        return Q(due_at__lt=at)
    if lateness is Lateness.DUE_SOON:
        return Q(due_at__gte=at, alarmed=Lateness.DUE_SOON)
    return Q(due_at=None) | Q(due_at__gte=at, alarmed=Lateness.ON_TIME)


def _of_posts(viewer: Viewer, post: Post | None) -> Q:
    """Return whose tasks: of her own posts, or of one that she holds or leads."""
    led = viewer.agencies_as(Post.LEADER.role) if Post.LEADER.role else frozenset()
    mine = Q(pk__in=[])
    for one in Post:
        if one.role is None or post not in {None, one}:
            continue
        here = viewer.agencies_as(one.role) | (led if post is one else frozenset())
        if here:
            mine |= Q(post=one, agency__in=here)
    return mine


def _held(viewer: Viewer, held: Held) -> Q:
    mine, free = Q(taken_by=str(viewer.actor)), Q(taken_by="")
    return {
        Held.MINE_OR_FREE: mine | free,
        Held.MINE: mine,
        Held.FREE: free,
        Held.ANYBODY: Q(),
    }[held]


def beyond(moment: str, tie: str, after: Key | None, *, backwards: bool) -> Q:
    """Return what comes after a row, where null is the latest moment of all."""
    if after is None:
        return Q()
    when, last = after
    than = "lt" if backwards else "gt"
    if when is None:
        return Q(**{f"{moment}__isnull": True, f"{tie}__{than}": last})
    ties = Q(**{moment: when, f"{tie}__{than}": last})
    if backwards:
        return Q(**{f"{moment}__lte": when}) & (Q(**{f"{moment}__lt": when}) | ties)
    return Q(**{f"{moment}__gt": when}) | ties | Q(**{f"{moment}__isnull": True})


def page(ordered: QuerySet[Row], further: Q, key: Callable[[Row], Key]) -> Listed[Row]:
    """Return a page of a list, and the key that the next one begins after.

    Args:
        ordered: The whole list in its order.
        further: What comes after the page before.
        key: Of a row, in that order.
    """
    rows = list(ordered.filter(further)[: PAGE + 1])
    counted = ordered.order_by()[: MOST_COUNTED + 1].count() if len(rows) > PAGE or further else 0
    shown = rows[:PAGE]
    return Listed(
        rows=shown,
        count=counted or len(rows),
        next=key(shown[-1]) if len(rows) > PAGE else None,
    )
