"""What a place in a form may ask for: the fields before it, in the form and in its own row."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from motcua.eforms import logic
from motcua.eforms.source import Source
from motcua.eforms.types import (
    AddressField,
    ChoiceField,
    ChoicesField,
    Condition,
    DateField,
    Equals,
    Field,
    FileField,
    Logic,
    RowsField,
    TickField,
)
from motcua.kernel.messages import message as _

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*){0,3}")
_LONGEST_KEY: Final = 64
_RESERVED: Final = frozenset({"csrfmiddlewaretoken"})

KEY_SHAPE: Final = _("khóa (key) gồm chữ không dấu, chữ số, gạch dưới, dấu chấm; chữ đứng đầu")
KEY_TAKEN: Final = _("khóa (key) này đã được dùng trong biểu mẫu")
KEY_INSIDE: Final = _("khóa (key) này vừa là một ô, vừa là phần đầu của khóa khác")
TWO_CONDITIONS: Final = _("chỉ dùng một trong hai: điều kiện đơn giản hoặc JSON Logic")
KEY_NOT_EARLIER: Final = _("điều kiện phải dựa vào một ô đứng trước trong biểu mẫu")
VALUE_NOT_OFFERED: Final = _("ô được hỏi không bao giờ có giá trị này")
NOT_COMPARED: Final = _(
    "điều kiện đơn giản chỉ so sánh chữ, số và lựa chọn; với ô khác, hãy dùng JSON Logic"
)
LOGIC_NOT_RUN: Final = _(
    "quy tắc JSON Logic không tính được: toán tử hoặc câu trả lời không hợp lệ"
)


class Scope:
    """The keys and fields read so far, from front to back.

    Attributes:
        rows: Key of the rows that it is inside of; empty: the form itself.
    """

    def __init__(self, above: "Scope | None" = None, rows: str = "") -> None:
        self.rows = rows
        self._above = above
        self._fields: dict[str, Field] = {}
        self._keys: set[str] = set()
        self._unread: set[str] = set()

    def key(self, source: Source) -> str:
        """Return the key of a component, which no other has."""
        key = source.text("key")
        if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY or key in _RESERVED:
            source.refuse(KEY_SHAPE, "key")
        elif key in self._keys:
            source.refuse(KEY_TAKEN, "key")
        elif any(one.startswith(f"{key}.") or key.startswith(f"{one}.") for one in self._keys):
            source.refuse(KEY_INSIDE, "key")
        self._keys.add(key)
        return key

    def add(self, field: Field) -> None:
        """Let what follows ask for a field."""
        self._fields[field.key] = field

    def leave_out(self, key: str) -> None:
        """Remember a component that was refused: reason enough for what hangs on it."""
        self._unread.add(key)

    def condition(self, source: Source) -> Condition | None:
        """Return when a component is there."""
        written = source.inside("conditional")
        written.only({"show", "when", "eq", "json"}, {"conjunction"})
        if written.value("json") not in (None, "", {}):
            if "when" in written:
                written.refuse(TWO_CONDITIONS)
                return None
            return self.logic(written, "json")
        return self._equals(written) if "when" in written else None

    def logic(self, written: Source, name: str, *, judges: Field | None = None) -> Logic | None:
        """Return the rule that stands there.

        Args:
            written: The object that holds it.
            name: Under which it stands.
            judges: The field whose answer it judges; None: it judges none.
        """
        rule = written.value(name)
        own = self.known() | ({judges.key: _cells(judges)} if judges else {})
        known, row = (self._above.known(), own) if self._above else (own, {})
        if isinstance(rule, dict):
            with suppress(logic.LogicRefusedError):
                return Logic(
                    rule, logic.keys_of(rule, known=known, row=row, is_check=judges is not None)
                )
        written.refuse(LOGIC_NOT_RUN, name)
        return None

    def known(self) -> dict[str, Sequence[str]]:
        """Return the keys that may be asked for, for rows with those inside them."""
        return {
            **{key: _cells(field) for key, field in self._fields.items()},
            **dict.fromkeys(self._unread, ()),
        }

    def _equals(self, written: Source) -> Equals | None:
        key, value = written.text("when"), written.value("eq")
        own_key = key.removeprefix(f"{self.rows}.") if self.rows else key
        field = self._fields.get(own_key)
        in_row = field is not None and self._above is not None
        field = field or self._beyond(key)
        if field is None:
            # A component that was refused itself is reason enough.
            if not self.is_left_out(key) and not self.is_left_out(own_key):
                written.refuse(KEY_NOT_EARLIER, "when")
            return None
        if isinstance(field, (DateField, FileField, RowsField, AddressField)):
            written.refuse(NOT_COMPARED, "when")
            return None
        shows = written.flag("show", default=True)
        text = str(value).lower() if isinstance(value, bool) else str(value or "")
        if isinstance(field, TickField) and text == "false":
            text, shows = "true", not shows
        answer = _offered(written, field, text)
        return Equals(field.key, text, shows, field.label, answer, in_row=in_row)

    def _beyond(self, key: str) -> Field | None:
        """Return a field of the form around the rows."""
        return self._above._fields.get(key) if self._above else None

    def is_left_out(self, key: str) -> bool:
        """Return whether a component of that key was refused."""
        return key in self._unread or (self._above is not None and self._above.is_left_out(key))


def _cells(field: Field) -> list[str]:
    return [cell.key for cell in field.cells] if isinstance(field, RowsField) else []


def _offered(written: Source, field: Field, text: str) -> str:
    """Return how people call a value that a condition compares with."""
    if isinstance(field, (ChoiceField, ChoicesField)):
        labels = {choice.value: choice.label for choice in field.choices}
        if text and text not in labels:
            written.refuse(VALUE_NOT_OFFERED, "eq")
        return labels.get(text, text)
    if isinstance(field, TickField):
        if text != "true":
            written.refuse(VALUE_NOT_OFFERED, "eq")
        return ""
    return text
