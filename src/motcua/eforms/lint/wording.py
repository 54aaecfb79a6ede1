"""How a form speaks: labels, titles, headings, choices, words."""

import re
from collections.abc import Iterator
from typing import Final

from motcua.eforms.lint import plain_words
from motcua.eforms.lint.asked import all_asked, at, of_page
from motcua.eforms.types import (
    ChoiceField,
    ChoicesField,
    Component,
    Content,
    Field,
    Fieldset,
    Form,
    Page,
    TextField,
    TickField,
)
from motcua.eforms.types.findings import Finding, Severity
from motcua.kernel.messages import message as _

LONGEST_LABEL: Final = 150
"""Characters; a sentence to be ticked may be longer."""

_CAPITALS: Final = re.compile(r"[^\W\d_]+")
_NUMBERED: Final = re.compile(r"Trang \d+")
_LIKE_HEADING: Final = re.compile(r"<p[^>]*><strong>[^<]*</strong></p>")
_SHARED_LIST: Final = 30
_OFFICE_WORD: Final = _("“{word}” là từ của cơ quan, không phải của người dân")
_SAY: Final = _("Thay bằng: {plain}.")


def same_label(form: Form) -> Iterator[Finding]:
    """Two questions of a group that read alike: which is which, only their author knows."""
    seen: dict[tuple[str, str, str], Field] = {}
    for asked in all_asked(form):
        page, group, field = asked
        place = (page.key, group.key if group else "", field.label.casefold())
        before = seen.setdefault(place, field)
        if before is field:
            continue
        both_there = before.condition is None and field.condition is None
        yield at(
            asked,
            Severity.ERROR if both_there else Severity.WARNING,
            _("có một câu hỏi khác cùng nhóm ghi giống hệt"),
            _("Ghi rõ hỏi về ai, về việc gì để phân biệt hai câu."),
        )


def same_choice(form: Form) -> Iterator[Finding]:
    """Two choices that read alike, or one choice only."""
    for asked in all_asked(form):
        if not isinstance(asked.field, (ChoiceField, ChoicesField)):
            continue
        labels = [choice.label.casefold() for choice in asked.field.choices]
        if len(set(labels)) < len(labels):
            yield at(
                asked,
                Severity.ERROR,
                _("hai lựa chọn ghi giống hệt nhau"),
                _("Ghi khác nhau, hoặc bỏ một lựa chọn."),
            )
        if len(labels) == 1 and isinstance(asked.field, ChoiceField):
            yield at(
                asked,
                Severity.WARNING,
                _("chỉ có một lựa chọn nên không phải là câu hỏi"),
                _("Thêm lựa chọn, hoặc đổi thành ô đánh dấu."),
            )


def label_shape(form: Form) -> Iterator[Finding]:
    """Labels that shout, run on, or end as on paper."""
    for asked in all_asked(form):
        label = asked.field.label
        if len(label) > LONGEST_LABEL and not isinstance(asked.field, TickField):
            yield at(
                asked,
                Severity.WARNING,
                _("câu hỏi dài {found} ký tự"),
                _("Hỏi trong {most} ký tự; phần giải thích đưa xuống hướng dẫn (description)."),
                found=len(label),
                most=LONGEST_LABEL,
            )
        if _is_shouted(label):
            yield at(
                asked,
                Severity.WARNING,
                _("viết hoa toàn bộ nên khó đọc"),
                _("Chỉ viết hoa chữ đầu câu và tên riêng."),
            )
        if label.endswith(":"):
            yield at(
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
            yield of_page(
                page,
                Severity.WARNING,
                _("tên trang chưa nói trang hỏi gì"),
                _("Đặt tên theo nội dung, ví dụ “Người yêu cầu”."),
            )
        elif page.title.casefold() in seen:
            yield of_page(
                page,
                Severity.WARNING,
                _("hai trang cùng tên"),
                _("Đặt tên khác nhau để người làm hồ sơ biết đang ở đâu."),
            )
        if _is_shouted(page.title):
            yield of_page(
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
            yield of_page(page, Severity.ADVICE, _OFFICE_WORD, _SAY, word=word, plain=plain)
    for asked in all_asked(form):
        field = asked.field
        texts = [field.label, field.hint, field.explanation]
        # Lists that all forms share (peoples, countries) are not this author's words.
        if isinstance(field, (ChoiceField, ChoicesField)) and len(field.choices) < _SHARED_LIST:
            texts += [choice.label for choice in field.choices]
        for word, plain in plain_words.in_text("\n".join(texts)):
            yield at(asked, Severity.ADVICE, _OFFICE_WORD, _SAY, word=word, plain=plain)


def unexplained_patterns(form: Form) -> Iterator[Finding]:
    """An answer refused for its shape, and nobody says which shape it should have."""
    for asked in all_asked(form):
        field = asked.field
        if isinstance(field, TextField) and field.pattern and not field.explanation:
            yield at(
                asked,
                Severity.WARNING,
                _("câu trả lời sai dạng bị từ chối mà không nói dạng đúng là gì"),
                _("Ghi câu giải thích (customMessage), kèm ví dụ."),
            )


def _is_shouted(text: str) -> bool:
    words = _CAPITALS.findall(text)
    return len(words) > 1 and text.upper() == text


def _components(form: Form) -> Iterator[tuple[Page, Component]]:
    for page in form.pages:
        for component in page.walk():
            yield page, component
