"""Who provides what, and how many dossiers a year it takes."""

from datetime import date

from motcua.catalogue.actions import services
from motcua.catalogue.actions.operations.doing import (
    CHANGED_SINCE,
    NO_DAY,
    Before,
    Doing,
    Operation,
    Value,
    is_day,
)
from motcua.catalogue.models import Service
from motcua.kernel.messages import Message, message

NO_NUMBER = message("số hồ sơ phải là số nguyên từ 0 đến 100.000.000")
ENDS_BEFORE = message("ngày thôi cung cấp trước ngày bắt đầu cung cấp")
MOST_DOSSIERS = 100_000_000
"""A year, of one service; more than the country has people is a slip of the keyboard."""


def _offer_problem(value: Value, _service: Service | None) -> Message | str:
    return "" if is_day(value["valid_from"]) else NO_DAY


def _end_problem(value: Value, service: Service | None) -> Message | str:
    if not is_day(value["valid_from"]):
        return NO_DAY
    day = date.fromisoformat(value["valid_from"])
    return ENDS_BEFORE if service is not None and service.begins_after(day) else ""


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


def _volume_problem(value: Value, _service: Service | None) -> Message | str:
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


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


OFFER = Operation(
    keys=frozenset({"valid_from"}),
    needs_service=False,
    problem=_offer_problem,
    do=_offer,
    undo=_unoffer,
)
END = Operation(
    keys=frozenset({"valid_from"}),
    problem=_end_problem,
    do=_end,
    undo=_unend,
)
VOLUME = Operation(
    keys=frozenset({"dossiers"}),
    problem=_volume_problem,
    do=_note_volume,
    undo=_unnote_volume,
)
