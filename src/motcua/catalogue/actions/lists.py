"""Lists of services that agencies were told to put online."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.audit import actions as audit
from motcua.catalogue import errors
from motcua.catalogue.models import BulkChange, ServiceList, ServiceListMember
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


@transaction.atomic
def make_list(
    *,
    name: str,
    legal_act: str,
    decided_on: date,
    issuer: str,
    criteria: str,
    least_level: Level,
    valid_from: date,
    by: Actor,
    at: datetime,
    is_illustrative: bool = False,
) -> ServiceList:
    """Enter a list with its deciding act; the same act and name again is the same list.

    Args:
        name: As the act calls it.
        legal_act: Number and date of the act.
        decided_on: Date of the act.
        issuer: Who issued it, as printed.
        criteria: By what procedures were chosen (often used, many dossiers, eligible).
        least_level: What it asks for.
        valid_from: Legal date from which agencies are held to it.
        by: Who enters it.
        at: Real time.
        is_illustrative: Made up for the demo.

    Raises:
        LegalActMissing: Nobody decided it.
    """
    if not legal_act.strip():
        raise errors.LegalActMissing
    made, is_new = ServiceList.objects.get_or_create(
        legal_act=legal_act.strip(),
        name=name.strip(),
        defaults={
            "decided_on": decided_on,
            "issuer": issuer.strip(),
            "criteria": criteria.strip(),
            "least_level": least_level,
            "valid_from": valid_from,
            "is_illustrative": is_illustrative,
        },
    )
    if is_new:
        audit.record(
            stream=_stream(made.id),
            kind="catalogue.list_made.v1",
            by=by,
            at=at,
            payload={"act": made.legal_act, "valid_from": valid_from.isoformat()},
        )
    return made


@transaction.atomic
def put_on_list(
    *,
    list_id: UUID,
    procedure_code: str,
    agency: "Agency | None",
    by: Actor,
    at: datetime,
    bulk: BulkChange | None = None,
) -> bool:
    """Put a procedure on a list, for one agency or (None) for all that provide it.

    Returns:
        False when it stood there already.

    Raises:
        UnknownList: There is no such list.
    """
    if not ServiceList.objects.filter(id=list_id).exists():
        raise errors.UnknownList
    _, is_new = ServiceListMember.objects.get_or_create(
        service_list_id=list_id,
        procedure_id=procedure_code,
        agency=agency,
        defaults={"bulk": bulk},
    )
    if is_new:
        audit.record(
            stream=_stream(list_id),
            kind="catalogue.put_on_list.v1",
            by=by,
            at=at,
            payload={"procedure": procedure_code, "agency": agency.code if agency else None},
        )
    return is_new


@transaction.atomic
def take_off_list(*, member: ServiceListMember, by: Actor, at: datetime) -> None:
    """Take a procedure off a list."""
    payload = {
        "procedure": member.procedure_id,
        "agency": member.agency.code if member.agency else None,
    }
    list_id = member.service_list_id
    member.delete()
    audit.record(
        stream=_stream(list_id), kind="catalogue.taken_off_list.v1", by=by, at=at, payload=payload
    )


def _stream(list_id: UUID) -> str:
    return f"list:{list_id}"
