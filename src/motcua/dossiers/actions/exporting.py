"""Dossiers go out to another system, on record: they say who the applicants are."""

from datetime import datetime

from django.db import transaction

from motcua.audit import actions as audit
from motcua.dossiers import queries
from motcua.dossiers.queries import Wanted
from motcua.kernel.actors import Actor


@transaction.atomic
def begin_export(*, wanted: Wanted, form: str, by: Actor, at: datetime) -> int:
    """Put on record that dossiers go out, before the first does; return how many there are.

    Args:
        wanted: Which.
        form: `csv`, `xlsx` or `ndjson`.
        by: To whom.
        at: Real time.

    Source: Nghị định 13/2023/NĐ-CP (record of processing); DESIGN §9.
    """
    count = queries.exported_count(wanted)
    audit.record(
        stream=f"exports:{by.id}",
        kind="dossiers.exported.v1",
        by=by,
        at=at,
        payload={
            "count": count,
            "form": form,
            "agencies": sorted(wanted.agency_ids),
            "since": wanted.since.isoformat() if wanted.since else "",
            "until": wanted.until.isoformat() if wanted.until else "",
            "status": wanted.status or "",
            "after": wanted.after,
        },
    )
    return count
