"""Figures of periodic reports, and the dossiers behind each.

Counted from the dates of rows alone, so that a past period gives the same figures at any later
time: what happened after its end is as if it had not. Legs are left out, their wholes are counted.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers.models import Dossier
from motcua.dossiers.periodic import BEHIND, OPEN, Behind, Causes, Cell, Course, Line, Span, cells
from motcua.dossiers.queries.cases import PAGE
from motcua.dossiers.queries.lists import Key, named
from motcua.dossiers.types import Filing, PromisedBy, Status
from motcua.kernel.clock import HANOI

_ROWS_AT_ONCE: Final = 2000
_NAMED: Final = 100

_COURSES: Final = """
    SELECT id, version_id, filing, accepted_at, resolved_at, declined_at, due.due_at, pause.began_at
    FROM (
        SELECT id, procedure_version_id AS version_id, filing, accepted_at, due_at,
            CASE WHEN finished_at < %(until)s THEN finished_at
                 WHEN status = %(withdrawn)s AND closed_at < %(until)s THEN closed_at
            END AS resolved_at,
            CASE WHEN status = %(stopped)s AND closed_at < %(until)s THEN closed_at
            END AS declined_at
        FROM dossiers_dossier
        WHERE agency_id = ANY(%(agencies)s) AND parent_id IS NULL AND accepted_at < %(until)s
          AND (accepted_at >= %(since)s
               OR coalesce(finished_at, CASE WHEN status = %(withdrawn)s THEN closed_at END,
                           'infinity') >= %(since)s)
    ) AS found
    LEFT JOIN LATERAL (
        SELECT coalesce(
            (SELECT promise.due_at FROM dossiers_promise AS promise
             WHERE promise.dossier_id = found.id AND promise.at < %(until)s
             ORDER BY promise.number DESC LIMIT 1),
            found.due_at) AS due_at
    ) AS due ON TRUE
    LEFT JOIN LATERAL (
        SELECT began_at FROM dossiers_pause AS stood
        WHERE stood.dossier_id = found.id
          AND stood.began_at < coalesce(found.resolved_at, found.declined_at, %(until)s)
          AND coalesce(stood.ended_at, 'infinity')
              >= coalesce(found.resolved_at, found.declined_at, %(until)s)
        ORDER BY began_at LIMIT 1
    ) AS pause ON TRUE
    ORDER BY accepted_at, id
"""


_BEHIND: Final = """
    SELECT dossier.id, dossier.procedure_version_id,
        EXISTS (SELECT FROM dossiers_consultation AS asked
                JOIN dossiers_workitem AS item ON item.id = asked.item_id
                WHERE asked.dossier_id = dossier.id AND item.opened_at < %(until)s
                  AND item.due_at < least(coalesce(item.done_at, 'infinity'), %(until)s)),
        EXISTS (SELECT FROM dossiers_supplement AS again
                WHERE again.dossier_id = dossier.id AND again.is_extra
                  AND again.asked_at < %(until)s),
        EXISTS (SELECT FROM dossiers_promise AS told
                WHERE told.dossier_id = dossier.id AND told.why = %(reappointed)s
                  AND told.at < %(until)s)
    FROM dossiers_dossier AS dossier WHERE dossier.id = ANY(%(ids)s)
"""


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


@dataclass
class _Counted:
    lines: dict[UUID, Line] = field(default_factory=dict)
    declined: int = 0
    broken: list[UUID] = field(default_factory=list)
    behind: list[UUID] = field(default_factory=list)


def report(agency_ids: Collection[int], period: Period) -> Report:
    """Return how many dossiers of some agencies came in a period, and what became of them.

    Each is looked at once, by an index; the number of queries does not grow with them.
    """
    span, counted = _span(period), _Counted()
    for _id, version, course in _courses(agency_ids, span):
        found = cells(course, span)
        counted.lines.setdefault(version, Line()).add(found)
        if len(found) == 1:
            counted.broken.append(_id)
        if {*BEHIND} & {*found}:
            counted.behind.append(_id)
        if course.declined_at is not None and found and found[-1] in OPEN:
            counted.declined += 1
    sectors, total = sectors_of(counted.lines), Line()
    lines: dict[str, Line] = {}
    for version, line in counted.lines.items():
        if line.counts:
            lines.setdefault(sectors[version], Line()).add(line.counts.elements())
            total.add(line.counts.elements())
    return Report(
        lines=dict(sorted(lines.items())),
        total=total,
        declined=counted.declined,
        broken=_codes(counted.broken[:_NAMED]),
        causes=_causes(counted.behind, span),
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
    span, here = _span(period), set(wanted)
    found: list[tuple[UUID, datetime]] = []
    fields: dict[UUID, str] = {}
    for _id, version, course in _courses(agency_ids, span):
        if after is not None and (course.accepted_at, _id) <= after:
            continue
        if sector and version not in fields:
            fields |= sectors_of([version])
        if (not sector or fields[version] == sector) and here & {*cells(course, span)}:
            found.append((_id, course.accepted_at))
            if len(found) > PAGE:
                break
    shown = found[:PAGE]
    rows = {one.id: one for one in named().filter(id__in=[_id for _id, _ in shown])}
    last = (shown[-1][1], shown[-1][0]) if len(found) > PAGE else None
    return [rows[_id] for _id, _ in shown], last


def sectors_of(version_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the field of each version of procedures."""
    return {one.id: one.content.sector for one in catalogue.versions(version_ids)}


def _causes(ids: list[UUID], span: Span) -> dict[str, Causes]:
    """Return why dossiers are overdue, by field, in one query."""
    if not ids:
        return {}
    asked: dict[str, Any] = {
        "ids": ids,
        "until": span.until,
        "reappointed": PromisedBy.REAPPOINTMENT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, asked)
        rows = cursor.fetchall()
    sectors = sectors_of({version for _id, version, *_ in rows})
    found: dict[str, Causes] = {}
    for _id, version, others, again, excused in rows:
        known = Behind(waited_for_others=others, was_asked_again=again, is_excused=excused)
        found.setdefault(sectors[version], Causes()).add(known)
    return dict(sorted(found.items()))


def _courses(agency_ids: Collection[int], span: Span) -> Iterator[tuple[UUID, UUID, Course]]:
    """Yield what became of each dossier that may be of a period, in the order of receipt."""
    asked: dict[str, Any] = {
        "agencies": list(agency_ids),
        "since": span.since,
        "until": span.until,
        "withdrawn": Status.WITHDRAWN,
        "stopped": Status.STOPPED,
    }
    # A cursor of the server: a year of a province is more than memory should hold at once.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_COURSES, asked)
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            for _id, version, filing, accepted, resolved, declined, due, stood in rows:
                course = Course(
                    is_online=Filing(filing).is_online,
                    accepted_at=accepted,
                    resolved_at=resolved,
                    declined_at=declined,
                    due_at=due,
                    stood_since=stood,
                )
                yield _id, version, course


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


def _codes(ids: list[UUID]) -> tuple[str, ...]:
    return tuple(Dossier.objects.filter(id__in=ids).order_by("code").values_list("code", flat=True))
