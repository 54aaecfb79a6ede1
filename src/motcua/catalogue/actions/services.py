"""Who provides what."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.audit import actions as audit
from motcua.catalogue.actions.levels import judge_service, stream_of
from motcua.catalogue.models import Service
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


@transaction.atomic
def offer_service(*, procedure_code: str, agency: "Agency", by: Actor, at: datetime) -> Service:
    """Let an agency provide a procedure; doing so again changes nothing."""
    service, is_new = Service.objects.get_or_create(procedure_id=procedure_code, agency=agency)
    if is_new:
        audit.record(
            stream=stream_of(service.id),
            kind="catalogue.service_offered.v1",
            by=by,
            at=at,
            payload={"procedure": procedure_code, "agency": agency.code},
        )
        judge_service(service_id=service.id, by=by, at=at)
    return service
