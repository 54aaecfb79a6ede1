"""Sends the national site what it has not seen of our dossiers.

Source: DESIGN §7, `POST /api/v1/sync/dossiers`.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, F, PositiveIntegerField, QuerySet, When

from motcua.agencies import queries as agencies
from motcua.dossiers import snapshots
from motcua.dossiers.models import Dossier
from motcua.exchange import actions as exchange
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor

log = logging.getLogger(__name__)

BATCH = 100
"""Rows of one call."""


def is_behind() -> bool:
    """Tell whether the national site has not taken the latest version of some dossier."""
    return _behind().exists()


def push_batch(*, at: datetime) -> bool:
    """Send one batch; return whether more is worth sending.

    Rows that were never tried go first, so that refused ones, which stay behind with the reason,
    do not hold up the others.

    Raises:
        RemoteUnavailable, RemoteRefused: The whole call failed; the job is repeated.
    """
    untried_first = F("sync_tried_at").asc(nulls_first=True)
    with_all = (
        _behind()
        .select_related("agency", "parent", "imported")
        .prefetch_related("promises", "supplements__files")
        .order_by(untried_first, "id")
    )
    found = list(with_all[:BATCH])
    if not found or not exchange.is_connected("national"):
        return False
    shift = agencies.legal_shift()
    contacts = identity.particulars_of([one.owner_id for one in found])
    names = _officers(found)
    rows = [
        snapshots.snapshot(
            one,
            event_id=f"{one.id}:{one.version}",
            contact=contacts[one.owner_id],
            shift=shift,
            names=names,
        )
        for one in found
    ]
    answer = exchange.call(
        partner="national", service="sync/dossiers", body={"data": rows}, rows=len(rows), at=at
    )
    refusals = {row["MaHoSo"]: row["reason"] for row in answer["data"] if not row["accepted"]}
    taken = [one for one in found if one.code not in refusals]
    _note_taken(taken, at=at)
    for one in found:
        if one.code in refusals:
            log.error("the national site refused %s: %s", one.code, refusals[one.code])
            Dossier.objects.filter(id=one.id).update(
                sync_tried_at=at, sync_refusal=refusals[one.code]
            )
    return len(found) == BATCH and bool(taken)


def _officers(found: Sequence[Dossier]) -> dict[str, str]:
    """Return the names of officers who asked for or took what was missing, by actor."""
    asked = [one for dossier in found for one in dossier.supplements.all()]
    actors = {actor for one in asked for actor in (one.asked_by, one.answered_by) if actor}
    known = identity.names_of([Actor.parse(actor) for actor in actors]) if actors else {}
    return {str(actor): name for actor, name in known.items()}


def _note_taken(taken: Sequence[Dossier], *, at: datetime) -> None:
    """Note which versions were taken, in one statement; a version made meanwhile stays behind."""
    versions = [When(id=one.id, then=one.version) for one in taken]
    Dossier.objects.filter(id__in=[one.id for one in taken]).update(
        synced_version=Case(*versions, output_field=PositiveIntegerField()),
        sync_tried_at=at,
        sync_refusal="",
    )


def _behind() -> QuerySet[Dossier]:
    return Dossier.objects.filter(version__gt=F("synced_version"))
