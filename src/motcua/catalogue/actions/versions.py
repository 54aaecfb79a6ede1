"""What a procedure says: published in versions that never change."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Min
from pydantic import ValidationError

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.catalogue import errors
from motcua.catalogue.actions.finding import index_version
from motcua.catalogue.actions.general import give_parts_like
from motcua.catalogue.actions.levels import judge_service
from motcua.catalogue.models import Procedure, ProcedureVersion, Service
from motcua.catalogue.types import Content, Running
from motcua.eforms import queries as eforms
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical
from motcua.processes import queries as processes

VERSION_PUBLISHED = "catalogue.version_published.v1"
"""Event and fact: a procedure has a new version, and what becomes of dossiers on their way."""
VERSION_CAME_INTO_FORCE = "catalogue.version_came_into_force.v1"


@transaction.atomic
def publish_version(
    *,
    content: Mapping[str, Any],
    valid_from: date,
    running: Running = Running.STAY,
    closes_on: date | None = None,
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """Publish what a procedure says from a day on; the same again publishes nothing.

    Form and process are pinned at their latest version. Before its day a version is not in force;
    on that day it is, see `bring_into_force`. Levels of all services are judged anew.

    Args:
        content: The shape of `types.Content`, as JSON.
        valid_from: Legal date, not before that of the last version.
        running: What becomes of dossiers on their way.
        closes_on: Legal date from which no dossier is taken; None: it goes on taking them.
        by: Who publishes.
        at: Real time, aware.

    Raises:
        ContentNotUnderstood: The shape is wrong.
        LaterVersionPublished: Another version begins later than this one would.
        UnknownForm, UnknownProcess: No version is published under the key.
    """
    said = _content(content)
    procedure, _ = Procedure.objects.get_or_create(code=said.code, defaults={"name": said.name})
    procedure = Procedure.objects.select_for_update().get(code=said.code)
    pinned = {
        "form_version_id": eforms.latest(said.form).id if said.form else None,
        "result_form_version_id": eforms.latest(said.result_form).id if said.result_form else None,
        "process_version_id": processes.latest(said.process).id if said.process else None,
    }
    stored = said.model_dump(mode="json")
    digest = digest_of(stored, pinned=pinned, closes_on=closes_on)
    last = procedure.versions.order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last
    if last is not None and valid_from < last.valid_from:
        return _published_before(procedure, last, valid_from=valid_from, digest=digest)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        content=stored,
        sha256=digest,
        **pinned,
        valid_from=valid_from,
        running=running,
        closes_on=closes_on,
        published_at=at,
        published_by=str(by),
    )
    audit.record(
        stream=stream_of(said.code),
        kind=VERSION_PUBLISHED,
        by=by,
        at=at,
        payload={
            "number": version.number,
            "sha256": digest,
            "valid_from": valid_from.isoformat(),
            "running": running.value,
            "closes_on": closes_on.isoformat() if closes_on else None,
        },
    )
    if last is not None:
        give_parts_like(version.id, before=last.id, at=at)
        outbox.publish(VERSION_PUBLISHED, procedure=said.code, number=version.number)
    if valid_from > agencies.legal_shift().legal_date(at):
        upcoming = min(filter(None, (procedure.upcoming_from, valid_from)))
        Procedure.objects.filter(code=said.code).update(upcoming_from=upcoming)
    else:
        _put_in_force(version, said, by=by, at=at)
    return version


@transaction.atomic
def bring_into_force(*, procedure_code: str, by: Actor, at: datetime) -> bool:
    """Let a procedure be found under what came into force; readers by date knew it already.

    Returns:
        False when nothing new is in force: nothing changed.
    """
    today = agencies.legal_shift().legal_date(at)
    procedure = Procedure.objects.select_for_update().get(code=procedure_code)
    due = procedure.versions.filter(valid_from__lte=today).order_by("-number").first()
    if due is None or due.id == procedure.current_id:
        return False
    _put_in_force(due, _content(due.content), by=by, at=at)
    audit.record(
        stream=stream_of(procedure_code),
        kind=VERSION_CAME_INTO_FORCE,
        by=by,
        at=at,
        payload={"number": due.number},
    )
    outbox.publish(VERSION_CAME_INTO_FORCE, procedure=procedure_code, number=due.number)
    return True


def digest_of(
    stored: Mapping[str, Any], *, pinned: Mapping[str, Any], closes_on: date | None = None
) -> str:
    """Return what tells whether a version says anything new."""
    identified = {**stored, "pinned": {name: str(version) for name, version in pinned.items()}}
    if closes_on is not None:
        identified["closes_on"] = closes_on.isoformat()
    return hashlib.sha256(canonical(identified)).hexdigest()


def stream_of(procedure_code: str) -> str:
    """Return the audit stream of a procedure."""
    return f"procedure:{procedure_code}"


def _put_in_force(version: ProcedureVersion, said: Content, *, by: Actor, at: datetime) -> None:
    """Let a version be what searches and levels of its procedure go by."""
    later = ProcedureVersion.objects.filter(
        procedure=said.code, number__gt=version.number, valid_from__gt=version.valid_from
    )
    Procedure.objects.filter(code=said.code).update(
        current=version,
        upcoming_from=later.aggregate(first=Min("valid_from"))["first"],
        name=said.name,
        sort_key=text.sort_key(said.name),
    )
    index_version(version.id, said)
    services = Service.objects.filter(procedure=said.code)
    services.update(version=F("version") + 1)
    for service_id in services.values_list("id", flat=True):
        judge_service(service_id=service_id, by=by, at=at)


def _published_before(
    procedure: Procedure, last: ProcedureVersion, *, valid_from: date, digest: str
) -> ProcedureVersion:
    """Return the version that was published long ago, as seeds do again at every start."""
    known = procedure.versions.filter(sha256=digest, valid_from=valid_from).first()
    if known is None:
        raise errors.LaterVersionPublished(number=last.number, day=f"{last.valid_from:%d/%m/%Y}")
    return known


def _content(content: Mapping[str, Any]) -> Content:
    try:
        return Content.model_validate(content)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise errors.ContentNotUnderstood(where=where, why=first["msg"]) from None
