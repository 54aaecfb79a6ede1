"""Where dossiers stand in a periodic report, as the database tells it of all of them at once.

The rule is `dossiers.periodic.cells`; these statements say the same, which a test compares.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from motcua.dossiers.periodic import BEHIND, OPEN, RESOLVED, Cell, Span
from motcua.dossiers.types import Filing, PromisedBy, Status
from motcua.kernel.clock import HANOI

_COURSES: Final = """
    SELECT id, code, version_id, is_online, accepted_at, resolved_at, declined_at,
        -- Its time is that of its last promise: only what went on after the period had another.
        CASE WHEN changed_at < %(until)s THEN due_at ELSE coalesce(
            (SELECT promise.due_at FROM dossiers_promise AS promise
             WHERE promise.dossier_id = found.id AND promise.at < %(until)s
             ORDER BY promise.number DESC LIMIT 1),
            due_at) END AS due_at,
        (SELECT began_at FROM dossiers_pause AS stood
         WHERE stood.dossier_id = found.id
           AND stood.began_at < coalesce(found.resolved_at, found.declined_at, %(until)s)
           AND coalesce(stood.ended_at, 'infinity')
               >= coalesce(found.resolved_at, found.declined_at, %(until)s)
         ORDER BY began_at LIMIT 1) AS stood_since
    FROM (
        SELECT id, code, procedure_version_id AS version_id, filing = ANY(%(online)s) AS is_online,
            accepted_at, due_at, changed_at,
            CASE WHEN finished_at < %(until)s THEN finished_at
                 WHEN status = %(withdrawn)s AND closed_at < %(until)s THEN closed_at
            END AS resolved_at,
            CASE WHEN status = %(stopped)s AND closed_at < %(until)s THEN closed_at
            END AS declined_at
        FROM dossiers_dossier
        WHERE agency_id = {agency} AND parent_id IS NULL AND accepted_at < %(until)s
          AND ({counted})
    ) AS found
"""

CELLS: Final = """
    SELECT *,
        CASE WHEN accepted_at >= %(until)s THEN NULL
             WHEN accepted_at >= %(since)s
             THEN CASE WHEN is_online THEN %(ONLINE)s ELSE %(DIRECT)s END
             WHEN resolved_at < %(since)s THEN NULL
             ELSE %(CARRIED)s
        END AS came,
        CASE WHEN resolved_at < %(since)s THEN NULL
             WHEN resolved_at < %(until)s THEN CASE
                 WHEN due_at IS NULL THEN %(ON_TIME)s
                 WHEN coalesce(stood_since, resolved_at) > due_at THEN %(LATE)s
                 WHEN (coalesce(stood_since, resolved_at) AT TIME ZONE %(zone)s)::date
                      < (due_at AT TIME ZONE %(zone)s)::date THEN %(EARLY)s
                 ELSE %(ON_TIME)s END
             WHEN accepted_at >= %(until)s THEN NULL
             WHEN due_at < least(stood_since, declined_at, %(until)s) THEN %(OVERDUE)s
             ELSE %(RUNNING)s
        END AS became
    FROM course
"""
"""Cells of each row of `course`: as `periodic.Course`, with the cells it stands in.

Legal days are real ones shifted by whole days, so which of two comes first is the same.
"""

_RESOLVED: Final = f"""coalesce(
    finished_at, CASE WHEN status = '{Status.WITHDRAWN}' THEN closed_at END, 'infinity')"""
"""Written as in the index `dossier_resolved`, which is read by it."""
_CAME: Final = "accepted_at >= %(since)s"
_LEFT: Final = f"{_RESOLVED} >= %(since)s"
_COUNTED: Final = (
    (frozenset(RESOLVED), f"{_LEFT} AND {_RESOLVED} < %(until)s"),
    (frozenset(OPEN), f"{_RESOLVED} >= %(until)s"),
    (frozenset({Cell.CARRIED, *RESOLVED, *OPEN}), _LEFT),
    (frozenset({Cell.ONLINE, Cell.DIRECT}), _CAME),
    (frozenset(Cell), f"{_CAME} OR {_LEFT}"),
)
"""What holds of every dossier that stands in one of some cells, the narrowest first: so much is
read to find them."""

_CELLED: Final = "WITH course AS ({courses}), cell AS ({cells})"

REPORT: Final = f"""
    {
    _CELLED.format(
        courses=_COURSES.format(agency="ANY(%(agencies)s)", counted=f"{_CAME} OR {_LEFT}"),
        cells=CELLS,
    )
}
    SELECT version_id, came, became, declined_at IS NOT NULL, others, again, excused, count(*),
        (array_agg(code ORDER BY code) FILTER (WHERE (came IS NULL) <> (became IS NULL)))
            [1:%(named)s]
    FROM cell
    LEFT JOIN LATERAL (
        SELECT
            EXISTS (SELECT FROM dossiers_consultation AS asked
                    JOIN dossiers_workitem AS item ON item.id = asked.item_id
                    WHERE asked.dossier_id = cell.id AND item.opened_at < %(until)s
                      AND item.due_at < least(coalesce(item.done_at, 'infinity'), %(until)s)
                    ) AS others,
            EXISTS (SELECT FROM dossiers_supplement AS once_more
                    WHERE once_more.dossier_id = cell.id AND once_more.is_extra
                      AND once_more.asked_at < %(until)s) AS again,
            EXISTS (SELECT FROM dossiers_promise AS told
                    WHERE told.dossier_id = cell.id AND told.why = %(reappointed)s
                      AND told.at < %(until)s) AS excused
    ) AS cause ON became = ANY(%(behind)s)
    GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
"""Counts by version of the procedure, cells, refusal after receipt, and causes of what is late."""

_LISTED: Final = f"""
    SELECT found.id, found.accepted_at FROM unnest(%(agencies)s::int[]) AS one(agency)
    CROSS JOIN LATERAL (
        {
    _CELLED.format(courses=_COURSES.format(agency="one.agency", counted="{counted}"), cells=CELLS)
}
        SELECT id, accepted_at FROM cell
        WHERE (came = ANY(%(wanted)s) OR became = ANY(%(wanted)s))
          AND (%(sector)s = '' OR version_id IN (
               SELECT id FROM catalogue_procedureversion WHERE content ->> 'sector' = %(sector)s))
          AND (%(after_at)s::timestamptz IS NULL
               OR (accepted_at, id) > (%(after_at)s::timestamptz, %(after_id)s::uuid))
        ORDER BY accepted_at, id LIMIT %(most)s
    ) AS found
    ORDER BY found.accepted_at, found.id LIMIT %(most)s
"""
"""Ids of the dossiers behind a number, a page of them: of each agency in the order of its index,
so that reading ends with the page."""


def listed(wanted: Collection[Cell]) -> str:
    """Return the statement that lists the dossiers in some cells."""
    counted = next(condition for cells, condition in _COUNTED if cells >= set(wanted))
    return _LISTED.replace("{counted}", counted)


def asked(agency_ids: Collection[int], span: Span, **more: Any) -> dict[str, Any]:
    """Return the parameters of a statement about dossiers of some agencies in a period."""
    return {
        **bounds(span.since, span.until),
        "agencies": list(agency_ids),
        "online": [one.value for one in Filing if one.is_online],
        "withdrawn": Status.WITHDRAWN,
        "stopped": Status.STOPPED,
        "reappointed": PromisedBy.REAPPOINTMENT,
        "behind": list(BEHIND),
        **more,
    }


def bounds(since: datetime, until: datetime) -> dict[str, Any]:
    """Return the parameters of `CELLS`: a period of real moments, the second not included."""
    cells = {cell.name: cell.value for cell in Cell}
    return {"since": since, "until": until, "zone": HANOI.key, **cells}
