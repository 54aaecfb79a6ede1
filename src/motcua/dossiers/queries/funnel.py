"""Where people give up a form: counted from drafts, in the clear parts of their rows alone.

Every count of people below five is hidden: in a small commune five are somebody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from motcua.agencies import queries as agencies
from motcua.dossiers.progress import REVIEW
from motcua.eforms.types import Form

LEFT_AFTER: Final = timedelta(hours=24)
"""A draft that nobody touched for so long counts as left; it may still be gone on with."""

SMALLEST: Final = 5

_TRIED: Final = """
    WITH tried AS (
        SELECT dossiers_draft.procedure_id, progress, dossier_id IS NOT NULL AS is_sent,
               dossier_id IS NULL AND saved_at < %(left_before)s AS is_left
        FROM dossiers_draft JOIN catalogue_service AS service ON service.id = service_id
        WHERE agency_id = ANY(%(agencies)s) AND began_at >= %(since)s AND began_at < %(until)s
        UNION ALL
        SELECT dossiers_abandoneddraft.procedure_id, progress, FALSE, TRUE
        FROM dossiers_abandoneddraft JOIN catalogue_service AS service ON service.id = service_id
        WHERE agency_id = ANY(%(agencies)s) AND began_at >= %(since)s AND began_at < %(until)s
    )
"""
_TOTALS: Final = f"""{_TRIED}
    SELECT progress->>'device', progress->>'by', count(*), count(*) FILTER (WHERE is_sent),
           count(*) FILTER (WHERE is_left)
    FROM tried WHERE procedure_id = %(procedure)s GROUP BY 1, 2
"""
_PAGES: Final = f"""{_TRIED}
    SELECT key, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY (page->>'s')::int)
    FROM tried, jsonb_each(progress->'pages') AS pages(key, page)
    WHERE procedure_id = %(procedure)s GROUP BY key
"""
_LEFT: Final = f"""{_TRIED}
    SELECT progress->>'at', count(*) FROM tried
    WHERE procedure_id = %(procedure)s AND is_left GROUP BY 1
"""
_WRONG: Final = f"""{_TRIED}
    SELECT wrong.key, count(*), sum(wrong.times::int)
    FROM tried, jsonb_each(progress->'pages') AS pages(key, page),
         jsonb_each_text(page->'e') AS wrong(key, times)
    WHERE procedure_id = %(procedure)s GROUP BY 1
"""
_PROCEDURES: Final = f"""{_TRIED}
    SELECT code, name, count(*), count(*) FILTER (WHERE is_sent) AS sent,
           count(*) FILTER (WHERE is_left) AS left_off
    FROM tried JOIN catalogue_procedure ON code = procedure_id
    GROUP BY code, name ORDER BY left_off DESC, count(*) DESC, code LIMIT %(most)s
"""
_VIEWS: Final = """
    SELECT coalesce(sum(count), 0) FROM dossiers_procedureview
    WHERE procedure_id = %(procedure)s AND day BETWEEN %(first_day)s AND %(last_day)s
"""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """How the forms of one procedure fared, in short.

    Attributes:
        begun, sent, left: As of `Funnel`.
    """

    code: str
    name: str
    begun: int
    sent: int
    left: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page of the form, or the review at its end.

    Attributes:
        reached: Forms of which this page was worked on.
        left: Of those that nobody goes on with, how many stand here.
        seconds: Median of the time on it; None where nobody worked on it.
    """

    key: str
    title: str
    reached: int
    left: int
    seconds: int | None


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A question that was answered wrongly.

    Attributes:
        people: Forms in which it was, at least once.
        times: How often in all.
    """

    key: str
    label: str
    page: str
    people: int
    times: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """How one kind of device, or one way of filling in, fared."""

    name: str
    begun: int
    sent: int


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """From looking at a procedure to submitting, over a time.

    Attributes:
        views: Of the procedure's page, by people as far as can be told; not of agencies apart.
        left: Begun, not submitted, and untouched for a day or thrown away.
        troubles: The worst first.
    """

    views: int
    begun: int
    sent: int
    left: int
    steps: tuple[Step, ...]
    troubles: tuple[Trouble, ...]
    devices: tuple[Part, ...]
    ways: tuple[Part, ...]

    @property
    def worst(self) -> Trouble | None:
        """Return the question that stops most people; None where none can be named."""
        return next((one for one in self.troubles if one.people >= SMALLEST), None)


def tried(
    *, agency_ids: Collection[int], since: datetime, until: datetime, at: datetime, most: int = 200
) -> list[Tried]:
    """Return the procedures whose forms were begun in a time, those most often left first.

    Args:
        agency_ids: Where the forms go.
        since: Real time.
        until: Real time, not included.
        at: Now, real time.
        most: So many procedures at most.
    """
    asked = {
        "agencies": list(agency_ids),
        "since": since,
        "until": until,
        "left_before": at - LEFT_AFTER,
        "most": most,
    }
    return [
        Tried(code=code, name=name, begun=begun, sent=sent, left=left)
        for code, name, begun, sent, left in _rows(_PROCEDURES, asked)
    ]


def funnel(
    procedure_code: str,
    form: Form,
    *,
    agency_ids: Collection[int],
    since: datetime,
    until: datetime,
    at: datetime,
) -> Funnel:
    """Return how forms of a procedure fared that were begun in a time; five queries.

    Args:
        procedure_code: Which procedure.
        form: As it is now, for titles and labels; pages and questions of before are left out.
        agency_ids: Where the forms go.
        since: Real time.
        until: Real time, not included.
        at: Now, real time.
    """
    asked: dict[str, Any] = {
        "procedure": procedure_code,
        "agencies": list(agency_ids),
        "since": since,
        "until": until,
        "left_before": at - LEFT_AFTER,
    }
    # Views are kept by legal days, drafts by real moments.
    shift = agencies.legal_shift()
    asked |= {"first_day": shift.legal_date(since), "last_day": shift.legal_date(until)}
    totals, pages = _rows(_TOTALS, asked), {key: row for key, *row in _rows(_PAGES, asked)}
    left = dict(_rows(_LEFT, asked))
    ((views,),) = _rows(_VIEWS, asked)
    named = [(page.key, page.title) for page in form.pages]
    return Funnel(
        views=views,
        begun=sum(row[2] for row in totals),
        sent=sum(row[3] for row in totals),
        left=sum(row[4] for row in totals),
        steps=tuple(
            Step(
                key=key,
                title=title,
                reached=pages[key][0] if key in pages else 0,
                left=left.get(key, 0),
                seconds=pages[key][1] if key in pages else None,
            )
            for key, title in [*named, (REVIEW, "")]
        ),
        troubles=_troubles(form, _rows(_WRONG, asked)),
        devices=_parts(totals, 0),
        ways=_parts(totals, 1),
    )


def _troubles(form: Form, rows: list[tuple[Any, ...]]) -> tuple[Trouble, ...]:
    found = {key: (people, times) for key, people, times in rows}
    troubles = [
        Trouble(
            key=field.key,
            label=field.label,
            page=page.title,
            people=found[field.key][0],
            times=found[field.key][1],
        )
        for page in form.pages
        for field in page.fields
        if field.key in found
    ]
    return tuple(sorted(troubles, key=lambda one: (-one.people, -one.times)))


def _parts(totals: list[tuple[Any, ...]], column: int) -> tuple[Part, ...]:
    names = dict.fromkeys(row[column] for row in totals if row[column])
    return tuple(
        Part(
            name=name,
            begun=sum(row[2] for row in totals if row[column] == name),
            sent=sum(row[3] for row in totals if row[column] == name),
        )
        for name in sorted(names)
    )


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())
