"""Levels of a service: declared by its agency, proven by dossiers, judged by the rules."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.catalogue import queries, rules
from motcua.catalogue.models import LevelDeclaration, LevelEvidence, Service
from motcua.catalogue.types import LevelScheme, Lived
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level, Proof, proven

LEVEL_CHANGED = "catalogue.level_changed.v1"
"""Event and fact: the capable or the proven level of a service is another than before."""


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
        stream=stream_of(service_id),
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
    audit.record(stream=stream_of(service_id), kind=LEVEL_CHANGED, by=by, at=at, payload=changes)
    outbox.publish(LEVEL_CHANGED, service=str(service_id), version=service.version, **changes)
    return proof


def _plain(level: Level | None) -> int | None:
    return None if level is None else int(level)


def stream_of(service_id: UUID) -> str:
    """Return the audit stream of a service."""
    return f"service:{service_id}"
