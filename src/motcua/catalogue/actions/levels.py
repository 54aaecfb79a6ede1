"""Levels of a service: declared by its agency, proven by dossiers, judged by the rules."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.catalogue import errors, queries, rules
from motcua.catalogue.models import (
    BulkChange,
    EligibilityDecision,
    LevelDeclaration,
    LevelEvidence,
    Service,
)
from motcua.catalogue.types import LevelScheme, Lived
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level, Proof, Provision, proven

LEVEL_CHANGED = "catalogue.level_changed.v1"
"""Event and fact: a capable or proven level of a service is another than before."""
LEVEL_DECLARED = "catalogue.level_declared.v1"
ELIGIBILITY_DECIDED = "catalogue.eligibility_decided.v1"


@transaction.atomic
def declare_level(
    *,
    service_id: UUID,
    level: Level | Provision,
    valid_from: date,
    legal_act: str,
    by: Actor,
    at: datetime,
    bulk: BulkChange | None = None,
) -> LevelDeclaration:
    """Enter the level that an agency says a service has, in the scheme that the level is of.

    A second declaration for the same day corrects the first; both stay in the audit log.

    Raises:
        LegalActMissing: Nobody decided it.
    """
    if not legal_act.strip():
        raise errors.LegalActMissing
    scheme = LevelScheme.FULLY_ONLINE if isinstance(level, Provision) else LevelScheme.FOUR_LEVELS
    declaration, is_new = LevelDeclaration.objects.update_or_create(
        service_id=service_id,
        scheme=scheme,
        valid_from=valid_from,
        defaults={
            "level": level,
            "legal_act": legal_act.strip(),
            "declared_at": at,
            "declared_by": str(by),
            "bulk": bulk,
        },
    )
    Service.objects.filter(id=service_id).update(version=F("version") + 1)
    audit.record(
        stream=stream_of(service_id),
        kind=LEVEL_DECLARED,
        by=by,
        at=at,
        payload={
            "scheme": scheme,
            "level": int(level),
            "valid_from": valid_from.isoformat(),
            "act": declaration.legal_act,
            "first": is_new,
        },
    )
    return declaration


@transaction.atomic
def withdraw_declaration(*, declaration: LevelDeclaration, by: Actor, at: datetime) -> None:
    """Take a declaration back, as if it had not been made; the audit log knows both."""
    service_id = declaration.service_id
    payload = {
        "scheme": declaration.scheme,
        "level": declaration.level,
        "valid_from": declaration.valid_from.isoformat(),
    }
    declaration.delete()
    Service.objects.filter(id=service_id).update(version=F("version") + 1)
    audit.record(
        stream=stream_of(service_id),
        kind="catalogue.level_declaration_withdrawn.v1",
        by=by,
        at=at,
        payload=payload,
    )


@transaction.atomic
def decide_eligibility(
    *,
    service_id: UUID,
    is_eligible: bool,
    reason: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    bulk: BulkChange | None = None,
) -> EligibilityDecision:
    """Say whether a service is fit to be put fully online (đủ điều kiện), and why.

    Raises:
        ReasonMissing: Nobody could follow the decision.
    """
    if not reason.strip():
        raise errors.ReasonMissing
    decision, _ = EligibilityDecision.objects.update_or_create(
        service_id=service_id,
        valid_from=valid_from,
        defaults={
            "is_eligible": is_eligible,
            "reason": reason.strip(),
            "decided_at": at,
            "decided_by": str(by),
            "bulk": bulk,
        },
    )
    audit.record(
        stream=stream_of(service_id),
        kind=ELIGIBILITY_DECIDED,
        by=by,
        at=at,
        payload={"eligible": is_eligible, "valid_from": valid_from.isoformat()},
    )
    return decision


@transaction.atomic
def withdraw_eligibility(*, decision: EligibilityDecision, by: Actor, at: datetime) -> None:
    """Take a decision back, as if it had not been made; the audit log knows both."""
    service_id, valid_from = decision.service_id, decision.valid_from
    decision.delete()
    audit.record(
        stream=stream_of(service_id),
        kind="catalogue.eligibility_withdrawn.v1",
        by=by,
        at=at,
        payload={"valid_from": valid_from.isoformat()},
    )


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
def judge_service(*, service_id: UUID, by: Actor, at: datetime) -> Proof[Level]:
    """Work out the capable and proven levels anew; a change is recorded and made known.

    Evidence grows old by itself, so a job asks every service each night.
    """
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .get(id=service_id)
    )
    shown = queries.lived([service_id], at=at)[service_id]
    content = (
        queries.version(service.procedure.current_id).content
        if (service.procedure.current_id)
        else None
    )
    level = proven(rules.capable_level(content) if content else None, shown.levels)
    provision = proven(rules.capable_provision(content) if content else None, shown.provisions)
    after: dict[str, Level | Provision | None] = {
        "capable_level": level.capable,
        "proven_level": level.level,
        "capable_provision": provision.capable,
        "proven_provision": provision.level,
    }
    before = {name: getattr(service, name) for name in after}
    if before == after:
        return level
    for name, value in after.items():
        setattr(service, name, value)
    service.version += 1
    service.save(update_fields=[*after, "version"])
    changes = {
        name: {"before": before[name], "after": None if value is None else int(value)}
        for name, value in after.items()
        if value != before[name]
    }
    audit.record(stream=stream_of(service_id), kind=LEVEL_CHANGED, by=by, at=at, payload=changes)
    outbox.publish(LEVEL_CHANGED, service=str(service_id), version=service.version, changes=changes)
    return level


def stream_of(service_id: UUID) -> str:
    """Return the audit stream of a service."""
    return f"service:{service_id}"
