"""The kinds of fields, one of each. A new kind is a class here and a macro in `fields.html`."""

from typing import Any, Final

from motcua.eforms.kinds.base import Kind
from motcua.eforms.kinds.choice import AnyOf, OneOf, Tick
from motcua.eforms.kinds.day import Day
from motcua.eforms.kinds.kept import File, Hidden
from motcua.eforms.kinds.number import Number
from motcua.eforms.kinds.text import Email, PersonalId, Phone, Text
from motcua.eforms.types import Field

_KINDS: Final[tuple[Kind[Any], ...]] = (
    Text(),
    Email(),
    Phone(),
    PersonalId(),
    Number(),
    Day(),
    OneOf(),
    AnyOf(),
    Tick(),
    File(),
    Hidden(),
)
_BY_FIELD: Final[dict[type[Field], Kind[Any]]] = {kind.field: kind for kind in _KINDS}
_BY_TYPE: Final[dict[str, Kind[Any]]] = {name: kind for kind in _KINDS for name in kind.types}


def of(field: Field) -> Kind[Any]:
    """Return the kind of a field."""
    return _BY_FIELD[type(field)]


def named(type_name: str) -> Kind[Any] | None:
    """Return the kind of a component of that type in a definition, or None."""
    return _BY_TYPE.get(type_name)
