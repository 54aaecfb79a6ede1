"""Who provides what, from when until when."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.audit import actions as audit
from motcua.catalogue import errors
from motcua.catalogue.actions.levels import judge_service, stream_of
from motcua.catalogue.models import Service
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


@transaction.atomic
def offer_service(
    *,
    procedure_code: str,
    agency: "Agency",
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
) -> Service:
    """Let an agency provide a procedure; doing so again changes nothing.

    A service that had ended is provided again, as if it never had.

    Args:
        procedure_code: Which; it must be known.
        agency: Who.
        by: Who decides.
        at: Real time.
        valid_from: Legal date; None: since before our records.
    """
    service, is_new = Service.objects.get_or_create(
        procedure_id=procedure_code, agency=agency, defaults={"valid_from": valid_from}
    )
    if not is_new and service.valid_until is None:
        return service
    if not is_new:
        Service.objects.filter(id=service.id).update(valid_until=None, version=F("version") + 1)
    audit.record(
        stream=stream_of(service.id),
        kind="catalogue.service_offered.v1",
        by=by,
        at=at,
        payload={
            "procedure": procedure_code,
            "agency": agency.code,
            "valid_from": valid_from and valid_from.isoformat(),
        },
    )
    judge_service(service_id=service.id, by=by, at=at)
    return service


@transaction.atomic
def end_service(*, service_id: UUID, valid_until: date | None, by: Actor, at: datetime) -> None:
    """Let an agency provide a procedure no longer from a legal date on; running dossiers go on.

    Without a date an end that was entered is taken back.

    Raises:
        EndsBeforeItBegins: The agency begins to provide it later.
    """
    service = Service.objects.select_for_update().get(id=service_id)
    if valid_until is not None and service.begins_after(valid_until):
        raise errors.EndsBeforeItBegins(day=f"{service.valid_from:%d/%m/%Y}")
    Service.objects.filter(id=service_id).update(valid_until=valid_until, version=F("version") + 1)
    audit.record(
        stream=stream_of(service_id),
        kind="catalogue.service_ended.v1",
        by=by,
        at=at,
        payload={"valid_until": valid_until and valid_until.isoformat()},
    )


@transaction.atomic
def note_volume(*, service_id: UUID, dossiers: int | None, by: Actor, at: datetime) -> None:
    """Keep how many dossiers a year the agency reports of a service; None: nothing reported."""
    Service.objects.filter(id=service_id).update(yearly_dossiers=dossiers)
    audit.record(
        stream=stream_of(service_id),
        kind="catalogue.volume_reported.v1",
        by=by,
        at=at,
        payload={"dossiers": dossiers},
    )
