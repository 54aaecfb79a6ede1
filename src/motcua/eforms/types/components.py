"""What stands on a page, and when it is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from motcua.eforms.types.answers import Answer


@dataclass(frozen=True, slots=True)
class Equals:
    """The simple condition of Form.io: another answer is, or is not, a value.

    Attributes:
        key: Of a field that stands earlier in the form.
        value: As a web form sends it: of a tick “true”, of what was left empty nothing.
        shows: False turns it round: shown unless the answer is the value.
        question: Label of that field.
        answer: How people call the value; empty for a tick.
        in_row: That field stands in the same row.
    """

    key: str
    value: str
    shows: bool
    question: str
    answer: str
    in_row: bool = False


@dataclass(frozen=True, slots=True)
class Logic:
    """A rule in JSON Logic over `data.<key>`, and `row.<key>` inside a row; read only.

    Attributes:
        keys: What it asks for: keys of fields; of fields of its own row with `row.` before them.
    """

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
        fixed: What a source filled in is shown and not changed here; it is put right at the source.
        personal: Whether the answer is personal data: sealed, never counted in statistics.
        autocomplete: Token of HTML for what browsers remember; empty: none.
        default: The answer to begin with; None: none.
        computed: What gives the answer instead of people; None: they do.
        rule: What an answer must meet beyond its kind; None: nothing.
        row_name: How people call the row that it stands in, e.g. “Thành viên 2”; empty: in none.
    """

    label: str
    hint: str = ""
    required: bool = False
    explanation: str = ""
    prefill: str = ""
    fixed: bool = False
    personal: bool = True
    autocomplete: str = ""
    default: Answer | None = None
    computed: Logic | None = None
    rule: Logic | None = None
    row_name: str = ""

    @property
    def anchor(self) -> str:
        """The id, on a page, of where it is answered first."""
        return self.key


def walk(components: tuple[Component, ...]) -> Iterator[Component]:
    """Return every component in order, a fieldset before what it holds; not what rows hold."""
    for component in components:
        yield component
        if isinstance(component, Fieldset):
            yield from walk(component.components)
