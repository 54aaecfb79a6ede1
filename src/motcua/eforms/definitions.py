"""Reads form definitions: Form.io JSON in; a typed form out, or the list of all that is not run.

Source: the JSON that Form.io's builder saves (formio.js 4 and 5); our own are `personalId`,
`declaration`, `prefill`, `personal` and `conditionText`.
"""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from motcua.eforms import conditions, content, errors, kinds, noise, storable
from motcua.eforms.kinds.base import Kind
from motcua.eforms.source import Source, is_empty
from motcua.eforms.types import (
    Answer,
    ChoiceField,
    ChoicesField,
    Component,
    Condition,
    Content,
    DateField,
    Equals,
    Field,
    Fieldset,
    FileField,
    Form,
    Logic,
    Page,
    TickField,
)
from motcua.kernel.messages import message as _

DEEPEST_FIELDSET: Final = 3
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*){0,3}")
_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_PREFILL: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_LONGEST_KEY: Final = 64
_RESERVED: Final = frozenset({"csrfmiddlewaretoken"})
_LAST_DAY: Final = date(9999, 12, 31)

NAME_SHAPE: Final = _("tên biểu mẫu (name) gồm chữ không dấu, chữ số, gạch ngang; tối đa 64 ký tự")
KEY_SHAPE: Final = _("khóa (key) gồm chữ không dấu, chữ số, gạch dưới, dấu chấm; chữ đứng đầu")

KEY_TAKEN: Final = _("khóa (key) này đã được dùng trong biểu mẫu")
KEY_INSIDE: Final = _("khóa (key) này vừa là một ô, vừa là phần đầu của khóa khác")
TYPE_NOT_KNOWN: Final = _("loại thành phần này chưa được hỗ trợ")
BUTTON_NOT_RUN: Final = _("chỉ bỏ qua nút gửi; nút có việc riêng chưa được hỗ trợ")
PAGES_MIXED: Final = _("mọi thành phần ngoài cùng phải là trang (panel), hoặc không có trang nào")
NO_PAGES: Final = _("biểu mẫu chưa có trang nào")
PAGE_EMPTY: Final = _("trang chưa có nội dung")
TOO_DEEP: Final = _("nhóm lồng nhau quá nhiều tầng")
DISPLAY_NOT_KNOWN: Final = _("chỉ nhận biểu mẫu dạng form hoặc wizard")
PREFILL_SHAPE: Final = _("nguồn điền sẵn có dạng identity.full_name")
AUTOCOMPLETE_NOT_KNOWN: Final = _("không phải là giá trị autocomplete của HTML")
DEFAULT_DOES_NOT_FIT: Final = _("giá trị mặc định không hợp lệ với ô này")
TWO_CONDITIONS: Final = _("chỉ dùng một trong hai: điều kiện đơn giản hoặc JSON Logic")
KEY_NOT_EARLIER: Final = _("điều kiện phải dựa vào một ô đứng trước trong biểu mẫu")
VALUE_NOT_OFFERED: Final = _("ô được hỏi không bao giờ có giá trị này")
NOT_COMPARED: Final = _("điều kiện đơn giản không so sánh được ngày hoặc tệp; dùng JSON Logic")
LOGIC_NOT_RUN: Final = _(
    "quy tắc JSON Logic không tính được: toán tử hoặc câu trả lời không hợp lệ"
)
CONDITION_UNSAID: Final = _(
    "điều kiện JSON Logic cần lời giải thích cho người dùng (conditionText)"
)
CONTENT_NOT_ALLOWED: Final = _("nội dung chỉ nhận các thẻ p, ul, ol, li, strong, em, br, a")


def parse(definition: Mapping[str, Any]) -> Form:
    """Return the form that a definition describes.

    Args:
        definition: As decoded from JSON; not changed.

    Raises:
        FormNotSupported: With all that cannot be run, never only the first.
    """
    refused = storable.refused(definition)
    if not refused:
        reader = _Reader()
        form = reader.form(definition)
        refused = reader.refused
        if not refused:
            return form
    raise errors.FormNotSupported(items=refused)


class _Reader:
    """Reads one definition from front to back, so that a condition knows what stands before it."""

    def __init__(self) -> None:
        self.refused: list[errors.Unsupported] = []
        self._fields: dict[str, Field] = {}
        self._keys: set[str] = set()
        self._unread: set[str] = set()

    def form(self, definition: Mapping[str, Any]) -> Form:
        source = Source(definition, path="$", type_name="", refused=self.refused)
        source.only({"name", "title", "display", "components"}, noise.OF_FORMS)
        name = source.words("name", needed=True)
        if name and not _NAME.fullmatch(name):
            source.refuse(NAME_SHAPE, "name")
        if source.text("display", default="form") not in {"form", "wizard"}:
            source.refuse(DISPLAY_NOT_KNOWN, "display")
        title = source.words("title", needed=True)
        return Form(key=name, title=title, pages=self._pages(source, name, title))

    def _pages(self, source: Source, name: str, title: str) -> tuple[Page, ...]:
        parts = [part for part in source.items("components") if not self._is_submit_button(part)]
        panels = [part for part in parts if part.type == "panel"]
        if not parts:
            source.refuse(NO_PAGES, "components")
        elif not panels:
            return (Page(key=name, title=title, components=self._components(source, depth=0)),)
        elif len(panels) < len(parts):
            source.refuse(PAGES_MIXED, "components")
        return tuple(map(self._page, panels))

    def _page(self, source: Source) -> Page:
        source.only({"type", "key", "title", "components", "conditional"}, noise.OF_PANELS)
        key, condition = self._key(source), self._condition(source)
        components = self._components(source, depth=0)
        if not components:
            source.refuse(PAGE_EMPTY, "components")
        title = source.words("title", needed=True)
        return Page(key=key, title=title, components=components, condition=condition)

    def _components(self, holder: Source, *, depth: int) -> tuple[Component, ...]:
        read = [
            self._component(source, depth=depth)
            for source in holder.items("components")
            if not self._is_submit_button(source)
        ]
        return tuple(component for component in read if component is not None)

    def _component(self, source: Source, *, depth: int) -> Component | None:
        if source.type == "fieldset":
            return self._fieldset(source, depth=depth + 1)
        if source.type == "content":
            return self._content(source)
        kind = kinds.named(source.type)
        if kind is None:
            source.refuse(TYPE_NOT_KNOWN, "type")
            self._unread.add(source.text("key"))
            return None
        return self._field(source, kind)

    def _fieldset(self, source: Source, *, depth: int) -> Fieldset | None:
        if depth > DEEPEST_FIELDSET:
            source.refuse(TOO_DEEP, "components")
            return None
        own = {"legend", "components"}
        source.only(noise.COMMON_PLACES, own, noise.OF_COMPONENTS)
        place = self._place(source)
        legend = source.words("legend", needed=True)
        return Fieldset(**place, legend=legend, components=self._components(source, depth=depth))

    def _content(self, source: Source) -> Content:
        source.only(noise.COMMON_PLACES, {"html"}, noise.OF_COMPONENTS)
        html = ""
        try:
            html = content.rewritten(source.text("html"))
        except content.ContentRefusedError:
            source.refuse(CONTENT_NOT_ALLOWED, "html")
        return Content(**self._place(source), html=html)

    def _field(self, source: Source, kind: Kind[Any]) -> Field:
        source.only(noise.COMMON, kind.properties, noise.OF_COMPONENTS)
        limits = source.inside("validate")
        limits.only({"required", "customMessage"}, kind.limits, noise.OF_LIMITS)
        common = {
            **self._place(source),
            "label": source.words("label", needed=True),
            "hint": source.words("description"),
            "required": limits.flag("required"),
            "explanation": limits.words("customMessage"),
            "prefill": _shaped(source, "prefill", _PREFILL),
            "personal": source.flag("personal", default=True),
            "autocomplete": _autocomplete(source),
        }
        field: Field = kind.parse(source, common)
        field = dataclasses.replace(field, default=_default(source, kind, field))
        self._fields[field.key] = field
        return field

    def _place(self, source: Source) -> dict[str, Any]:
        """Return the arguments that every component has."""
        condition, said = self._condition(source), source.words("conditionText")
        if isinstance(condition, Logic) and not said:
            source.refuse(CONDITION_UNSAID, "conditionText")
        return {"key": self._key(source), "condition": condition, "condition_text": said}

    def _key(self, source: Source) -> str:
        key = source.text("key")
        if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY or key in _RESERVED:
            source.refuse(KEY_SHAPE, "key")
        elif key in self._keys:
            source.refuse(KEY_TAKEN, "key")
        elif any(one.startswith(f"{key}.") or key.startswith(f"{one}.") for one in self._keys):
            source.refuse(KEY_INSIDE, "key")
        self._keys.add(key)
        return key

    def _is_submit_button(self, source: Source) -> bool:
        """Return whether it is a button; every builder adds one to send, and so do our pages."""
        if source.type != "button":
            return False
        if source.text("action", default="submit") != "submit" or "custom" in source:
            source.refuse(BUTTON_NOT_RUN, "action")
        return True

    def _condition(self, source: Source) -> Condition | None:
        written = source.inside("conditional")
        written.only({"show", "when", "eq", "json"}, {"conjunction"})
        if written.value("json") not in (None, "", {}):
            if "when" in written:
                written.refuse(TWO_CONDITIONS)
                return None
            return self._logic(written)
        return self._equals(written) if "when" in written else None

    def _equals(self, written: Source) -> Equals | None:
        key, value = written.text("when"), written.value("eq")
        shows = written.flag("show", default=True)
        field = self._fields.get(key)
        if field is None:
            # A component that was refused itself is reason enough.
            if key not in self._unread:
                written.refuse(KEY_NOT_EARLIER, "when")
            return None
        if isinstance(field, (DateField, FileField)):
            written.refuse(NOT_COMPARED, "when")
            return None
        text = str(value).lower() if isinstance(value, bool) else str(value or "")
        if isinstance(field, TickField) and text == "false":
            text, shows = "true", not shows
        return self._offered(written, field, text, shows=shows)

    def _offered(self, written: Source, field: Field, text: str, *, shows: bool) -> Equals:
        answer = text
        if isinstance(field, (ChoiceField, ChoicesField)):
            labels = {choice.value: choice.label for choice in field.choices}
            if text and text not in labels:
                written.refuse(VALUE_NOT_OFFERED, "eq")
            answer = labels.get(text, text)
        elif isinstance(field, TickField):
            if text != "true":
                written.refuse(VALUE_NOT_OFFERED, "eq")
            answer = ""
        return Equals(field.key, text, shows, field.label, answer)

    def _logic(self, written: Source) -> Logic | None:
        rule = written.value("json")
        known = self._fields.keys() | self._unread
        samples: dict[str, Any] = {}
        for field in self._fields.values():
            conditions.unfold(samples, field.key, kinds.of(field).sample)
        try:
            keys = conditions.keys_of(rule, known=known)
            for answers in ({}, samples):
                conditions.evaluated(rule, answers)
        except conditions.LogicRefusedError:
            written.refuse(LOGIC_NOT_RUN, "json")
            return None
        return Logic(rule, keys)


def _shaped(source: Source, name: str, shape: re.Pattern[str]) -> str:
    text = source.text(name)
    if text and not shape.fullmatch(text):
        source.refuse(PREFILL_SHAPE, name)
    return text


def _autocomplete(source: Source) -> str:
    text = source.text("autocomplete")
    if text and text not in noise.AUTOCOMPLETE:
        source.refuse(AUTOCOMPLETE_NOT_KNOWN, "autocomplete")
    return text


def _default(source: Source, kind: Kind[Any], field: Field) -> Answer | None:
    """Return what to begin with; builders write an empty one everywhere."""
    written = source.value("defaultValue")
    if is_empty(written):
        return None
    answer = kind.adopt(field, written) if kind.takes_default else None
    try:
        if answer is not None:
            kind.check(field, answer, _LAST_DAY)
    except errors.AnswerRefused:
        answer = None
    if answer is None:
        source.refuse(DEFAULT_DOES_NOT_FIT, "defaultValue")
    return answer
