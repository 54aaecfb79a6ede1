"""What a form asks, of whom and why: papers, conditions, personal data, too much, and twice."""

import re
from collections.abc import Iterator
from typing import Final

from motcua.eforms import reach
from motcua.eforms.lint.asked import Asked, all_asked, at, is_silent, of_page
from motcua.eforms.types import (
    Component,
    DateField,
    EmailField,
    Field,
    Fieldset,
    FileField,
    Form,
    HiddenField,
    PersonalIdField,
    PhoneField,
    RowsField,
    TickField,
)
from motcua.eforms.types.findings import Finding, Severity
from motcua.kernel.messages import message as _

MOST_QUESTIONS: Final = 12
"""Of a page, whoever fills it in."""
SMALLEST_PHOTO: Final = 2 * 1024 * 1024
"""What a phone's picture of a page of paper takes, in bytes."""

_MB: Final = 1024 * 1024
_SENSITIVE: Final = re.compile(
    r"\b(dân tộc|tôn giáo|bệnh|sức khỏe|khuyết tật|nhóm máu|án tích|tiền án|tiền sự"
    r"|số tài khoản|thu nhập|tình trạng hôn nhân|quan hệ gia đình)\b"
)
"""Of what the law calls sensitive, what forms ask. Source: Nghị định 13/2023/NĐ-CP, article 2.4."""
_PERSONAL: Final = re.compile(
    r"\b(họ và tên|họ, chữ đệm|họ tên|số định danh|căn cước|chứng minh nhân dân|hộ chiếu"
    r"|năm sinh|ngày sinh|nơi cư trú|nơi thường trú)\b"
)
_BIRTH: Final = re.compile(r"\b(ngày, tháng, năm sinh|ngày tháng năm sinh|ngày sinh)\b")
_KNOWN: Final = {
    "identity.full_name": "ho_ten",
    "identity.personal_id": "so_dinh_danh",
    "identity.birth_date": "ngay_sinh",
    "identity.address": "noi_cu_tru",
    "identity.phone": "dien_thoai",
    "identity.email": "thu_dien_tu",
}
"""What a signed-in person has told already, by its source, with the key that forms ask it under."""
_NEVER: Final = {
    True: _("không ai tới được trang này: điều kiện không bao giờ đúng"),
    False: _("không ai thấy chỗ này: điều kiện không bao giờ đúng"),
}
_ALWAYS: Final = _("điều kiện lúc nào cũng đúng nên không quyết định gì")


def files(form: Form) -> Iterator[Finding]:
    """Papers that cannot be handed in as a photograph."""
    for asked in all_asked(form):
        field = asked.field
        if not isinstance(field, FileField):
            continue
        if not any(one.startswith("image/") for one in field.media_types):
            yield at(
                asked,
                Severity.ADVICE,
                _("chỉ nhận PDF, trong khi phần lớn người dân chụp giấy tờ bằng điện thoại"),
                _("Nhận thêm ảnh: .jpg, .png."),
            )
        if field.max_bytes < SMALLEST_PHOTO:
            yield at(
                asked,
                Severity.WARNING,
                _("ảnh chụp bằng điện thoại thường lớn hơn {most} MB"),
                _("Đặt cỡ tệp ít nhất {least} MB."),
                most=f"{field.max_bytes / _MB:.1f}".replace(".", ","),
                least=SMALLEST_PHOTO // _MB,
            )


def conditions(form: Form) -> Iterator[Finding]:
    """What nobody would ever see, and conditions that decide nothing."""
    for one in reach.hanging(form):
        component = one.component
        is_never = one.fate is reach.Fate.NEVER
        text = _NEVER[component is None] if is_never else _ALWAYS
        yield Finding(
            path=component.key if component else one.page.key,
            page=one.page.title,
            question=_name_of(component),
            severity=Severity.ERROR if is_never and one.is_sure else Severity.WARNING,
            text=text,
            fix=_("Xem lại điều kiện; nếu đúng ý thì bỏ câu hỏi.")
            if is_never
            else _("Bỏ điều kiện."),
        )


def never_answered(form: Form) -> Iterator[Finding]:
    """A required answer that nobody is asked for and nothing gives."""
    for asked in all_asked(form):
        field = asked.field
        is_given = bool(field.prefill or field.computed or field.default is not None)
        if isinstance(field, HiddenField) and field.required and not is_given:
            yield at(
                asked,
                Severity.ERROR,
                _("ô ẩn là bắt buộc mà không có nguồn nào điền, nên không ai nộp được"),
                _("Ghi nguồn điền sẵn (prefill) hoặc giá trị mặc định, hoặc bỏ bắt buộc."),
            )


def purpose(form: Form) -> Iterator[Finding]:
    """Sensitive data that is asked without saying why, and personal data that is not marked."""
    for asked in all_asked(form):
        field = asked.field
        said = field.label.casefold()
        if field.personal and not field.hint and _is_told(field) and _SENSITIVE.search(said):
            yield at(
                asked,
                Severity.WARNING,
                _("hỏi dữ liệu cá nhân nhạy cảm mà chưa nói để làm gì"),
                _("Ghi mục đích vào hướng dẫn (description)."),
            )
        if field.personal:
            continue
        if isinstance(field, PersonalIdField) or _PERSONAL.search(said):
            yield at(
                asked,
                Severity.ERROR,
                _("là dữ liệu cá nhân nhưng đang ghi là không phải"),
                _("Bỏ “personal: false” để câu trả lời được mã hóa."),
            )
        elif isinstance(field, (PhoneField, EmailField)):
            yield at(
                asked,
                Severity.ADVICE,
                _("thường là dữ liệu cá nhân nhưng đang ghi là không phải"),
                _("Chỉ giữ “personal: false” nếu là của tổ chức."),
            )


def birth_dates(form: Form) -> Iterator[Finding]:
    """A day of birth that may lie ahead."""
    for asked in all_asked(form):
        field = asked.field
        if isinstance(field, DateField) and field.latest is None and _is_birth(field):
            yield at(
                asked,
                Severity.WARNING,
                _("ngày sinh nhận cả ngày chưa tới"),
                _("Đặt ngày muộn nhất (maxDate) là “today”."),
            )


def crowded_pages(form: Form) -> Iterator[Finding]:
    """Pages that ask more than people bear, even of who meets no condition."""
    for page in form.pages:
        always = sum(1 for _field in _always_asked(page.components))
        if always > MOST_QUESTIONS:
            yield of_page(
                page,
                Severity.WARNING,
                _("hỏi {found} câu trên một trang"),
                _("Chia thành nhiều trang, mỗi trang tối đa {most} câu."),
                found=always,
                most=MOST_QUESTIONS,
            )


def declaration(form: Form) -> Iterator[Finding]:
    """The applicant answers for what was declared, with the last question of all."""
    last = next((field for field in reversed(form.fields) if field.computed is None), None)
    if not (isinstance(last, TickField) and last.is_declaration):
        yield Finding(
            path=form.pages[-1].key,
            page=form.pages[-1].title,
            severity=Severity.WARNING,
            text=_("biểu mẫu không kết thúc bằng lời cam đoan"),
            fix=_("Thêm ô cam đoan (declaration) ở cuối trang cuối."),
        )


def told_before(form: Form) -> Iterator[Finding]:
    """What the signed-in person has told already, and is asked to type again."""
    sources = {field.prefill for field in form.fields}
    for page in form.pages:
        for field in page.fields:
            source = next((one for one, key in _KNOWN.items() if key == field.key), None)
            is_typed = not (field.prefill or field.computed)
            if source and source not in sources and is_typed:
                yield at(
                    Asked(page, None, field),
                    Severity.WARNING,
                    _("tài khoản định danh đã biết câu trả lời mà chưa điền sẵn"),
                    _("Ghi nguồn điền sẵn (prefill): {source}."),
                    source=source,
                )


def _always_asked(components: tuple[Component, ...]) -> Iterator[Field]:
    for component in components:
        if component.condition is not None:
            continue
        if isinstance(component, Fieldset):
            yield from _always_asked(component.components)
        elif isinstance(component, Field) and not is_silent(component):
            yield component


def _is_told(field: Field) -> bool:
    """Whether people are asked: not a paper, a sentence to tick, or what comes by itself."""
    return not (is_silent(field) or isinstance(field, (FileField, TickField, RowsField)))


def _is_birth(field: Field) -> bool:
    is_named = field.key.rpartition(".")[2] == "ngay_sinh"
    return is_named or bool(_BIRTH.search(field.label.casefold()))


def _name_of(component: Component | None) -> str:
    if isinstance(component, Fieldset):
        return component.legend
    return component.label if isinstance(component, Field) else ""
