"""Writes of the catalogue."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import F, Value
from django.db.models.expressions import Combinable
from pydantic import ValidationError

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.catalogue import errors, queries, rules
from motcua.catalogue.models import (
    LevelDeclaration,
    LevelEvidence,
    Procedure,
    ProcedureVersion,
    Service,
)
from motcua.catalogue.types import Content, LevelScheme, Lived
from motcua.eforms import queries as eforms
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical
from motcua.kernel.levels import Level, Proof, proven
from motcua.processes import queries as processes

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


LEVEL_CHANGED = "catalogue.level_changed.v1"
"""Event and fact: the capable or the proven level of a service is another than before."""


@transaction.atomic
def publish_version(
    *, content: Mapping[str, Any], valid_from: date, by: Actor, at: datetime
) -> ProcedureVersion:
    """Publish what a procedure says from now on; the same content again publishes nothing.

    Form and process are pinned at their latest version. Levels of all services are judged anew.

    Args:
        content: The shape of `types.Content`, as JSON.
        valid_from: Legal date.
        by: Who publishes.
        at: Real time, aware.

    Raises:
        ContentNotUnderstood: The shape is wrong.
        UnknownForm, UnknownProcess: No version is published under the key.
    """
    said = _content(content)
    procedure, _ = Procedure.objects.get_or_create(code=said.code, defaults={"name": said.name})
    Procedure.objects.select_for_update().get(code=said.code)
    pinned = {
        "form_version_id": eforms.latest(said.form).id if said.form else None,
        "result_form_version_id": eforms.latest(said.result_form).id if said.result_form else None,
        "process_version_id": processes.latest(said.process).id if said.process else None,
    }
    stored = said.model_dump(mode="json")
    identified = {**stored, "pinned": {name: str(version) for name, version in pinned.items()}}
    digest = hashlib.sha256(canonical(identified)).hexdigest()
    last = procedure.versions.order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        content=stored,
        sha256=digest,
        **pinned,
        valid_from=valid_from,
        published_at=at,
        published_by=str(by),
    )
    Procedure.objects.filter(code=said.code).update(
        current=version, name=said.name, sort_key=text.sort_key(said.name), search=_search(said)
    )
    audit.record(
        stream=f"procedure:{said.code}",
        kind="catalogue.version_published.v1",
        by=by,
        at=at,
        payload={"number": version.number, "sha256": digest, "valid_from": valid_from.isoformat()},
    )
    procedure.services.update(version=F("version") + 1)
    for service in procedure.services.all():
        judge_service(service_id=service.id, by=by, at=at)
    return version


@transaction.atomic
def offer_service(*, procedure_code: str, agency: "Agency", by: Actor, at: datetime) -> Service:
    """Let an agency provide a procedure; doing so again changes nothing."""
    service, is_new = Service.objects.get_or_create(procedure_id=procedure_code, agency=agency)
    if is_new:
        audit.record(
            stream=_stream(service.id),
            kind="catalogue.service_offered.v1",
            by=by,
            at=at,
            payload={"procedure": procedure_code, "agency": agency.code},
        )
        judge_service(service_id=service.id, by=by, at=at)
    return service


@transaction.atomic
def declare_level(
    *, service_id: UUID, level: Level, valid_from: date, legal_act: str, by: Actor, at: datetime
) -> LevelDeclaration:
    """Enter the level that an agency says a service has, in the scheme of four levels."""
    declaration, is_new = LevelDeclaration.objects.update_or_create(
        service_id=service_id,
        scheme=LevelScheme.FOUR_LEVELS,
        valid_from=valid_from,
        defaults={
            "level": level,
            "legal_act": legal_act,
            "declared_at": at,
            "declared_by": str(by),
        },
    )
    Service.objects.filter(id=service_id).update(version=F("version") + 1)
    audit.record(
        stream=_stream(service_id),
        kind="catalogue.level_declared.v1",
        by=by,
        at=at,
        payload={"level": int(level), "valid_from": valid_from.isoformat(), "first": is_new},
    )
    return declaration


@transaction.atomic
def record_evidence(
    *,
    service_id: UUID,
    subject: str,
    lived: Lived,
    ended_at: datetime,
    by: Actor,
    at: datetime,
) -> bool:
    """Take note of what one finished dossier showed; each subject counts once.

    Returns:
        False when the subject was there already: nothing changed.
    """
    _, is_new = LevelEvidence.objects.get_or_create(
        subject=subject,
        defaults={
            "service_id": service_id,
            "level": lived.level,
            "is_fully_online": lived.is_fully_online,
            "ended_at": ended_at,
        },
    )
    if is_new:
        judge_service(service_id=service_id, by=by, at=at)
    return is_new


@transaction.atomic
def judge_service(*, service_id: UUID, by: Actor, at: datetime) -> Proof:
    """Work out the capable and the proven level anew; a change is recorded and made known.

    Evidence grows old by itself, so a job asks every service each night.
    """
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .get(id=service_id)
    )
    current = service.procedure.current_id
    capable = rules.capable_level(queries.version(current).content) if current else None
    proof = proven(capable, queries.lived(service_id, at=at))
    before = (service.capable_level, service.proven_level)
    after = (proof.capable, proof.level)
    if before == after:
        return proof
    service.capable_level, service.proven_level = after
    service.version += 1
    service.save(update_fields=["capable_level", "proven_level", "version"])
    changes = {
        "capable_before": before[0],
        "capable": _plain(after[0]),
        "proven_before": before[1],
        "proven": _plain(after[1]),
    }
    audit.record(stream=_stream(service_id), kind=LEVEL_CHANGED, by=by, at=at, payload=changes)
    outbox.publish(LEVEL_CHANGED, service=str(service_id), version=service.version, **changes)
    return proof


def _content(content: Mapping[str, Any]) -> Content:
    try:
        return Content.model_validate(content)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise errors.ContentNotUnderstood(where=where, why=first["msg"]) from None


def _search(said: Content) -> Combinable:
    """Return what searches run on: folded words, the name weighing more than the keywords."""
    name, keywords = text.fold(said.name), " ".join(map(text.fold, (*said.keywords, said.sector)))
    return SearchVector(Value(name), weight="A", config="simple") + SearchVector(
        Value(keywords), weight="B", config="simple"
    )


def _plain(level: Level | None) -> int | None:
    return None if level is None else int(level)


def _stream(service_id: UUID) -> str:
    return f"service:{service_id}"
