"""Reads a form as the people who fill it in would, and tells its author what they stumble over.

Pure: a form in, findings out. Each rule is one function; `RULES` is the list of them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from motcua.eforms import plain_words, reach
from motcua.eforms.types import (
    ChoiceField,
    ChoicesField,
    Component,
    Content,
    DateField,
    EmailField,
    Field,
    Fieldset,
    FileField,
    Form,
    HiddenField,
    Page,
    PersonalIdField,
    PhoneField,
    RowsField,
    TextField,
    TickField,
)
from motcua.eforms.types.findings import Finding, Severity
from motcua.kernel.messages import Message
from motcua.kernel.messages import message as _

LONGEST_LABEL: Final = 150
"""Characters; a sentence to be ticked may be longer."""
MOST_QUESTIONS: Final = 12
"""Of a page, whoever fills it in."""
SMALLEST_PHOTO: Final = 2 * 1024 * 1024
"""What a phone's picture of a page of paper takes, in bytes."""

_MB: Final = 1024 * 1024
_CAPITALS: Final = re.compile(r"[^\W\d_]+")
_NUMBERED: Final = re.compile(r"Trang \d+")
_LIKE_HEADING: Final = re.compile(r"<p[^>]*><strong>[^<]*</strong></p>")
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


class Asked(NamedTuple):
    """A field where it stands: its page, the fieldset or rows around it (None: the page itself)."""

    page: Page
    group: Component | None
    field: Field


Rule = Callable[[Form], Iterator[Finding]]


def findings(form: Form, *, by_staff: bool = False) -> list[Finding]:
    """Return everything that the rules find, rule by rule, in the order of the form.

    Args:
        form: To be looked at.
        by_staff: Whether officials fill it in, who declare nothing and hold what they ask for.
    """
    rules = [rule for rule in RULES if not (by_staff and rule in _OF_APPLICANTS)]
    return [finding for rule in rules for finding in rule(form)]


def same_label(form: Form) -> Iterator[Finding]:
    """Two questions of a group that read alike: which is which, only their author knows."""
    seen: dict[tuple[str, str, str], Field] = {}
    for asked in _all_asked(form):
        page, group, field = asked
        place = (page.key, group.key if group else "", field.label.casefold())
        before = seen.setdefault(place, field)
        if before is field:
            continue
        both_there = before.condition is None and field.condition is None
        yield _at(
            asked,
            Severity.ERROR if both_there else Severity.WARNING,
            _("có một câu hỏi khác cùng nhóm ghi giống hệt"),
            _("Ghi rõ hỏi về ai, về việc gì để phân biệt hai câu."),
        )


def same_choice(form: Form) -> Iterator[Finding]:
    """Two choices that read alike, or one choice only."""
    for asked in _all_asked(form):
        if not isinstance(asked.field, (ChoiceField, ChoicesField)):
            continue
        labels = [choice.label.casefold() for choice in asked.field.choices]
        if len(set(labels)) < len(labels):
            yield _at(
                asked,
                Severity.ERROR,
                _("hai lựa chọn ghi giống hệt nhau"),
                _("Ghi khác nhau, hoặc bỏ một lựa chọn."),
            )
        if len(labels) == 1 and isinstance(asked.field, ChoiceField):
            yield _at(
                asked,
                Severity.WARNING,
                _("chỉ có một lựa chọn nên không phải là câu hỏi"),
                _("Thêm lựa chọn, hoặc đổi thành ô đánh dấu."),
            )


def label_shape(form: Form) -> Iterator[Finding]:
    """Labels that shout, run on, or end as on paper."""
    for asked in _all_asked(form):
        label = asked.field.label
        if len(label) > LONGEST_LABEL and not isinstance(asked.field, TickField):
            yield _at(
                asked,
                Severity.WARNING,
                _("câu hỏi dài {found} ký tự"),
                _("Hỏi trong {most} ký tự; phần giải thích đưa xuống hướng dẫn (description)."),
                found=len(label),
                most=LONGEST_LABEL,
            )
        if _is_shouted(label):
            yield _at(
                asked,
                Severity.WARNING,
                _("viết hoa toàn bộ nên khó đọc"),
                _("Chỉ viết hoa chữ đầu câu và tên riêng."),
            )
        if label.endswith(":"):
            yield _at(
                asked,
                Severity.ADVICE,
                _("kết thúc bằng dấu hai chấm như trên giấy"),
                _("Bỏ dấu hai chấm."),
            )


def page_titles(form: Form) -> Iterator[Finding]:
    """Pages whose titles do not tell them apart."""
    seen: set[str] = set()
    for page in form.pages:
        if _NUMBERED.fullmatch(page.title):
            yield _of_page(
                page,
                Severity.WARNING,
                _("tên trang chưa nói trang hỏi gì"),
                _("Đặt tên theo nội dung, ví dụ “Người yêu cầu”."),
            )
        elif page.title.casefold() in seen:
            yield _of_page(
                page,
                Severity.WARNING,
                _("hai trang cùng tên"),
                _("Đặt tên khác nhau để người làm hồ sơ biết đang ở đâu."),
            )
        if _is_shouted(page.title):
            yield _of_page(
                page,
                Severity.WARNING,
                _("viết hoa toàn bộ nên khó đọc"),
                _("Chỉ viết hoa chữ đầu câu và tên riêng."),
            )
        seen.add(page.title.casefold())


def sections(form: Form) -> Iterator[Finding]:
    """Headings over nothing, and texts that only look like headings."""
    for page, component in _components(form):
        if isinstance(component, Fieldset) and not component.components:
            yield Finding(
                path=component.key,
                page=page.title,
                question=component.legend,
                severity=Severity.ERROR,
                text=_("nhóm không có câu hỏi nào"),
                fix=_("Đưa câu hỏi vào nhóm, hoặc bỏ nhóm."),
            )
        if isinstance(component, Content) and _LIKE_HEADING.fullmatch(component.html.strip()):
            yield Finding(
                path=component.key,
                page=page.title,
                severity=Severity.WARNING,
                text=_("dòng chữ đậm làm tiêu đề thì trình đọc màn hình không biết là tiêu đề"),
                fix=_("Đổi thành nhóm câu hỏi (fieldset) có tên nhóm (legend)."),
            )


def office_words(form: Form) -> Iterator[Finding]:
    """Words that offices use among themselves."""
    for page in form.pages:
        for word, plain in plain_words.in_text(page.title):
            yield _of_page(page, Severity.ADVICE, _OFFICE_WORD, _SAY, word=word, plain=plain)
    for asked in _all_asked(form):
        field = asked.field
        texts = [field.label, field.hint, field.explanation]
        # Lists that all forms share (peoples, countries) are not this author's words.
        if isinstance(field, (ChoiceField, ChoicesField)) and len(field.choices) < _SHARED_LIST:
            texts += [choice.label for choice in field.choices]
        for word, plain in plain_words.in_text("\n".join(texts)):
            yield _at(asked, Severity.ADVICE, _OFFICE_WORD, _SAY, word=word, plain=plain)


def files(form: Form) -> Iterator[Finding]:
    """Papers that cannot be handed in as a photograph."""
    for asked in _all_asked(form):
        field = asked.field
        if not isinstance(field, FileField):
            continue
        if not any(one.startswith("image/") for one in field.media_types):
            yield _at(
                asked,
                Severity.ADVICE,
                _("chỉ nhận PDF, trong khi phần lớn người dân chụp giấy tờ bằng điện thoại"),
                _("Nhận thêm ảnh: .jpg, .png."),
            )
        if field.max_bytes < SMALLEST_PHOTO:
            yield _at(
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
    for asked in _all_asked(form):
        field = asked.field
        is_given = bool(field.prefill or field.computed or field.default is not None)
        if isinstance(field, HiddenField) and field.required and not is_given:
            yield _at(
                asked,
                Severity.ERROR,
                _("ô ẩn là bắt buộc mà không có nguồn nào điền, nên không ai nộp được"),
                _("Ghi nguồn điền sẵn (prefill) hoặc giá trị mặc định, hoặc bỏ bắt buộc."),
            )


def purpose(form: Form) -> Iterator[Finding]:
    """Sensitive data that is asked without saying why, and personal data that is not marked."""
    for asked in _all_asked(form):
        field = asked.field
        said = field.label.casefold()
        if field.personal and not field.hint and _is_told(field) and _SENSITIVE.search(said):
            yield _at(
                asked,
                Severity.WARNING,
                _("hỏi dữ liệu cá nhân nhạy cảm mà chưa nói để làm gì"),
                _("Ghi mục đích vào hướng dẫn (description)."),
            )
        if field.personal:
            continue
        if isinstance(field, PersonalIdField) or _PERSONAL.search(said):
            yield _at(
                asked,
                Severity.ERROR,
                _("là dữ liệu cá nhân nhưng đang ghi là không phải"),
                _("Bỏ “personal: false” để câu trả lời được mã hóa."),
            )
        elif isinstance(field, (PhoneField, EmailField)):
            yield _at(
                asked,
                Severity.ADVICE,
                _("thường là dữ liệu cá nhân nhưng đang ghi là không phải"),
                _("Chỉ giữ “personal: false” nếu là của tổ chức."),
            )


def birth_dates(form: Form) -> Iterator[Finding]:
    """A day of birth that may lie ahead."""
    for asked in _all_asked(form):
        field = asked.field
        if isinstance(field, DateField) and field.latest is None and _is_birth(field):
            yield _at(
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
            yield _of_page(
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
                yield _at(
                    Asked(page, None, field),
                    Severity.WARNING,
                    _("tài khoản định danh đã biết câu trả lời mà chưa điền sẵn"),
                    _("Ghi nguồn điền sẵn (prefill): {source}."),
                    source=source,
                )


def unexplained_patterns(form: Form) -> Iterator[Finding]:
    """An answer refused for its shape, and nobody says which shape it should have."""
    for asked in _all_asked(form):
        field = asked.field
        if isinstance(field, TextField) and field.pattern and not field.explanation:
            yield _at(
                asked,
                Severity.WARNING,
                _("câu trả lời sai dạng bị từ chối mà không nói dạng đúng là gì"),
                _("Ghi câu giải thích (customMessage), kèm ví dụ."),
            )


RULES: Final[tuple[Rule, ...]] = (
    same_label,
    same_choice,
    label_shape,
    page_titles,
    sections,
    office_words,
    files,
    conditions,
    never_answered,
    purpose,
    birth_dates,
    crowded_pages,
    declaration,
    told_before,
    unexplained_patterns,
)

_OF_APPLICANTS: Final = frozenset({purpose, declaration, told_before})
_SHARED_LIST: Final = 30
_OFFICE_WORD: Final = _("“{word}” là từ của cơ quan, không phải của người dân")
_SAY: Final = _("Thay bằng: {plain}.")
_NEVER: Final = {
    True: _("không ai tới được trang này: điều kiện không bao giờ đúng"),
    False: _("không ai thấy chỗ này: điều kiện không bao giờ đúng"),
}
_ALWAYS: Final = _("điều kiện lúc nào cũng đúng nên không quyết định gì")


def _at(asked: Asked, severity: Severity, text: Message, fix: Message, **params: Any) -> Finding:
    rows = asked.group if isinstance(asked.group, RowsField) else None
    return Finding(
        path=f"{rows.key}.{asked.field.key}" if rows else asked.field.key,
        page=asked.page.title,
        question=asked.field.label,
        severity=severity,
        text=text,
        fix=fix,
        params=params,
    )


def _of_page(page: Page, severity: Severity, text: Message, fix: Message, **params: Any) -> Finding:
    return Finding(
        path=page.key, page=page.title, severity=severity, text=text, fix=fix, params=params
    )


def _components(form: Form) -> Iterator[tuple[Page, Component]]:
    for page in form.pages:
        for component in page.walk():
            yield page, component


def _all_asked(form: Form) -> Iterator[Asked]:
    """Yield every field, those inside rows too, with what stands directly around it."""
    for page in form.pages:
        yield from _asked_in(page, None, page.components)


def _asked_in(
    page: Page, group: Component | None, components: tuple[Component, ...]
) -> Iterator[Asked]:
    for component in components:
        if isinstance(component, Field):
            yield Asked(page, group, component)
        if isinstance(component, (Fieldset, RowsField)):
            yield from _asked_in(page, component, component.components)


def _always_asked(components: tuple[Component, ...]) -> Iterator[Field]:
    for component in components:
        if component.condition is not None:
            continue
        if isinstance(component, Fieldset):
            yield from _always_asked(component.components)
        elif isinstance(component, Field) and not _is_silent(component):
            yield component


def _is_silent(field: Field) -> bool:
    return field.computed is not None or isinstance(field, HiddenField)


def _is_told(field: Field) -> bool:
    """Whether people are asked: not a paper, a sentence to tick, or what comes by itself."""
    return not (_is_silent(field) or isinstance(field, (FileField, TickField, RowsField)))


def _is_birth(field: Field) -> bool:
    is_named = field.key.rpartition(".")[2] == "ngay_sinh"
    return is_named or bool(_BIRTH.search(field.label.casefold()))


def _is_shouted(text: str) -> bool:
    words = _CAPITALS.findall(text)
    return len(words) > 1 and text.upper() == text


def _name_of(component: Component | None) -> str:
    if isinstance(component, Fieldset):
        return component.legend
    return component.label if isinstance(component, Field) else ""
