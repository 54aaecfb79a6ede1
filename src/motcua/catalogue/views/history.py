"""The audit log of a service, told in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.catalogue.queries import Moment
from motcua.catalogue.types import PROVISIONS, LevelScheme
from motcua.kernel.levels import Provision
from motcua.kernel.messages import message

_CHANGED: Final = {
    "capable_level": message("Mức đáp ứng: {before} → {after}"),
    "proven_level": message("Mức đã chứng minh: {before} → {after}"),
    "capable_provision": message("Khả năng trực tuyến: {before} → {after}"),
    "proven_provision": message("Trực tuyến đã chứng minh: {before} → {after}"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happened; `fell` where a level became lower."""

    at: datetime
    said: str
    fell: bool = False


def told(moments: Iterable[Moment]) -> list[Step]:
    """Return what happened, in the reader's language; what has no sentence is left out."""
    return [step for moment in moments for step in _steps(moment)]


def _steps(moment: Moment) -> list[Step]:
    said = moment.payload
    match moment.kind.split(".")[1]:
        case "level_changed":
            return [_change(moment.at, name, change) for name, change in said.items()]
        case "level_declared":
            sentence = _("Cơ quan khai báo {level} từ {day}, theo {act}").format(
                level=_level(said["scheme"], said["level"]), day=_day(said), act=said["act"]
            )
        case "level_declaration_withdrawn":
            sentence = _("Rút khai báo {level} từ {day}").format(
                level=_level(said["scheme"], said["level"]), day=_day(said)
            )
        case "eligibility_decided":
            sentence = (
                _("Xác định đủ điều kiện từ {day}")
                if said["eligible"]
                else (_("Xác định chưa đủ điều kiện từ {day}"))
            )
            sentence = sentence.format(day=_day(said))
        case "service_offered":
            sentence = _("Cơ quan bắt đầu cung cấp dịch vụ")
        case "service_ended":
            sentence = _("Cơ quan thôi cung cấp dịch vụ")
        case _:
            return []
    return [Step(at=moment.at, said=sentence)]


def _change(at: datetime, name: str, change: Mapping[str, int | None]) -> Step:
    before, after = change["before"], change["after"]
    shown = {"before": _degree(name, before), "after": _degree(name, after)}
    fell = before is not None and (after is None or after < before)
    return Step(at=at, said=_(_CHANGED[name]).format(**shown), fell=fell)


def _degree(name: str, value: int | None) -> str:
    if value is None:
        return _("chưa có") if name.startswith("capable") else _("chưa chứng minh")
    return _(PROVISIONS[Provision(value)]) if name.endswith("provision") else str(value)


def _level(scheme: str, level: int) -> str:
    if scheme == LevelScheme.FULLY_ONLINE:
        return _(PROVISIONS[Provision(level)])
    return _("mức {level}").format(level=level)


def _day(said: Mapping[str, Any]) -> str:
    return f"{date.fromisoformat(said['valid_from']):%d/%m/%Y}"
