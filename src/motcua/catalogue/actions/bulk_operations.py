"""What can be done to a service within a change of many: how it is checked, done, taken back.

Each operation keeps what was there before. Taking back restores that, unless somebody has changed
the service since: then the line stays, and says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.catalogue.actions import levels, lists, services, versions
from motcua.catalogue.models import (
    BulkChange,
    BulkLine,
    EligibilityDecision,
    LevelDeclaration,
    ProcedureVersion,
    Service,
    ServiceListMember,
)
from motcua.catalogue.types import BulkKind, LevelScheme
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level, Provision
from motcua.kernel.messages import Message, message

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

CHANGED_SINCE = message("đã có người thay đổi sau đó")
NO_SERVICE = message("cơ quan không cung cấp thủ tục này")
NO_ACT = message("chưa ghi văn bản khai báo")
NO_REASON = message("chưa ghi lý do")
NO_DAY = message("ngày áp dụng không đúng")
NO_LEVEL = message("mức độ không đúng")
NO_NUMBER = message("số hồ sơ phải là số nguyên từ 0 đến 100.000.000")
NO_EVENT = message("không có sự kiện đời sống này")
MOST_DOSSIERS = 100_000_000
"""A year, of one service; more than the country has people is a slip of the keyboard."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One line being done.

    Attributes:
        service: None before it is offered.
    """

    bulk: BulkChange
    line: BulkLine
    agency: "Agency"
    service: Service | None
    by: Actor
    at: datetime

    @property
    def value(self) -> Mapping[str, Any]:
        """Return what is wanted."""
        value: Mapping[str, Any] = self.line.value
        return value

    @property
    def offered(self) -> Service:
        """Return the service, of a line that is refused without one."""
        if self.service is None:
            raise Service.DoesNotExist
        return self.service

    @property
    def day(self) -> date:
        """Return the legal date from which it holds."""
        return date.fromisoformat(self.value["valid_from"])


Before = dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One kind of line.

    Attributes:
        keys: Of the value.
        needs_service: Whether the agency must provide the procedure already.
        problem: Why a value cannot be, empty where it can.
        do: Does it and returns what was there before.
        undo: Restores that; returns why it did not, empty when it did.
    """

    keys: frozenset[str]
    needs_service: bool
    problem: Callable[[Mapping[str, Any]], Message | str]
    do: Callable[[Doing], Before]
    undo: Callable[[Doing], Message | str]


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _declare_problem(value: Mapping[str, Any]) -> Message | str:
    degrees = Provision if value["scheme"] == LevelScheme.FULLY_ONLINE else Level
    if value["level"] not in list(degrees):
        return NO_LEVEL
    if not _is_day(value["valid_from"]):
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


def _eligibility_problem(value: Mapping[str, Any]) -> Message | str:
    if not _is_day(value["valid_from"]):
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


def _offer(doing: Doing) -> Before:
    before = {"valid_until": _text(doing.service.valid_until)} if doing.service else None
    services.offer_service(
        procedure_code=doing.line.procedure_code,
        agency=doing.agency,
        valid_from=doing.day,
        by=doing.by,
        at=doing.at,
    )
    return before


def _unoffer(doing: Doing) -> Message | str:
    if doing.service is None or doing.service.valid_until is not None:
        return CHANGED_SINCE
    before = doing.line.before
    if before is not None and before["valid_until"] is None:
        return ""
    # A row that dossiers may point to is never deleted: it ends on the day it began.
    until = doing.day if before is None else date.fromisoformat(before["valid_until"])
    services.end_service(service_id=doing.service.id, valid_until=until, by=doing.by, at=doing.at)
    return ""


def _end(doing: Doing) -> Before:
    before = {"valid_until": _text(doing.offered.valid_until)}
    services.end_service(
        service_id=doing.offered.id, valid_until=doing.day, by=doing.by, at=doing.at
    )
    return before


def _unend(doing: Doing) -> Message | str:
    if doing.offered.valid_until != doing.day:
        return CHANGED_SINCE
    before = (doing.line.before or {})["valid_until"]
    services.end_service(
        service_id=doing.offered.id,
        valid_until=date.fromisoformat(before) if before else None,
        by=doing.by,
        at=doing.at,
    )
    return ""


def _day_problem(value: Mapping[str, Any]) -> Message | str:
    return "" if _is_day(value["valid_from"]) else NO_DAY


def _volume_problem(value: Mapping[str, Any]) -> Message | str:
    number = value["dossiers"]
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return "" if number is None or (is_number and 0 <= number <= MOST_DOSSIERS) else NO_NUMBER


def _note_volume(doing: Doing) -> Before:
    before = {"dossiers": doing.offered.yearly_dossiers}
    services.note_volume(
        service_id=doing.offered.id, dossiers=doing.value["dossiers"], by=doing.by, at=doing.at
    )
    return before


def _unnote_volume(doing: Doing) -> Message | str:
    if doing.offered.yearly_dossiers != doing.value["dossiers"]:
        return CHANGED_SINCE
    services.note_volume(
        service_id=doing.offered.id,
        dossiers=(doing.line.before or {})["dossiers"],
        by=doing.by,
        at=doing.at,
    )
    return ""


def _put_on_list(doing: Doing) -> Before:
    is_new = lists.put_on_list(
        list_id=UUID(doing.value["list"]),
        procedure_code=doing.line.procedure_code,
        agency=doing.agency,
        by=doing.by,
        at=doing.at,
        bulk=doing.bulk,
    )
    return None if is_new else {"was_there": True}


def _take_off_list(doing: Doing) -> Message | str:
    if doing.line.before is not None:
        return ""
    member = ServiceListMember.objects.filter(
        service_list=doing.value["list"],
        procedure=doing.line.procedure_code,
        agency=doing.agency,
        bulk=doing.bulk,
    ).first()
    if member is None:
        return CHANGED_SINCE
    lists.take_off_list(member=member, by=doing.by, at=doing.at)
    return ""


def _classify_problem(value: Mapping[str, Any]) -> Message | str:
    return "" if value["life_event"] in queries.life_events() else NO_EVENT


def _classify(doing: Doing) -> Before:
    """Publish the procedure once more, with the life event among its own."""
    there = _current(doing)
    event = doing.value["life_event"]
    if event in there.content.life_events:
        return {"made": None}
    made = _publish(doing, {"life_events": [*there.content.life_events, event]})
    return {"made": made.number, "life_events": list(there.content.life_events)}


def _unclassify(doing: Doing) -> Message | str:
    before = doing.line.before or {}
    if before["made"] is None:
        return ""
    if _current(doing).number != before["made"]:
        return CHANGED_SINCE
    _publish(doing, {"life_events": before["life_events"]})
    return ""


def _current(doing: Doing) -> queries.Version:
    return queries.current_version(doing.line.procedure_code, on=_today(doing))


def _publish(doing: Doing, changes: dict[str, Any]) -> ProcedureVersion:
    content = _current(doing).content.model_dump(mode="json")
    return versions.publish_version(
        content={**content, **changes}, valid_from=_today(doing), by=doing.by, at=doing.at
    )


def _today(doing: Doing) -> date:
    return agencies.legal_shift().legal_date(doing.at)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


OPERATIONS: Mapping[BulkKind, Operation] = {
    BulkKind.OFFER: Operation(
        keys=frozenset({"valid_from"}),
        needs_service=False,
        problem=_day_problem,
        do=_offer,
        undo=_unoffer,
    ),
    BulkKind.END: Operation(
        keys=frozenset({"valid_from"}),
        needs_service=True,
        problem=_day_problem,
        do=_end,
        undo=_unend,
    ),
    BulkKind.DECLARE: Operation(
        keys=frozenset({"scheme", "level", "legal_act", "valid_from"}),
        needs_service=True,
        problem=_declare_problem,
        do=_declare,
        undo=_undeclare,
    ),
    BulkKind.ELIGIBILITY: Operation(
        keys=frozenset({"is_eligible", "reason", "valid_from"}),
        needs_service=True,
        problem=_eligibility_problem,
        do=_decide,
        undo=_undecide,
    ),
    BulkKind.VOLUME: Operation(
        keys=frozenset({"dossiers"}),
        needs_service=True,
        problem=_volume_problem,
        do=_note_volume,
        undo=_unnote_volume,
    ),
    BulkKind.LIST: Operation(
        keys=frozenset({"list"}),
        needs_service=True,
        problem=lambda _value: "",
        do=_put_on_list,
        undo=_take_off_list,
    ),
    BulkKind.CLASSIFY: Operation(
        keys=frozenset({"life_event"}),
        needs_service=False,
        problem=_classify_problem,
        do=_classify,
        undo=_unclassify,
    ),
}
