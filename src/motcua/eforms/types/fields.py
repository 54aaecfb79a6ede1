"""The kinds of fields."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from motcua.eforms.types.answers import MEDIA_TYPES
from motcua.eforms.types.components import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    """Words.

    Attributes:
        lines: 1, or the height of a text area.
        min_length, max_length: In characters, after cleaning.
        pattern: The whole text must match; empty: any text.
    """

    kind: ClassVar[str] = "text"
    lines: int = 1
    min_length: int = 0
    max_length: int
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailField(Field):
    """An e-mail address."""

    kind: ClassVar[str] = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneField(Field):
    """A telephone number; kept as `0905123456`, or with `+` and the country's code."""

    kind: ClassVar[str] = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalIdField(Field):
    """A personal id: 12 digits with a structure, or the 9 of the old identity card."""

    kind: ClassVar[str] = "personal_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCodeField(Field):
    """A tax code: 10 digits, 10 and 3 of a branch, or a personal id."""

    kind: ClassVar[str] = "tax_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(Field):
    """A number from 0: whole, or a text with a point before its decimals.

    Attributes:
        least, most: Both allowed.
        decimals: At most so many; 0: whole, and an `int`.
        unit: Said behind the number; “đồng” where money is asked.
    """

    kind: ClassVar[str] = "number"
    least: int = 0
    most: int
    decimals: int = 0
    unit: str = ""

    def typed(self, value: object) -> object:
        """Return what stands in the box: a canonical text with a comma, anything else as it is.

        What was typed with a point and would be read as decimals reads the same with a comma.
        """
        if not self.decimals or not isinstance(value, str):
            return value
        whole, _point, decimals = value.partition(".")
        is_kept = whole.isdecimal() and decimals.isdecimal() and decimals[-1] != "0"
        return f"{whole},{decimals}" if is_kept and len(decimals) <= self.decimals else value


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField(Field):
    """A time of day; kept as `08:30`."""

    kind: ClassVar[str] = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Field):
    """A day. `earliest` and `latest` are allowed; `today` is the legal date of the answer."""

    kind: ClassVar[str] = "date"
    earliest: date | Literal["today"] | None = None
    latest: date | Literal["today"] | None = None

    @property
    def anchor(self) -> str:
        """The box of the day."""
        return f"{self.key}-day"


class Choice(NamedTuple):
    """One of several: the value that is stored, the label that people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Field):
    """One of several, all in sight (`radio`) or in a list (`select`)."""

    kind: ClassVar[str] = "choice"
    choices: tuple[Choice, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField(Field):
    """Any number of several, at least and at most so many."""

    kind: ClassVar[str] = "choices"
    choices: tuple[Choice, ...]
    least: int = 0
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TickField(Field):
    """A box to tick. Where it is required it must be ticked: a declaration always is.

    Attributes:
        is_declaration: The applicant answers for the sentence in law.
    """

    kind: ClassVar[str] = "tick"
    is_declaration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileField(Field):
    """One file, kept elsewhere; the answer is its opaque id.

    Attributes:
        media_types: By content, e.g. `application/pdf`.
        max_bytes: The largest that is taken.
        may_follow: It may be left out now; the office may then ask for it.
    """

    kind: ClassVar[str] = "file"
    media_types: tuple[str, ...]
    max_bytes: int
    may_follow: bool = False

    @property
    def type_names(self) -> str:
        """The types as people call them: “PDF, JPG”."""
        return ", ".join(MEDIA_TYPES[media_type] for media_type in self.media_types)


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenField(Field):
    """An answer that only we give, by prefill or default; a web form cannot."""

    kind: ClassVar[str] = "hidden"
