"""Dossier codes: allotted before anything else, never twice."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import connection

from motcua.kernel.ids import DossierCode

_RAISE = """
    INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES (%s, %s, 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + 1
    RETURNING last
"""

_RAISE_MANY = """
    INSERT INTO dossiers_codecounter (agency_code, day, last)
    SELECT * FROM unnest(%s::text[], %s::date[], %s::bigint[]) AS given (agency, day, last)
    ORDER BY agency, day
    ON CONFLICT (agency_code, day)
    DO UPDATE SET last = GREATEST(dossiers_codecounter.last, EXCLUDED.last)
"""
_MOST_SERIAL: Final = 10**9
"""Longer numbers are not counted on: they carry something else than the number of the day."""


def allot(*, agency_code: str, day: date) -> DossierCode:
    """Return the next code of an agency on a legal day.

    Called outside the transaction that uses it: a statement of its own, so that nobody waits for
    another's submission to end. A number lost on the way leaves a gap, which is allowed; a number
    given out again is not.

    Source: codes printed by one-stop systems, agency-YYMMDD-NNNN, numbered per day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [agency_code, day])
        (last,) = cursor.fetchone()
    return DossierCode.numbered(agency_code, day, last)


def go_on_behind(given: Iterable[DossierCode]) -> None:
    """Let our own numbers of agencies and days go on behind some that another system gave."""
    last: dict[tuple[str, date], int] = {}
    for code in given:
        if int(code.serial) < _MOST_SERIAL:
            key = (code.agency, code.day)
            last[key] = max(last.get(key, 0), int(code.serial))
    if last:
        units, days = [key[0] for key in last], [key[1] for key in last]
        with connection.cursor() as cursor:
            cursor.execute(_RAISE_MANY, [units, days, [*last.values()]])
