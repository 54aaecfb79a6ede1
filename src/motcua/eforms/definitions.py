"""Reads form definitions: Form.io JSON in; a typed form out, or the list of all that is not run.

Source: the JSON that Form.io's builder saves (formio.js 4 and 5). What is our own is listed in
docs/reference/eform-format.md.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from motcua.eforms import blocks, content, errors, kinds, noise, storable
from motcua.eforms.kinds.base import Kind
from motcua.eforms.scope import Scope
from motcua.eforms.source import SCRIPT, Source, is_empty
from motcua.eforms.types import (
    AddressField,
    Answer,
    Component,
    Content,
    Field,
    Fieldset,
    Form,
    Logic,
    Page,
    RowsField,
    Units,
)
from motcua.eforms.types.address import NO_UNITS
from motcua.kernel.messages import message as _

DEEPEST_FIELDSET: Final = 3
_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")
_PREFILL: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_LAST_DAY: Final = date(9999, 12, 31)

NAME_SHAPE: Final = _("tên biểu mẫu (name) gồm chữ không dấu, chữ số, gạch ngang; tối đa 64 ký tự")
TYPE_NOT_KNOWN: Final = _("loại thành phần này chưa được hỗ trợ")
BUTTON_NOT_RUN: Final = _("chỉ bỏ qua nút gửi; nút có việc riêng chưa được hỗ trợ")
PAGES_MIXED: Final = _("mọi thành phần ngoài cùng phải là trang (panel), hoặc không có trang nào")
NO_PAGES: Final = _("biểu mẫu chưa có trang nào")
PAGE_EMPTY: Final = _("trang chưa có nội dung")
ROW_EMPTY: Final = _("dòng chưa có ô nào")
ROWS_IN_ROWS: Final = _("trong một dòng không lặp thêm dòng khác")
NOT_IN_ROWS: Final = _("tệp và ô ẩn không đặt được trong dòng; hãy đặt ngoài bảng")
TOO_DEEP: Final = _("nhóm lồng nhau quá nhiều tầng")
DISPLAY_NOT_KNOWN: Final = _("chỉ nhận biểu mẫu dạng form hoặc wizard")
PREFILL_SHAPE: Final = _("nguồn điền sẵn có dạng identity.full_name")
AUTOCOMPLETE_NOT_KNOWN: Final = _("không phải là giá trị autocomplete của HTML")
DEFAULT_DOES_NOT_FIT: Final = _("giá trị mặc định không hợp lệ với ô này")
CONDITION_UNSAID: Final = _(
    "điều kiện JSON Logic cần lời giải thích cho người dùng (conditionText)"
)
RULE_UNSAID: Final = _("quy tắc kiểm tra cần câu giải thích khi không đạt (customMessage)")
NOT_COMPUTED: Final = _("không tính được giá trị cho loại ô này")
FIXED_WITHOUT_SOURCE: Final = _("ô bị khóa (disabled) phải có nguồn điền sẵn (prefill)")
NEVER_OVERRIDDEN: Final = _("giá trị tính sẵn không sửa được; bỏ thuộc tính này")
CONTENT_NOT_ALLOWED: Final = _("nội dung chỉ nhận các thẻ p, ul, ol, li, strong, em, br, a")


class Examined(NamedTuple):
    """What a definition of whatever origin comes to.

    Attributes:
        form: None where something cannot be run.
        items: All that cannot, in the order of the definition; proposals where they are mechanical.
    """

    form: Form | None
    items: tuple[errors.Unsupported, ...]


def parse(definition: Mapping[str, Any], *, units: Units | None = None) -> Form:
    """Return the form that a definition describes.

    Args:
        definition: As decoded from JSON; not changed.
        units: That addresses choose from; None: none.

    Raises:
        FormNotSupported: With all that cannot be run, never only the first.
    """
    form, refused = _read(definition, units or NO_UNITS)
    if form is None:
        raise errors.FormNotSupported(items=refused)
    return form


def is_key(text: str) -> bool:
    """Tell whether a form can be known by a key: its `name`, part of addresses."""
    return _NAME.fullmatch(text) is not None


def examined(definition: Mapping[str, Any]) -> Examined:
    """Return what a definition comes to: the form, or everything that we do not run.

    Programs are never run; where one only compares and computes, the same is proposed as a rule.
    """
    form, refused = _read(definition, NO_UNITS)
    if not any(item.script for item in refused):
        return Examined(form, tuple(refused))
    # Late: the parser is needed by whoever imports forms, and takes memory of every process else.
    from motcua.eforms import scripts

    items = [item._replace(proposal=scripts.proposed(item)) for item in refused]
    return Examined(form, tuple(items))


def _read(
    definition: Mapping[str, Any], units: Units
) -> tuple[Form | None, list[errors.Unsupported]]:
    refused = storable.refused(definition)
    if refused:
        return None, refused
    reader = _Reader(units)
    form = reader.form(definition)
    return (None if reader.refused else form), reader.refused


class _Reader:
    """Reads one definition from front to back, so that a condition knows what stands before it."""

    def __init__(self, units: Units) -> None:
        self.refused: list[errors.Unsupported] = []
        self._units = units
        self._scope = Scope()

    def form(self, definition: Mapping[str, Any]) -> Form:
        source = Source(definition, path="$", type_name="", refused=self.refused)
        source.only({"name", "title", "display", "components"}, noise.OF_FORMS)
        name = source.words("name", needed=True)
        if name and not is_key(name):
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
        key, condition = self._scope.key(source), self._scope.condition(source)
        components = self._components(source, depth=0)
        if not components:
            source.refuse(PAGE_EMPTY, "components")
        title = source.words("title", needed=True)
        return Page(key=key, title=title, components=components, condition=condition)

    def _components(self, holder: Source, *, depth: int) -> tuple[Component, ...]:
        read = [
            self._component(source, depth=depth)
            for source in _written_out(holder.items("components"))
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
            self._scope.leave_out(source.text("key"))
            return None
        if self._scope.rows and (kind.field is RowsField or not kind.is_posted):
            source.refuse(ROWS_IN_ROWS if kind.field is RowsField else NOT_IN_ROWS, "type")
            self._scope.leave_out(source.text("key"))
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
        if "allowCalculateOverride" in source:
            source.refuse(NEVER_OVERRIDDEN, "allowCalculateOverride")
        source.only(noise.COMMON, kind.properties, noise.OF_COMPONENTS, {"allowCalculateOverride"})
        limits = source.inside("validate")
        limits.only({"required", "customMessage", "json"}, kind.limits, noise.OF_LIMITS)
        common = {
            **self._place(source),
            "label": source.words("label", needed=True),
            "hint": source.words("description"),
            "required": limits.flag("required"),
            "explanation": limits.words("customMessage"),
            "prefill": _shaped(source, "prefill", _PREFILL),
            "fixed": self._fixed(source),
            "personal": source.flag("personal", default=True),
            "autocomplete": _autocomplete(source),
            "computed": self._computed(source, kind),
        }
        field: Field = kind.parse(source, common)
        if isinstance(field, RowsField):
            field = self._with_cells(source, field)
        elif isinstance(field, AddressField):
            field = dataclasses.replace(field, units=self._units)
        rule = self._rule(limits, field)
        field = dataclasses.replace(field, rule=rule, default=_default(source, kind, field))
        self._scope.add(field)
        return field

    def _with_cells(self, source: Source, field: RowsField) -> RowsField:
        """Return the rows with what is asked in one; its conditions may look at the form too."""
        form = self._scope
        self._scope = Scope(form, rows=field.key)
        components = self._components(source, depth=1)
        self._scope = form
        field = dataclasses.replace(field, components=components)
        if not field.cells:
            source.refuse(ROW_EMPTY, "components")
        return field

    def _fixed(self, source: Source) -> bool:
        """Return whether a prefilled answer stays as it came; without a source nobody answers."""
        is_fixed = source.flag("disabled")
        if is_fixed and not source.text("prefill"):
            source.refuse(FIXED_WITHOUT_SOURCE, "disabled")
        return is_fixed

    def _computed(self, source: Source, kind: Kind[Any]) -> Logic | None:
        """Return what gives the answer; a program is refused, other than a rule."""
        written = source.value("calculateValue")
        if is_empty(written):
            return None
        if isinstance(written, str):
            source.refuse(SCRIPT, "calculateValue", script=written)
            return None
        if not kind.is_computed:
            source.refuse(NOT_COMPUTED, "calculateValue")
            return None
        return self._scope.logic(source, "calculateValue")

    def _rule(self, limits: Source, field: Field) -> Logic | None:
        """Return what the answer must meet; it may look at the answer itself."""
        if is_empty(limits.value("json")):
            return None
        if "customMessage" not in limits:
            limits.refuse(RULE_UNSAID, "customMessage")
        return self._scope.logic(limits, "json", judges=field)

    def _place(self, source: Source) -> dict[str, Any]:
        """Return the arguments that every component has."""
        condition, said = self._scope.condition(source), source.words("conditionText")
        if isinstance(condition, Logic) and not said:
            source.refuse(CONDITION_UNSAID, "conditionText")
        return {"key": self._scope.key(source), "condition": condition, "condition_text": said}

    def _is_submit_button(self, source: Source) -> bool:
        """Return whether it is a button; every builder adds one to send, and so do our pages."""
        if source.type != "button":
            return False
        if source.text("action", default="submit") != "submit" or "custom" in source:
            source.refuse(BUTTON_NOT_RUN, "action")
        return True


def _written_out(found: list[Source]) -> Iterator[Source]:
    """Yield components, and in the place of those that are short for others, the others."""
    for source in found:
        others = blocks.expanded(source)
        if others is None:
            yield source
        else:
            yield from _written_out(others)


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
