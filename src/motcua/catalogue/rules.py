"""Levels: what a version can do, and what a dossier lived through.

Pure functions. Two schemes stand side by side and are never converted into one another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.types import Channel, Content, Fee, FeeLine
from motcua.kernel.levels import Level
from motcua.kernel.messages import message

_ND43 = message("Nghị định 43/2011/NĐ-CP, Điều 3")


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a level: what is asked, by which article, and whether it holds."""

    level: Level
    asks: str
    article: str
    holds: bool


def checks(content: Content) -> tuple[Check, ...]:
    """Return the conditions of levels 1 to 4, one by one, for a version of a procedure.

    Source: Nghị định 43/2011/NĐ-CP, Điều 3.
    """
    is_complete = bool(content.papers and content.steps and content.legal_basis and content.result)
    forms_given = all(paper.online != "missing" for paper in content.papers)
    asked = (
        (Level.INFORMATION, message("Công bố đủ thông tin và căn cứ pháp lý"), is_complete),
        (Level.FORMS, message("Tải được các mẫu giấy tờ"), forms_given),
        (
            Level.FILING,
            message("Điền và gửi hồ sơ trực tuyến"),
            bool(content.form) and Channel.ONLINE in content.channels,
        ),
        (Level.FILING, message("Xử lý trên môi trường mạng"), bool(content.process)),
        (
            Level.PAYMENT,
            message("Không thu phí, hoặc thanh toán được trực tuyến"),
            content.online_payment or not is_charged(content),
        ),
        (Level.PAYMENT, message("Chọn được cách nhận kết quả"), bool(content.result_channels)),
    )
    return tuple(Check(level, asks, _ND43, holds) for level, asks, holds in asked)


def capable_level(content: Content) -> Level | None:
    """Return the highest level all of whose conditions hold, lower levels included; None: none."""
    found = checks(content)
    reached = None
    for level in Level:
        if not all(check.holds for check in found if check.level == level):
            return reached
        reached = level
    return reached


def is_fully_online(content: Content) -> bool:
    """Tell whether a version can be toàn trình: level 4 and the result online or by post.

    Source: Nghị định 42/2022/NĐ-CP, Điều 11 khoản 1.
    """
    remote = {Channel.ONLINE, Channel.POST} & set(content.result_channels)
    return capable_level(content) is Level.PAYMENT and bool(remote)


def is_charged(content: Content) -> bool:
    """Tell whether the procedure costs anything."""
    return any(fee.amount for fee in content.fees)


def fee_lines(fees: Sequence[Fee], answers: Mapping[str, Any]) -> tuple[FeeLine, ...]:
    """Return what the answers of a form owe; lines of 0 đồng are left out.

    Raises:
        ValueError: The answer that counts the units is no whole number above 0.
    """
    lines = []
    for fee in fees:
        quantity = answers.get(fee.field, 0) if fee.field else 1
        if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 1:
            message_ = f"fee {fee.code} counts “{fee.field}”, which is no whole number above 0"
            raise ValueError(message_)
        lines.append(FeeLine(fee.code, fee.name, quantity, fee.amount))
    return tuple(line for line in lines if line.amount)
