"""What agencies set otherwise than the published procedure says, and what holds in the end."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.catalogue import errors, rules, settable
from motcua.catalogue.models import Setting
from motcua.catalogue.queries.versions import Version
from motcua.catalogue.settable import Override, Resolved, Settable
from motcua.catalogue.types import Channel

PAGE = 200
_MINISTRY = 100
"""Steps up to the ministry that published: further than any agency above."""
# The agency, those above it, and the ministry that published the procedure. A dossier of this
# morning does not know what is set or ended at noon, whichever day it is valid from.
_OVERRIDES = """
WITH RECURSIVE above AS (
    SELECT id, parent_id, full_name, 0 AS distance FROM agencies_agency WHERE id = %(agency)s
    UNION ALL
    SELECT a.id, a.parent_id, a.full_name, above.distance + 1
    FROM agencies_agency a JOIN above ON a.id = above.parent_id
    WHERE above.distance < 9
), reach AS (
    SELECT id, full_name, distance FROM above
    UNION ALL
    SELECT id, full_name, %(ministry)s FROM agencies_agency
    WHERE code = %(publisher)s AND tier = 'ministry'
)
SELECT s.id, s.field, s.value::text, reach.full_name, s.legal_act, reach.distance,
    s.procedure_id IS NULL, s.valid_from
FROM catalogue_setting s JOIN reach ON reach.id = s.agency_id
WHERE (s.procedure_id IS NULL OR s.procedure_id = %(procedure)s)
    AND s.valid_from <= %(day)s AND s.set_at <= %(at)s
    AND (s.valid_until IS NULL OR s.valid_until > %(day)s OR s.ended_at > %(at)s)
"""


def terms(
    version: Version,
    *,
    agency_id: int,
    at: datetime,
    day: date | None = None,
    channel: Channel | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Resolved:
    """Return what holds of a version at an agency, field by field, and by whose setting.

    With a channel, time and fee are those that the version says of it (`rules.terms_for`); an
    agency's setting stands above them too, but never with a longer limit.

    Args:
        version: As published.
        agency_id: Where; the nation, the publishing ministry and the agencies above it count too.
        at: Real time; what was set or ended later does not count.
        day: Legal date; that of `at` without one.
        channel: How a dossier comes in; None: what holds where nothing more is said.
        answers: Of the dossier's form; one of them may name its case.
    """
    day = agencies.legal_shift().legal_date(at) if day is None else day
    values: dict[str, int | str | date | datetime] = {
        "agency": agency_id,
        "ministry": _MINISTRY,
        "publisher": version.content.publisher,
        "procedure": version.content.code,
        "day": day,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OVERRIDES, values)
        found = cursor.fetchall()
    overrides = [
        Override(
            id=row[0],
            field=Settable(row[1]),
            value=json.loads(row[2]),
            agency=row[3],
            legal_act=row[4],
            distance=row[5],
            is_general=row[6],
            valid_from=row[7],
        )
        for row in found
    ]
    content = version.content
    if channel is not None:
        case = rules.case_of(content, answers or {})
        content = rules.terms_for(content, channel=channel, case=case)
    return settable.resolve(content, overrides)


def settings_of(procedure_code: str, agency_ids: Collection[int]) -> list[Setting]:
    """Return what some agencies set for a procedure, or for all, the latest first."""
    rows = Setting.objects.filter(Q(procedure=procedure_code) | Q(procedure=None))
    found = rows.filter(agency__in=agency_ids).select_related("agency")
    return list(found.order_by("-set_at", "-id")[:PAGE])


def setting(setting_id: UUID) -> Setting:
    """Return a setting with its agency.

    Raises:
        UnknownSetting: There is none.
    """
    found = Setting.objects.select_related("agency").filter(id=setting_id).first()
    if found is None:
        raise errors.UnknownSetting
    return found
