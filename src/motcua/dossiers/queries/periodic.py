"""Figures of periodic reports, and the dossiers behind each.

Counted from the dates of rows alone, so that a past period gives the same figures at any later
time: what happened after its end is as if it had not. Legs are left out, their wholes are counted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers.models import Dossier
from motcua.dossiers.periodic import BEHIND, OPEN, Behind, Causes, Cell, Line, Span
from motcua.dossiers.queries import courses
from motcua.dossiers.queries.cases import PAGE
from motcua.dossiers.queries.lists import Key, named
from motcua.kernel.clock import HANOI

_NAMED: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Legal days that are reported on, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of the dossiers of some agencies.

    Attributes:
        lines: By field, in the order of their names.
        total: Of all fields.
        declined: How many of what is open were refused after receipt: the national sets do not
            count them as resolved.
        broken: Codes of dossiers that stand on one side alone, some of them; none if it holds.
        causes: Of what is overdue, by field.
    """

    lines: dict[str, Line]
    total: Line
    declined: int
    broken: tuple[str, ...]
    causes: dict[str, Causes]


def report(agency_ids: Collection[int], period: Period) -> Report:
    """Return how many dossiers of some agencies came in a period, and what became of them.

    The database counts them, each once, by an index of what was received.
    """
    span = _span(period)
    with connection.cursor() as cursor:
        cursor.execute(courses.REPORT, courses.asked(agency_ids, span, named=_NAMED))
        rows = cursor.fetchall()
    sectors = sectors_of({version for version, *_ in rows})
    lines: dict[str, Line] = {}
    causes: dict[str, Causes] = {}
    total, declined, broken = Line(), 0, list[str]()
    for version, came, became, is_declined, others, again, excused, count, codes in rows:
        here = [Cell(cell) for cell in (came, became) if cell]
        for line in (lines.setdefault(sectors[version], Line()), total):
            line.add(here, times=count)
        if became in BEHIND:
            known = Behind(waited_for_others=others, was_asked_again=again, is_excused=excused)
            causes.setdefault(sectors[version], Causes()).add(known, times=count)
        declined += count if is_declined and became in OPEN else 0
        broken += codes or ()
    return Report(
        lines={name: line for name, line in sorted(lines.items()) if line.counts},
        total=total,
        declined=declined,
        broken=tuple(sorted(broken)[:_NAMED]),
        causes=dict(sorted(causes.items())),
    )


def counted_dossiers(
    agency_ids: Collection[int],
    period: Period,
    *,
    wanted: Collection[Cell],
    sector: str = "",
    after: Key | None = None,
) -> tuple[list[Dossier], Key | None]:
    """Return a page of the dossiers behind a number, the longest received first, and the next.

    Args:
        agency_ids: Whose.
        period: Of the report.
        wanted: The cells that the number adds up.
        sector: Of the line; empty: of all.
        after: Last row of the page before.
    """
    begins, last = after or (None, None)
    asked = courses.asked(
        agency_ids,
        _span(period),
        wanted=list(wanted),
        sector=sector,
        after_at=begins,
        after_id=last,
        most=PAGE + 1,
    )
    with connection.cursor() as cursor:
        cursor.execute(courses.listed(wanted), asked)
        found = cursor.fetchall()
    shown = found[:PAGE]
    rows = {one.id: one for one in named().filter(id__in=[_id for _id, _ in shown])}
    follows = (shown[-1][1], shown[-1][0]) if len(found) > PAGE else None
    return [rows[_id] for _id, _ in shown], follows


def sectors_of(version_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the field of each version of procedures."""
    return {one.id: one.content.sector for one in catalogue.versions(version_ids)}


def days_between(period: Period) -> tuple[datetime, datetime]:
    """Return the real moments between which legal days lie; the second is not included."""
    shift = agencies.legal_shift()
    begins, ends = (
        shift.real_moment(datetime.combine(day, time(), tzinfo=HANOI))
        for day in (period.first, period.last + timedelta(days=1))
    )
    return begins, ends


def _span(period: Period) -> Span:
    since, until = days_between(period)
    return Span(since=since, until=until, shift=agencies.legal_shift())
