"""Reads of what became of organisations: who follows whom, and the units of another day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from motcua.agencies.models import Agency, Reorganisation

# From a unit that has ended forward, from one that has not begun backward, step by step until a
# unit stands on the day. UNION drops what was reached before, so two ways to one unit are one.
_WALK = """
WITH RECURSIVE step AS (
    SELECT b.agency_id AS here, a.agency_id AS there, TRUE AS forward
    FROM agencies_reorganisation_before b JOIN agencies_reorganisation_after a
        USING (reorganisation_id)
    UNION ALL
    SELECT a.agency_id, b.agency_id, FALSE
    FROM agencies_reorganisation_before b JOIN agencies_reorganisation_after a
        USING (reorganisation_id)
), walk AS (
    SELECT id AS origin, id FROM agencies_agency WHERE id = ANY(%(ids)s)
    UNION
    SELECT walk.origin, step.there
    FROM walk
    JOIN agencies_agency unit ON unit.id = walk.id
    JOIN step ON step.here = walk.id
        AND CASE WHEN step.forward
            THEN unit.valid_until <= %(day)s ELSE unit.valid_from > %(day)s END
)
SELECT walk.origin, walk.id FROM walk JOIN agencies_agency unit USING (id)
WHERE unit.valid_from <= %(day)s AND (unit.valid_until IS NULL OR unit.valid_until > %(day)s)
"""

_ORIGINS = """
WITH RECURSIVE walk AS (
    SELECT unnest(%(ids)s::bigint[]) AS id
    UNION
    SELECT b.agency_id FROM walk
    JOIN agencies_reorganisation_after a ON a.agency_id = walk.id
    JOIN agencies_reorganisation_before b USING (reorganisation_id)
)
SELECT id FROM walk
"""


def followers(ids: Collection[int], *, on: date) -> Mapping[int, list[Agency]]:
    """Return for each organisation those that are in its place on a day; two queries.

    A day after its end leads to its successors, a day before its beginning to its predecessors, a
    day of its own to itself. One that nobody follows is not among the keys.

    Args:
        ids: Primary keys.
        on: The day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WALK, {"ids": list(ids), "day": on})
        pairs = cursor.fetchall()
    units = Agency.objects.in_bulk({there for _, there in pairs})
    found: dict[int, list[Agency]] = defaultdict(list)
    for origin, there in pairs:
        found[origin].append(units[there])
    return {
        origin: sorted(there, key=lambda unit: unit.sort_key) for origin, there in found.items()
    }


def origins(ids: Collection[int]) -> list[Agency]:
    """Return every unit that some organisations came from, step by step, without themselves."""
    with connection.cursor() as cursor:
        cursor.execute(_ORIGINS, {"ids": list(ids)})
        reached = {row[0] for row in cursor.fetchall()}
    return list(Agency.objects.filter(pk__in=reached - set(ids)).order_by("sort_key", "pk"))


def successors(agency: Agency, *, on: date) -> list[Agency]:
    """Return what stands for an organisation on a later day; itself while it stands."""
    return followers([agency.pk], on=on).get(agency.pk, []) if on >= agency.valid_from else []


def predecessors(agency: Agency, *, on: date) -> list[Agency]:
    """Return what stood for an organisation on an earlier day; itself if it stood then."""
    ended = agency.valid_until is not None and agency.valid_until <= on
    return [] if ended else followers([agency.pk], on=on).get(agency.pk, [])


def regroup(ids: Collection[int], *, to: date) -> Mapping[int, Agency]:
    """Return the one unit of a day that each organisation belongs to, for adding figures up.

    One that is followed by none or by several is left out: its figures are nobody's sum, and a
    caller shows them as they are.
    """
    return {origin: there[0] for origin, there in followers(ids, on=to).items() if len(there) == 1}


def came_from(agency: Agency) -> QuerySet[Reorganisation]:
    """Return what began an organisation, with the units before it: one at most in our data."""
    return agency.came_from.prefetch_related("before")


def ended_in(agency: Agency) -> QuerySet[Reorganisation]:
    """Return what ended an organisation, with the units that follow it.

    Those that ended with it may be hundreds, and are not read.
    """
    return agency.ended_in.prefetch_related("after")
