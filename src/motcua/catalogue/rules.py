"""Levels: what a version can do, and what a dossier lived through.

Pure functions. Two schemes stand side by side and are never converted into one another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from motcua.catalogue.types import Channel, Content, Fee, FeeLine, Paper
from motcua.kernel.levels import Degree, Level, Provision
from motcua.kernel.messages import message

CASE_FIELD = "truong_hop"
"""The field by which a form asks for the case; its choices are the codes of the cases."""

_ND43 = message("Nghị định 43/2011/NĐ-CP, Điều 3")
_ND42 = message("Nghị định 42/2022/NĐ-CP, Điều 11 khoản 1")


@dataclass(frozen=True, slots=True)
class Check(Generic[Degree]):
    """One condition of a level: what is asked, by which article, whether it holds, what to do."""

    level: Degree
    asks: str
    article: str
    holds: bool
    to_do: str


def checks(content: Content) -> tuple[Check[Level], ...]:
    """Return the conditions of levels 1 to 4, one by one, for a version of a procedure.

    Source: Nghị định 43/2011/NĐ-CP, Điều 3.
    """
    return (
        _is_complete(content, Level.INFORMATION, _ND43),
        Check(
            Level.FORMS,
            message("Tải được các mẫu giấy tờ"),
            _ND43,
            all(is_given(paper) for paper in content.papers),
            message("Đăng tệp của từng mẫu đơn, tờ khai, hoặc làm biểu mẫu điện tử."),
        ),
        _takes_filings(content, Level.FILING, _ND43),
        _has_own_form(content, Level.PAYMENT, _ND43),
        _has_own_process(content, Level.PAYMENT, _ND43),
        _is_paid_online(content, Level.PAYMENT, _ND43),
        Check(
            Level.PAYMENT,
            message("Chọn được cách nhận kết quả"),
            _ND43,
            bool(content.result_channels),
            message("Nêu các cách nhận kết quả: trực tuyến, tại bộ phận một cửa, bưu chính."),
        ),
    )


def provision_checks(content: Content) -> tuple[Check[Provision], ...]:
    """Return the conditions of một phần and toàn trình, one by one.

    Source: Nghị định 42/2022/NĐ-CP, Điều 11 khoản 1.
    """
    return (
        _takes_filings(content, Provision.PARTIAL, _ND42),
        _is_complete(content, Provision.FULL, _ND42),
        _has_own_form(content, Provision.FULL, _ND42),
        _has_own_process(content, Provision.FULL, _ND42),
        _is_paid_online(content, Provision.FULL, _ND42),
        Check(
            Provision.FULL,
            message("Trả kết quả trực tuyến hoặc qua bưu chính công ích"),
            _ND42,
            bool({Channel.ONLINE, Channel.POST} & set(content.result_channels)),
            message("Mở việc trả kết quả bản điện tử có ký số, hoặc qua bưu chính công ích."),
        ),
    )


def capable_level(content: Content) -> Level | None:
    """Return the highest level all of whose conditions hold, lower levels included; None: none."""
    return _reached(checks(content), Level)


def capable_provision(content: Content) -> Provision:
    """Return how far a version can be provided online; `NONE` where it takes no filings."""
    found = _reached(provision_checks(content), (Provision.PARTIAL, Provision.FULL))
    return found or Provision.NONE


def is_given(paper: Paper) -> bool:
    """Tell whether the form of a paper can be had: to fill in here, or to take away."""
    if paper.online == "missing":
        return False
    return not paper.form_name or bool(paper.url) or paper.online == "form"


def _is_complete(content: Content, level: Degree, article: str) -> Check[Degree]:
    return Check(
        level,
        message("Công bố đủ thông tin và căn cứ pháp lý"),
        article,
        bool(content.papers and content.steps and content.legal_basis and content.result),
        message("Bổ sung thành phần hồ sơ, trình tự, kết quả và căn cứ pháp lý còn thiếu."),
    )


def _takes_filings(content: Content, level: Degree, article: str) -> Check[Degree]:
    return Check(
        level,
        message("Điền và gửi hồ sơ trực tuyến"),
        article,
        content.files_online,
        message("Mở cách nộp trực tuyến."),
    )


def _has_own_form(content: Content, level: Degree, article: str) -> Check[Degree]:
    """Ask for more than the general form: it takes a dossier, and knows nothing of the matter."""
    return Check(
        level,
        message("Có biểu mẫu điện tử đầy đủ, không dùng biểu mẫu chung"),
        article,
        bool(content.form),
        message("Làm biểu mẫu điện tử đầy đủ thay cho biểu mẫu chung."),
    )


def _has_own_process(content: Content, level: Degree, article: str) -> Check[Degree]:
    """Ask for more than the general process, by which every dossier is worked on here."""
    return Check(
        level,
        message("Xử lý theo quy trình điện tử riêng của thủ tục"),
        article,
        bool(content.process),
        message("Gắn quy trình điện tử đã được phê duyệt."),
    )


def _is_paid_online(content: Content, level: Degree, article: str) -> Check[Degree]:
    return Check(
        level,
        message("Không thu phí, hoặc thanh toán được trực tuyến"),
        article,
        content.online_payment or not is_charged(content),
        message("Mở thanh toán trực tuyến cho khoản phí, lệ phí của thủ tục."),
    )


def _reached(found: Sequence[Check[Degree]], degrees: Iterable[Degree]) -> Degree | None:
    reached = None
    for degree in degrees:
        if not all(check.holds for check in found if check.level == degree):
            return reached
        reached = degree
    return reached


def is_charged(content: Content) -> bool:
    """Tell whether the procedure costs anything."""
    return any(fee.amount for fee in content.fees)


def case_of(content: Content, answers: Mapping[str, Any]) -> str:
    """Return the code of the case that the answers of a form name; empty: none of them."""
    named = answers.get(CASE_FIELD)
    return next((case.code for case in content.cases if case.code == named), "")


def terms_for(content: Content, *, channel: Channel, case: str = "") -> Content:
    """Return a record with the time and fee of one channel in one case.

    What is said of the case in this channel counts before what is said of the channel, and that
    before `limit` and `fees`; time and fee are looked for one by one.
    """
    said = {terms.case: terms for terms in content.terms if terms.channel is channel}
    nearest = [said[key] for key in dict.fromkeys((case, "")) if key in said]
    changes: dict[str, Any] = {}
    for field in ("limit", "fees"):
        found = (getattr(terms, field) for terms in nearest)
        value = next((one for one in found if one is not None), None)
        if value is not None:
            changes[field] = value
    return content.model_copy(update=changes) if changes else content


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
