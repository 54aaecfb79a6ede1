"""What two versions of a form ask differently, and which answers survive going over; pure."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.eforms.types import Answer, Answers, Field, FileField, Form, Page
from motcua.kernel.messages import message as _


class Change(StrEnum):
    """What happened to a question."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_LABELS: Final = {
    Change.ADDED: _("Câu hỏi mới"),
    Change.REMOVED: _("Không hỏi nữa"),
    Change.CHANGED: _("Có thay đổi"),
}

_ASPECTS: Final = {
    "label": _("lời hỏi"),
    "hint": _("hướng dẫn"),
    "required": _("bắt buộc hay không"),
    "condition": _("khi nào hỏi"),
    "condition_text": _("khi nào hỏi"),
    "choices": _("các lựa chọn"),
    "media_types": _("loại tệp"),
    "max_bytes": _("cỡ tệp"),
    "pattern": _("dạng câu trả lời"),
    "prefill": _("nguồn điền sẵn"),
    "default": _("giá trị có sẵn"),
    "personal": _("dữ liệu cá nhân"),
    "components": _("các ô bên trong"),
}
"""How people call what can change; the rest are limits of the answer."""

LIMITS: Final = _("giới hạn của câu trả lời")
KIND: Final = _("loại câu trả lời")
PLACE: Final = _("trang có câu hỏi")

_INVISIBLE: Final = frozenset({"key", "autocomplete", "explanation"})


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One question that the other version asks otherwise.

    Attributes:
        label: Of the question, as the newer form has it where it has it.
        page: Title of the page that asks.
        aspects: What changed, as people call it; empty for a question that came or went.
    """

    change: Change
    label: str
    page: str
    aspects: tuple[str, ...] = ()

    @property
    def change_label(self) -> str:
        """Return the change as people call it, to be translated on screens."""
        return _LABELS[self.change]


def differences(old: Form, new: Form) -> list[Difference]:
    """Return what a newer form asks otherwise: its own questions in order, then what went."""
    before, after = _asked(old), _asked(new)
    found = []
    for key, (field, page) in after.items():
        if key not in before:
            found.append(Difference(change=Change.ADDED, label=field.label, page=page.title))
            continue
        was, stood_on = before[key]
        aspects = _aspects(was, field) + ((PLACE,) if stood_on.key != page.key else ())
        if aspects:
            found.append(
                Difference(
                    change=Change.CHANGED, label=field.label, page=page.title, aspects=aspects
                )
            )
    found += [
        Difference(change=Change.REMOVED, label=field.label, page=page.title)
        for key, (field, page) in before.items()
        if key not in after
    ]
    return found


def carried(old: Form, new: Form, answers: Answers) -> dict[str, Answer]:
    """Return the answers that the newer form still asks for, by the same kind of field.

    Files are left out: whose they are is the caller's matter. Whether an answer is still right is
    asked when the form is looked through.
    """
    before = {field.key: field for field in old.fields}
    return {
        field.key: answers[field.key]
        for field in new.fields
        if field.key in answers
        and type(before.get(field.key)) is type(field)
        and not isinstance(field, FileField)
    }


def _asked(form: Form) -> dict[str, tuple[Field, Page]]:
    return {field.key: (field, page) for page in form.pages for field in page.fields}


def _aspects(old: Field, new: Field) -> tuple[str, ...]:
    if type(old) is not type(new):
        return (KIND,)
    names = [
        attribute.name
        for attribute in dataclasses.fields(new)
        if attribute.name not in _INVISIBLE
        and getattr(old, attribute.name) != getattr(new, attribute.name)
    ]
    return tuple(dict.fromkeys(_ASPECTS.get(name, LIMITS) for name in names))
