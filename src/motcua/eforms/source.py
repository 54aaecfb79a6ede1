"""Reads one object of a form definition, and collects all that is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from motcua.eforms.errors import Unsupported
from motcua.kernel.messages import Message
from motcua.kernel.messages import message as _

NOT_A_TEXT: Final = _("phải là một đoạn văn bản")
NOT_WHOLE: Final = _("phải là số nguyên từ 0")
NOT_YES_OR_NO: Final = _("phải là đúng hoặc sai (true, false)")
NOT_AN_OBJECT: Final = _("phải là một đối tượng JSON")
NOT_A_LIST: Final = _("phải là một danh sách")
NO_TEXT: Final = _("không được để trống")
NOT_PLAIN: Final = _("chỉ nhận chữ, không nhận thẻ HTML; dùng thành phần nội dung (content)")
UNKNOWN: Final = _("thuộc tính này chưa được hỗ trợ")
SCRIPT: Final = _("không chạy mã lệnh; hãy diễn đạt điều kiện bằng JSON Logic")

SCRIPTS: Final = frozenset(
    {"customConditional", "calculateValue", "customDefaultValue", "custom", "logic", "controller"}
)
"""Properties in which Form.io keeps programs."""

_TAG: Final = re.compile(r"</?[A-Za-z]")


class Source:
    """An object inside a definition, with the way to it.

    Attributes:
        type: Type of the component that it belongs to; empty for the form itself.
    """

    def __init__(
        self, value: Mapping[str, Any], *, path: str, type_name: str, refused: list[Unsupported]
    ) -> None:
        self._value = value
        self._path = path
        self._refused = refused
        self.type = type_name

    def refuse(self, reason: Message, *names: str | int, script: str = "") -> None:
        """Remember that something at or below this object cannot be run."""
        self._refused.append(Unsupported(self.path(*names), self.type, reason, script))

    def standing_for(self, value: Mapping[str, Any]) -> "Source":
        """Return what this object is short for, with its place in the definition."""
        type_name = str(value.get("type", self.type))
        return Source(value, path=self._path, type_name=type_name, refused=self._refused)

    def path(self, *names: str | int) -> str:
        """Return the JSON path of something at or below this object."""
        steps = (f"[{name}]" if isinstance(name, int) else f".{name}" for name in names)
        return self._path + "".join(steps)

    def __contains__(self, name: str) -> bool:
        return not is_empty(self._value.get(name))

    def value(self, name: str) -> Any:
        """Return what stands there, or None."""
        return self._value.get(name)

    def text(self, name: str, *, default: str = "") -> str:
        """Return a text, or the default where it is empty."""
        value = self._value.get(name)
        if value is None or value == "":
            return default
        if not isinstance(value, str):
            self.refuse(NOT_A_TEXT, name)
            return default
        return value.strip()

    def words(self, name: str, *, needed: bool = False) -> str:
        """Return a text that people read: no markup, and not empty where it is needed."""
        found = self.text(name)
        if needed and not found and isinstance(self._value.get(name), (str, type(None))):
            self.refuse(NO_TEXT, name)
        if _TAG.search(found):
            self.refuse(NOT_PLAIN, name)
        return found

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list; nothing where there is none."""
        values = self._value.get(name)
        if is_empty(values):
            return []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.refuse(NOT_A_LIST, name)
            return []
        return values

    def whole(self, name: str, *, default: int) -> int:
        """Return a whole number from 0; builders write them as texts too."""
        value = self._value.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            value = int(value[:20])
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.refuse(NOT_WHOLE, name)
            return default
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return yes or no; builders write them as texts too."""
        value = self._value.get(name)
        if value is None or value == "":
            return default
        known = {True: True, False: False, "true": True, "false": False}
        if not isinstance(value, (bool, str)) or value not in known:
            self.refuse(NOT_YES_OR_NO, name)
            return default
        return known[value]

    def inside(self, name: str) -> "Source":
        """Return the object of that name, an empty one where there is none."""
        value = self._value.get(name)
        if not is_empty(value) and not isinstance(value, dict):
            self.refuse(NOT_AN_OBJECT, name)
        found = value if isinstance(value, dict) else {}
        return Source(found, path=self.path(name), type_name=self.type, refused=self._refused)

    def items(self, name: str) -> list["Source"]:
        """Return the objects of the list of that name."""
        values = self._value.get(name)
        if not is_empty(values) and not isinstance(values, list):
            self.refuse(NOT_A_LIST, name)
        found = []
        for number, value in enumerate(values if isinstance(values, list) else []):
            if not isinstance(value, dict):
                self.refuse(NOT_AN_OBJECT, name, number)
                continue
            own_type = value.get("type")
            type_name = own_type if isinstance(own_type, str) else self.type
            path = self.path(name, number)
            found.append(Source(value, path=path, type_name=type_name, refused=self._refused))
        return found

    def only(self, *known: Iterable[str]) -> None:
        """Refuse what is set here beyond what is known; switched off or empty it does no harm."""
        allowed = {name for names in known for name in names}
        for name, value in self._value.items():
            if name in allowed or is_empty(value):
                continue
            if name in SCRIPTS:
                self.refuse(SCRIPT, name, script=value if isinstance(value, str) else "")
            else:
                self.refuse(UNKNOWN, name)


def is_empty(value: object) -> bool:
    """Return whether a value means “nothing”: false, empty, or an object of nothing but such."""
    if isinstance(value, dict):
        return all(map(is_empty, value.values()))
    if isinstance(value, list):
        return not value
    return value is None or value is False or value == ""
