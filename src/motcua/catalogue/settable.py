"""Which fields of a procedure agencies may set otherwise, and how far. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from motcua.catalogue.types import Content, Limit
from motcua.kernel.messages import Message, message
from motcua.kernel.workingtime import LimitUnit


class Settable(StrEnum):
    """Fields of `types.Content` that may be set for an agency; the values are stored."""

    LIMIT = "limit"
    FEES = "fees"
    ONLINE_PAYMENT = "online_payment"
    PAYMENT_HOURS = "payment_hours"
    CHANNELS = "channels"
    RESULT_CHANNELS = "result_channels"
    ADDRESSES = "addresses"

    @property
    def label(self) -> Message:
        """Return the name on screens, to be translated there."""
        return _LABELS[self]


_LABELS: Final = {
    Settable.LIMIT: message("Thời hạn giải quyết"),
    Settable.FEES: message("Phí, lệ phí"),
    Settable.ONLINE_PAYMENT: message("Thanh toán trực tuyến"),
    Settable.PAYMENT_HOURS: message("Số giờ được trả phí sau khi nộp"),
    Settable.CHANNELS: message("Cách nộp hồ sơ"),
    Settable.RESULT_CHANNELS: message("Cách nhận kết quả"),
    Settable.ADDRESSES: message("Địa chỉ tiếp nhận"),
}
_HOURS_A_DAY: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A field as an agency sets it.

    Attributes:
        agency: Full name of who set it.
        distance: Steps from the agency that is asked for up to who set it; 0: itself.
        is_general: Set for all procedures, not for this one.
        valid_from: Legal date.
    """

    id: UUID
    field: Settable
    value: Any
    agency: str
    legal_act: str
    distance: int
    is_general: bool
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What holds at one agency, and for each field set otherwise by whom and on what basis."""

    content: Content
    sources: Mapping[Settable, Override]


def resolve(content: Content, overrides: Iterable[Override]) -> Resolved:
    """Return a record with the fields that agencies set, field by field.

    The nearest agency counts, there the rule for this procedure before that for all, then the
    later. A limit longer than the published one never counts, nor a value that fits no more.
    """
    nearest_last = sorted(
        overrides,
        key=lambda one: (-one.distance, not one.is_general, one.valid_from, one.id),
    )
    values: dict[str, Any] = {}
    sources: dict[Settable, Override] = {}
    for one in nearest_last:
        if refuse(content, one.field, one.value) is None:
            values[one.field.value] = one.value
            sources[one.field] = one
    if not values:
        return Resolved(content=content, sources={})
    record = {**content.model_dump(mode="json"), **values}
    return Resolved(content=Content.model_validate(record), sources=sources)


def refuse(content: Content, field: Settable, value: Any) -> str | None:
    """Return why a value cannot stand in a field of a procedure: `shape` or `longer`; None: it can.

    Source: the limit of a procedure is set by law; agencies may only shorten it (Nghị định
    61/2018/NĐ-CP, Điều 17; Nghị định 63/2010/NĐ-CP, Điều 12).
    """
    try:
        read = Content.model_validate({**content.model_dump(mode="json"), field.value: value})
    except ValidationError:
        return "shape"
    if field in {Settable.CHANNELS, Settable.RESULT_CHANNELS} and not value:
        return "shape"
    if field is Settable.LIMIT and not is_within(read.limit, content.limit):
        return "longer"
    return None


def is_within(limit: Limit, law: Limit) -> bool:
    """Tell whether a limit is surely no longer than another; across calendars nothing is sure."""
    if LimitUnit.CALENDAR_DAYS in {limit.unit, law.unit}:
        return limit.unit == law.unit and limit.amount <= law.amount
    if LimitUnit.SAME_DAY in {limit.unit, law.unit}:
        return _is_within_same_day(limit, law)
    return _hours(limit) <= _hours(law)


def _is_within_same_day(limit: Limit, law: Limit) -> bool:
    if limit.unit != LimitUnit.SAME_DAY:
        return False
    if law.unit != LimitUnit.SAME_DAY:
        days = limit.amount + (limit.cut_off is not None)
        return days * _HOURS_A_DAY <= _hours(law)
    if limit.amount == law.amount:
        return _last_moment(limit) >= _last_moment(law)
    return limit.amount + (limit.cut_off is not None) <= law.amount


def _last_moment(limit: Limit) -> time:
    """Return until when receipt counts from the same day; the later, the shorter the limit."""
    return limit.cut_off or time.max


def _hours(limit: Limit) -> int:
    return limit.amount * (_HOURS_A_DAY if limit.unit == LimitUnit.WORKING_DAYS else 1)
