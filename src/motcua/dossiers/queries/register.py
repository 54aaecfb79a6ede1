"""The register of dossiers (sổ theo dõi hồ sơ): what some agencies received, in that order."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.cases import PAGE
from motcua.dossiers.queries.lists import Key
from motcua.dossiers.queries.periodic import Period, days_between
from motcua.dossiers.types import Filing
from motcua.identity import queries as identity
from motcua.identity.queries import Viewer
from motcua.identity.types import Role

POSTS: Final = (Role.CLERK, Role.SPECIALIST, Role.LEADER)
_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "owner",
    "id",
    "code",
    "procedure_version__procedure__name",
    "owner_name",
    "agency__full_name",
    "accepted_at",
    "promised_at",
    "returned_at",
    "closed_at",
    "filing",
)
"""A line is read as these, not as an object: a register may have a hundred thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the register. Moments are real.

    Attributes:
        applicant: Who it stands in the name of.
        contact: Her address and phone number, as far as they are known.
        agency: Who handles it.
        ended_at: When the result was given out, or it was withdrawn or refused; null before.
    """

    id: UUID
    code: str
    procedure: str
    applicant: str
    contact: str
    agency: str
    accepted_at: datetime
    promised_at: datetime | None
    ended_at: datetime | None
    filing: Filing


def register_agencies(viewer: Viewer) -> frozenset[int]:
    """Return the agencies whose register an officer may read: those whose dossiers she sees."""
    return frozenset().union(*(viewer.agencies_as(role) for role in POSTS))


def agency_names(agency_ids: Collection[int]) -> str:
    """Return the names of agencies as they stand at the head of a list."""
    return ", ".join(sorted(one.full_name for one in agencies.units(agency_ids)))


def register_sectors(agency_ids: Collection[int], period: Period) -> list[str]:
    """Return the fields of what agencies received, by name: each has a register of its own."""
    found = _rows(agency_ids, period, "", None).order_by()
    versions = found.values_list("procedure_version", flat=True).distinct()
    return sorted({one.content.sector for one in catalogue.versions(versions)})


def register_page(
    agency_ids: Collection[int], period: Period, *, sector: str = "", after: Key | None = None
) -> tuple[list[Entry], Key | None]:
    """Return a page of the register and where the next begins; None: this is the last.

    Args:
        agency_ids: Whose.
        period: Of receipt.
        sector: Of the procedures; empty: of all.
        after: Last row of the page before.
    """
    rows = list(_rows(agency_ids, period, sector, after).values_list(*_COLUMNS)[: PAGE + 1])
    shown = list(_entries(rows[:PAGE]))
    last = shown[-1] if len(rows) > PAGE else None
    return shown, (last.accepted_at, last.id) if last else None


def register_count(agency_ids: Collection[int], period: Period, *, sector: str = "") -> int:
    """Return how many lines a register has."""
    return _rows(agency_ids, period, sector, None).order_by().count()


def register_entries(
    agency_ids: Collection[int], period: Period, *, sector: str = ""
) -> Iterator[Entry]:
    """Yield the whole register, some hundred lines in memory at a time."""
    found = _rows(agency_ids, period, sector, None).values_list(*_COLUMNS)
    rows = found.iterator(chunk_size=_AT_ONCE)
    while some := list(islice(rows, _AT_ONCE)):
        yield from _entries(some)


def _rows(
    agency_ids: Collection[int], period: Period, sector: str, after: Key | None
) -> QuerySet[Dossier]:
    since, until = days_between(period)
    found = Dossier.objects.filter(
        agency__in=agency_ids, accepted_at__gte=since, accepted_at__lt=until
    )
    if sector:
        found = found.filter(procedure_version__content__sector=sector)
    if after is not None and after[0] is not None:
        when, last = after
        found = found.filter(Q(accepted_at__gt=when) | Q(accepted_at=when, id__gt=last))
    return found.order_by("accepted_at", "id")


def _entries(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """Yield lines with what is sealed of their applicants, read in one query."""
    kept = list(rows)
    known = identity.particulars_of({owner for owner, *_ in kept})
    for owner, _id, code, procedure, name, agency, accepted, promised, *ended, filing in kept:
        person = known.get(owner, {})
        contact = (person.get("address", ""), person.get("phone", ""))
        yield Entry(
            id=_id,
            code=code,
            procedure=procedure,
            applicant=name,
            contact="; ".join(part for part in contact if part),
            agency=agency,
            accepted_at=accepted,
            promised_at=promised,
            ended_at=next((at for at in ended if at), None),
            filing=Filing(filing),
        )
