"""What agencies set otherwise: entered with a legal basis, never changed, ended by a date."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.catalogue import errors, queries, settable
from motcua.catalogue.actions.drafts import blank
from motcua.catalogue.models import Procedure, Setting
from motcua.catalogue.settable import Settable
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel.actors import Actor

_OF_ONE_PROCEDURE = frozenset({Settable.LIMIT, Settable.FEES})


@transaction.atomic
def enter_setting(
    *,
    procedure_code: str | None,
    agency_id: int,
    field: Settable,
    value: Any,
    legal_act: str,
    valid_from: date,
    viewer: Viewer,
    at: datetime,
) -> Setting:
    """Set a field of a procedure for an agency and those below it, from a day on.

    The agency's own setting of the field before it ends on that day. Dossiers that were filed
    before keep what held then.

    Args:
        procedure_code: None: for all procedures.
        agency_id: For whom; the controller's own agency or one below it.
        field: Which.
        value: As `types.Content` has it, in JSON.
        legal_act: Number of the act that allows it.
        valid_from: Legal date, today or later.
        viewer: The controller.
        at: Real time.

    Raises:
        NotYourAgency: The agency is not the controller's, nor below hers.
        LegalBasisMissing: No act was named.
        BeginsInThePast: The day is before today.
        SettingNeedsProcedure: A limit or a fee cannot be set for all procedures at once.
        SettingNotUnderstood: The value does not fit the field.
        LimitTooLong: Longer than the law's, or in days that cannot be compared with it.
        UnknownProcedure: Nothing is published under the code.
    """
    _own(viewer, agency_id)
    if not legal_act.strip():
        raise errors.LegalBasisMissing
    today = agencies.legal_shift().legal_date(at)
    if valid_from < today:
        raise errors.BeginsInThePast(day=f"{today:%d/%m/%Y}")
    _fits(procedure_code, field, value, on=valid_from)
    if procedure_code is not None:
        Procedure.objects.select_for_update().get(code=procedure_code)
    before = Setting.objects.select_for_update().filter(
        procedure=procedure_code,
        agency=agency_id,
        field=field,
        valid_until=None,
        valid_from__lte=valid_from,
    )
    for one in before:
        _end(one, valid_until=valid_from, by=viewer.actor, at=at)
    entered = Setting.objects.create(
        procedure_id=procedure_code,
        agency_id=agency_id,
        field=field,
        value=value,
        legal_act=legal_act.strip(),
        valid_from=valid_from,
        set_at=at,
        set_by=str(viewer.actor),
    )
    _record(entered, "catalogue.setting_entered.v1", by=viewer.actor, at=at)
    return entered


@transaction.atomic
def end_setting(*, setting_id: UUID, valid_until: date, viewer: Viewer, at: datetime) -> Setting:
    """End a setting; from that day on the next one above it holds again.

    Raises:
        UnknownSetting: There is none.
        NotYourAgency: As `enter_setting`.
        SettingEnded: It was ended before.
        BeginsInThePast: The day is before today.
    """
    found = Setting.objects.select_for_update().filter(id=setting_id).first()
    if found is None:
        raise errors.UnknownSetting
    _own(viewer, found.agency_id)
    if found.valid_until is not None:
        raise errors.SettingEnded(day=f"{found.valid_until:%d/%m/%Y}")
    today = agencies.legal_shift().legal_date(at)
    if valid_until < today:
        raise errors.BeginsInThePast(day=f"{today:%d/%m/%Y}")
    _end(found, valid_until=max(valid_until, found.valid_from), by=viewer.actor, at=at)
    return found


def _fits(procedure_code: str | None, field: Settable, value: Any, *, on: date) -> None:
    if procedure_code is None:
        if field in _OF_ONE_PROCEDURE:
            raise errors.SettingNeedsProcedure(field=field.label)
        content = blank(code="", name="")
    else:
        content = queries.current_version(procedure_code, on=on).content
    match settable.refuse(content, field, value):
        case "longer":
            raise errors.LimitTooLong(limit=content.limit.wording)
        case "shape":
            raise errors.SettingNotUnderstood(field=field.label)
        case _:
            pass


def _own(viewer: Viewer, agency_id: int) -> None:
    if agency_id not in agencies.subtree(viewer.agencies_as(Role.CONTROLLER)):
        raise errors.NotYourAgency


def _end(found: Setting, *, valid_until: date, by: Actor, at: datetime) -> None:
    found.valid_until, found.ended_at, found.ended_by = valid_until, at, str(by)
    found.save(update_fields=["valid_until", "ended_at", "ended_by"])
    _record(found, "catalogue.setting_ended.v1", by=by, at=at)


def _record(found: Setting, kind: str, *, by: Actor, at: datetime) -> None:
    audit.record(
        stream=f"setting:{found.agency_id}",
        kind=kind,
        by=by,
        at=at,
        payload={
            "setting": str(found.id),
            "procedure": found.procedure_id,
            "field": found.field,
            "valid_from": found.valid_from.isoformat(),
            "valid_until": found.valid_until.isoformat() if found.valid_until else None,
        },
    )
