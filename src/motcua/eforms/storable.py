"""Whether a definition can be kept at all: plain JSON, of sensible depth and size, texts clean."""

from collections.abc import Iterator
from typing import Any, Final

from motcua.eforms import texts
from motcua.eforms.errors import Unsupported
from motcua.kernel.messages import message as _

DEEPEST: Final = 40
LONGEST_TEXT: Final = texts.LONGEST
MOST_VALUES: Final = 50_000
LARGEST: Final = 2**53

TOO_DEEP: Final = _("lồng nhau quá nhiều tầng")
TOO_BIG: Final = _("biểu mẫu quá lớn")
NO_JSON: Final = _("chỉ nhận giá trị JSON, số phải là số nguyên")
NOT_CLEAN: Final = _("có ký tự ẩn, hoặc chữ chưa ở dạng Unicode dựng sẵn (NFC)")


def refused(definition: object) -> list[Unsupported]:
    """Return what cannot be stored and hashed, with its path; empty when all can.

    Fractions have no one text to hash, NUL and lone surrogates no place in the database, and a
    label that looks right but is composed otherwise would never be found.
    """
    found: list[Unsupported] = []
    waiting: list[tuple[str, object, int]] = [("$", definition, 0)]
    for _seen in range(MOST_VALUES):
        if not waiting:
            return found
        path, value, depth = waiting.pop()
        if depth > DEEPEST:
            found.append(Unsupported(path, "", TOO_DEEP))
        elif isinstance(value, (dict, list)):
            waiting.extend((place, item, depth + 1) for place, item in _inside(path, value))
        elif isinstance(value, str):
            if len(value) > LONGEST_TEXT or texts.clean(value) != value:
                found.append(Unsupported(path, "", NOT_CLEAN))
        elif not _is_plain(value):
            found.append(Unsupported(path, "", NO_JSON))
    return [Unsupported("$", "", TOO_BIG)]


def _inside(path: str, value: dict[Any, Any] | list[Any]) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        yield from ((f"{path}[{number}]", item) for number, item in enumerate(value))
        return
    for name, item in value.items():
        yield f"{path}.{name}", item
        yield f"{path}.{name}", name


def _is_plain(value: object) -> bool:
    return value is None or (isinstance(value, int) and abs(value) < LARGEST)
