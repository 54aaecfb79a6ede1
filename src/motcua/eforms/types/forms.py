"""A form, its pages, and what became of a page that was sent in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from motcua.eforms.types.address import AddressField
from motcua.eforms.types.answers import Answer, Raw
from motcua.eforms.types.components import Component, Condition, Field, walk
from motcua.eforms.types.fields import FileField
from motcua.eforms.types.rows import RowsField
from motcua.kernel.errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One step of filling in. `condition` as of a component."""

    key: str
    title: str
    components: tuple[Component, ...] = field(repr=False)
    condition: Condition | None = None

    def walk(self) -> Iterator[Component]:
        """Return every component in order, a fieldset before what it holds."""
        return walk(self.components)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the page in order."""
        return tuple(found for found in self.walk() if isinstance(found, Field))

    def places(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Return keys in the order of the page, each with the id of where it is answered.

        Args:
            keys: Of fields, or of fields inside rows as a web form names them.
        """
        waiting = dict.fromkeys(keys)
        return [
            (one.key, one.anchor)
            for field in self.fields
            for one in (field, *(field.named(waiting) if isinstance(field, RowsField) else ()))
            if one.key in waiting
        ]

    @property
    def has_buttons(self) -> bool:
        """Whether there are buttons between its fields."""
        return any(isinstance(field, (RowsField, AddressField)) for field in self.fields)

    @property
    def takes_files(self) -> bool:
        """Whether its web form must be sent as `multipart/form-data`."""
        return any(isinstance(field, FileField) for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A definition, read."""

    key: str
    title: str
    pages: tuple[Page, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all pages in order."""
        return tuple(field for page in self.pages for field in page.fields)

    def field(self, key: str) -> Field | None:
        """Return the field of that key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def page(self, key: str) -> Page | None:
        """Return the page of that key, or None."""
        return next((page for page in self.pages if page.key == key), None)


@dataclass(frozen=True, slots=True)
class Checked:
    """A page that was sent in, looked at.

    Attributes:
        answers: All answers so far: those of other pages as they were, those of this page that are
            valid. Nothing of this page that is hidden, invalid or left empty.
        errors: Why, by the key of the field, or of a field inside a row as a web form names it
            (`<rows>-<number>-<key>`); empty when the page is done.
        typed: What was typed where it is not right, by the key of the field.
        warnings: Labels of papers that were left out and may have to follow, by key.
    """

    answers: dict[str, Answer]
    errors: Mapping[str, Refusal]
    typed: Mapping[str, Raw] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)


class Problem(NamedTuple):
    """One thing to mend before submitting; `page` is None for an answer that no page asks for."""

    page: Page | None
    key: str
    error: Refusal


class SummaryLine(NamedTuple):
    """One line of the review page: which page asks, what, and what was answered."""

    page: Page
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that was handed in for a field, as pages show it.

    Attributes:
        id: Opaque; the answer of the field.
        name: As its sender called it.
        size: In bytes.
        sha256: Of its content, 64 hexadecimal digits.
    """

    id: str
    name: str
    size: int
    sha256: str
