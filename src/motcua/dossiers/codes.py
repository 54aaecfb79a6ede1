"""Dossier codes: allotted before anything else, never twice."""

from datetime import date

from django.db import connection

from motcua.kernel.ids import DossierCode

_RAISE = """
    INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES (%s, %s, 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + 1
    RETURNING last
"""


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
