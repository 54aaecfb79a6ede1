"""What agencies say of their services: levels, and whether they are fit to be fully online."""

from motcua.catalogue.actions import levels
from motcua.catalogue.actions.operations.doing import (
    CHANGED_SINCE,
    NO_DAY,
    Before,
    Doing,
    Operation,
    Value,
    is_day,
)
from motcua.catalogue.models import BulkChange, EligibilityDecision, LevelDeclaration, Service
from motcua.catalogue.types import LevelScheme
from motcua.kernel.levels import Level, Provision
from motcua.kernel.messages import Message, message

NO_ACT = message("chưa ghi văn bản khai báo")
NO_REASON = message("chưa ghi lý do")
NO_LEVEL = message("mức độ không đúng")


def _declare_problem(value: Value, _service: Service | None) -> Message | str:
    degrees = Provision if value["scheme"] == LevelScheme.FULLY_ONLINE else Level
    if value["level"] not in list(degrees):
        return NO_LEVEL
    if not is_day(value["valid_from"]):
        return NO_DAY
    return "" if str(value["legal_act"]).strip() else NO_ACT


def _declaration(doing: Doing) -> LevelDeclaration | None:
    return LevelDeclaration.objects.filter(
        service=doing.offered, scheme=doing.value["scheme"], valid_from=doing.day
    ).first()


def _declare(doing: Doing) -> Before:
    there = _declaration(doing)
    _enter_declaration(doing, doing.value["level"], doing.value["legal_act"], bulk=doing.bulk)
    return {"level": there.level, "legal_act": there.legal_act} if there else None


def _enter_declaration(
    doing: Doing, level: int, legal_act: str, *, bulk: BulkChange | None
) -> None:
    is_later = doing.value["scheme"] == LevelScheme.FULLY_ONLINE
    levels.declare_level(
        service_id=doing.offered.id,
        level=Provision(level) if is_later else Level(level),
        valid_from=doing.day,
        legal_act=legal_act,
        by=doing.by,
        at=doing.at,
        bulk=bulk,
    )


def _undeclare(doing: Doing) -> Message | str:
    there = _declaration(doing)
    if there is None or there.bulk_id != doing.bulk.id:
        return CHANGED_SINCE
    if doing.line.before is None:
        levels.withdraw_declaration(declaration=there, by=doing.by, at=doing.at)
    else:
        _enter_declaration(
            doing, doing.line.before["level"], doing.line.before["legal_act"], bulk=None
        )
    return ""


def _eligibility_problem(value: Value, _service: Service | None) -> Message | str:
    if not is_day(value["valid_from"]):
        return NO_DAY
    return "" if str(value["reason"]).strip() else NO_REASON


def _decision(doing: Doing) -> EligibilityDecision | None:
    return EligibilityDecision.objects.filter(service=doing.offered, valid_from=doing.day).first()


def _decide(doing: Doing) -> Before:
    there = _decision(doing)
    levels.decide_eligibility(
        service_id=doing.offered.id,
        is_eligible=bool(doing.value["is_eligible"]),
        reason=doing.value["reason"],
        valid_from=doing.day,
        by=doing.by,
        at=doing.at,
        bulk=doing.bulk,
    )
    return {"is_eligible": there.is_eligible, "reason": there.reason} if there else None


def _undecide(doing: Doing) -> Message | str:
    there = _decision(doing)
    if there is None or there.bulk_id != doing.bulk.id:
        return CHANGED_SINCE
    if doing.line.before is None:
        levels.withdraw_eligibility(decision=there, by=doing.by, at=doing.at)
        return ""
    levels.decide_eligibility(
        service_id=doing.offered.id,
        is_eligible=doing.line.before["is_eligible"],
        reason=doing.line.before["reason"],
        valid_from=doing.day,
        by=doing.by,
        at=doing.at,
    )
    return ""


DECLARE = Operation(
    keys=frozenset({"scheme", "level", "legal_act", "valid_from"}),
    problem=_declare_problem,
    do=_declare,
    undo=_undeclare,
)
ELIGIBILITY = Operation(
    keys=frozenset({"is_eligible", "reason", "valid_from"}),
    problem=_eligibility_problem,
    do=_decide,
    undo=_undecide,
)
