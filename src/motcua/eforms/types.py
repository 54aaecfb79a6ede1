"""What a form is made of, once read: pages, components, conditions, and what people answered.

Everything here is frozen: a published version never changes, so one parsed form serves all threads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final, Literal, NamedTuple, TypeAlias

from motcua.kernel.errors import Refusal

Answer: TypeAlias = str | int | bool | list[str]
"""A JSON value: text, whole number, true, chosen values. Days are ISO dates, files opaque ids."""

Raw: TypeAlias = str | list[str]
"""What came from a web form: a text, or texts in order (chosen values; day, month, year)."""

Answers: TypeAlias = Mapping[str, Answer]
"""By the key of the field, dots included and not unfolded; what was left empty is absent."""

TODAY: Final = "today"

MEDIA_TYPES: Final = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG"}
"""What can be handed in, and how people call it."""


@dataclass(frozen=True, slots=True)
class Equals:
    """The simple condition of Form.io: another answer is, or is not, a value.

    Attributes:
        key: Of a field that stands earlier in the form.
        value: As a web form sends it: of a tick “true”, of what was left empty nothing.
        shows: False turns it round: shown unless the answer is the value.
        question: Label of that field.
        answer: How people call the value; empty for a tick.
    """

    key: str
    value: str
    shows: bool
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Logic:
    """A condition as a JSON Logic rule over `data.<key>`; read only."""

    rule: Mapping[str, Any]
    keys: frozenset[str]


Condition: TypeAlias = Equals | Logic


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Anything on a page.

    Attributes:
        key: Unique in the form, stable over its versions.
        condition: None: always there.
        condition_text: The author's sentence about it, for people without script; of the simple
            condition pages make it themselves, so it may be empty there.
    """

    kind: ClassVar[str]
    key: str
    condition: Condition | None = None
    condition_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Component):
    """Text between the fields; `html` was written by us from the few tags that are allowed."""

    kind: ClassVar[str] = "content"
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fieldset(Component):
    """Fields that belong together; its condition holds for all of them."""

    kind: ClassVar[str] = "fieldset"
    legend: str
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Component):
    """Something to answer.

    Attributes:
        label, hint: Vietnamese, by the author of the form; the hint may be empty.
        required: An empty answer is refused while the field is visible.
        explanation: The author's own sentence for an answer that does not fit; empty: ours.
        prefill: Where a value may come from, e.g. `identity.full_name`; empty: nowhere.
        personal: Whether the answer is personal data: sealed, never counted in statistics.
        autocomplete: Token of HTML for what browsers remember; empty: none.
        default: The answer to begin with; None: none.
    """

    label: str
    hint: str = ""
    required: bool = False
    explanation: str = ""
    prefill: str = ""
    personal: bool = True
    autocomplete: str = ""
    default: Answer | None = None


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
class NumberField(Field):
    """A whole number from 0.

    Attributes:
        least, most: Both allowed.
        unit: Said behind the number; “đồng” where money is asked.
    """

    kind: ClassVar[str] = "number"
    least: int = 0
    most: int
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Field):
    """A day. `earliest` and `latest` are allowed; `today` is the legal date of the answer."""

    kind: ClassVar[str] = "date"
    earliest: date | Literal["today"] | None = None
    latest: date | Literal["today"] | None = None


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
    """

    kind: ClassVar[str] = "file"
    media_types: tuple[str, ...]
    max_bytes: int

    @property
    def type_names(self) -> str:
        """The types as people call them: “PDF, JPG”."""
        return ", ".join(MEDIA_TYPES[media_type] for media_type in self.media_types)


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenField(Field):
    """An answer that only we give, by prefill or default; a web form cannot."""

    kind: ClassVar[str] = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One step of filling in. `condition` as of a component."""

    key: str
    title: str
    components: tuple[Component, ...] = field(repr=False)
    condition: Condition | None = None

    def walk(self) -> Iterator[Component]:
        """Return every component in order, a fieldset before what it holds."""
        return _walk(self.components)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the page in order."""
        return tuple(found for found in self.walk() if isinstance(found, Field))

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
        errors: Why, by the key of the field; empty when the page is done.
    """

    answers: dict[str, Answer]
    errors: Mapping[str, Refusal]


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
class Upload:
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


def _walk(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        yield component
        if isinstance(component, Fieldset):
            yield from _walk(component.components)
