"""The kinds of fields, one of each. A new kind is a class here and a macro in `fields.html`."""

from typing import Any, Final

from motcua.eforms.kinds.address import Address
from motcua.eforms.kinds.base import Kind
from motcua.eforms.kinds.choice import AnyOf, OneOf, Tick
from motcua.eforms.kinds.day import Day
from motcua.eforms.kinds.kept import File, Hidden
from motcua.eforms.kinds.number import Number
from motcua.eforms.kinds.personal import PersonalId, TaxCode
from motcua.eforms.kinds.rows import Rows
from motcua.eforms.kinds.text import Email, Phone, Text
from motcua.eforms.kinds.time import Time
from motcua.eforms.types import Field


def of(field: Field) -> Kind[Any]:
    """Return the kind of a field."""
    return _BY_FIELD[type(field)]


def named(type_name: str) -> Kind[Any] | None:
    """Return the kind of a component of that type in a definition, or None."""
    return _BY_TYPE.get(type_name)


def types() -> list[str]:
    """Return the types of components that are fields, as definitions name them."""
    return list(_BY_TYPE)


_KINDS: Final[tuple[Kind[Any], ...]] = (
    Text(),
    Email(),
    Phone(),
    PersonalId(),
    TaxCode(),
    Number(),
    Day(),
    Time(),
    OneOf(),
    AnyOf(),
    Tick(),
    Address(),
    File(),
    Hidden(),
    Rows(of),
)
_BY_FIELD: Final[dict[type[Field], Kind[Any]]] = {kind.field: kind for kind in _KINDS}
_BY_TYPE: Final[dict[str, Kind[Any]]] = {name: kind for kind in _KINDS for name in kind.types}
