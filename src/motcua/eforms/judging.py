"""Walks through a form from the first field to the last: what is there, what is right, and why not.

Conditions look only at what stands before them, so one walk decides everything; an answer that is
not visible counts as not given, and a computed one is computed, whatever was sent for it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from motcua.eforms import errors, kinds
from motcua.eforms.conditions import Facts
from motcua.eforms.kinds.base import label
from motcua.eforms.types import (
    Answer,
    Answers,
    Component,
    Field,
    Fieldset,
    FileField,
    Form,
    Page,
    Raw,
    RowsField,
)

Take: TypeAlias = Callable[[Field, Any], Answer | None]
"""Makes an answer of what was sent for a field, which is no rows; may raise AnswerRefused."""


class Given(NamedTuple):
    """A visible component; of a field the answer that counts, None where it is empty."""

    page: Page
    component: Component
    answer: Answer | None


class Judge:
    """Looks at fields one after the other and remembers what is wrong.

    Attributes:
        errors: By key; inside rows as a web form names the field.
        unsettled: Keys of fields that are wrong, for rows those of the whole.
        computed: Answers that rules gave, by key as of `errors`.
        warnings: Labels of files that were left out and may follow, by key.
        there: Keys of the components that conditions let be there, named as of `errors`.
    """

    def __init__(self, take: Take, today: date, *, is_done: bool = True) -> None:
        """Begin.

        Args:
            take: Makes answers of what was sent.
            today: Legal date.
            is_done: False while people are still filling in: what is empty is no mistake yet, and
                rows count by what is right in them.
        """
        self._take = take
        self._today = today
        self._is_done = is_done
        self.errors: dict[str, errors.AnswerRefused] = {}
        self.unsettled: set[str] = set()
        self.computed: dict[str, Answer] = {}
        self.warnings: dict[str, str] = {}
        self.there: set[str] = set()

    def judge(
        self, components: tuple[Component, ...], values: Mapping[str, Any], facts: Facts
    ) -> dict[str, Answer]:
        """Return the answers that are right, and take them among the facts.

        Args:
            components: Of a page, or of a row.
            values: What was sent, by the keys of `components`.
            facts: What is known before.
        """
        kept = {}
        for field in _fields(self._noted(visible(components, facts))):
            try:
                answer = self._answer(field, values.get(field.key), facts)
            except errors.AnswerRefused as refusal:
                self.errors[field.key] = refusal
                self.unsettled.add(field.key)
                continue
            if answer is not None and field.key not in self.unsettled:
                kept[field.key] = answer
                note(facts, field, answer)
        return kept

    def _noted(self, found: Iterator[Component]) -> Iterator[Component]:
        for component in found:
            self.there.add(component.key)
            yield component

    def _answer(self, field: Field, value: Any, facts: Facts) -> Answer | None:
        if field.computed is not None:
            answer = computed(field, facts)
            if answer is not None:
                self.computed[field.key] = answer
        elif isinstance(field, RowsField):
            return self._rows(field, value, facts)
        else:
            answer = self._take(field, value)
        self._require(field, answer)
        self._meet(field, answer, facts)
        return answer

    def _rows(self, field: RowsField, value: Any, facts: Facts) -> Answer | None:
        """Return the rows that hold anything, each with its right answers."""
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            # Nothing, or no rows at all: whoever looks at JSON types is told by `check`.
            self._require(field, value or None)
            return None
        wrong = len(self.errors)
        judged = [
            self._row(field, number, row, facts)
            for number, row in enumerate(value[: field.most + 1], 1)
            if not is_blank(row)
        ]
        # What is hidden, or a tick that was not one, makes no row.
        rows: list[Any] = [row for row in judged if row]
        if len(self.errors) > wrong and self._is_done:
            self.unsettled.add(field.key)
            return None
        self._require(field, rows or None)
        self._meet(field, rows or None, facts)
        return rows or None

    def _row(
        self, field: RowsField, number: int, row: Mapping[str, Any], facts: Facts
    ) -> dict[str, Answer]:
        prefix = field.prefix(number)
        values = {f"{prefix}{key}": cell for key, cell in row.items()}
        unknown = row.keys() - {cell.key for cell in field.cells}
        if unknown:
            raise errors.AnswerMalformed(label=label(field))
        kept = self.judge(field.row(number), values, facts.inside(prefix))
        return {key.removeprefix(prefix): answer for key, answer in kept.items()}

    def _require(self, field: Field, answer: Any) -> None:
        kind = kinds.of(field)
        if answer is not None:
            kind.check(field, answer, self._today)
        elif not self._is_done:
            return
        elif field.required or (isinstance(field, RowsField) and field.least):
            raise kind.missing(field)
        elif isinstance(field, FileField) and field.may_follow:
            self.warnings[field.key] = field.label

    def _meet(self, field: Field, answer: Answer | None, facts: Facts) -> None:
        if field.rule is None or answer is None:
            return
        if not facts.accept(field.rule, field.key, kinds.of(field).fact(field, answer)):
            raise errors.AnswerNotAccepted(label=label(field), explanation=field.explanation)


def given(form: Form, answers: Answers) -> Iterator[Given]:
    """Yield every visible component with the answer that counts, of whatever JSON type.

    Rows come without what is hidden inside them; pages are yielded by their components alone.
    """
    facts = Facts()
    for page in form.pages:
        if facts.meet(page.condition):
            yield from given_on(page, answers, facts)


def given_on(page: Page, answers: Answers, facts: Facts) -> Iterator[Given]:
    """Yield the same of one page, and take its answers among the facts."""
    for component in visible(page.components, facts):
        answer = None
        if isinstance(component, Field):
            answer = _counting(component, answers.get(component.key), facts)
            if answer is not None:
                note(facts, component, answer)
        yield Given(page, component, answer)


def _counting(field: Field, answer: Answer | None, facts: Facts) -> Answer | None:
    if field.computed is not None:
        return computed(field, facts)
    if isinstance(field, RowsField) and isinstance(answer, list):
        rows = [
            _counting_row(field, number, row, facts)
            for number, row in enumerate(answer, 1)
            if isinstance(row, dict) and not is_blank(row)
        ]
        return [row for row in rows if row] or None
    return None if is_empty(answer) else answer


def _counting_row(
    field: RowsField, number: int, row: Mapping[str, Any], facts: Facts
) -> dict[str, Any]:
    prefix = field.prefix(number)
    inside, found = facts.inside(prefix), {}
    for cell in _fields(visible(field.row(number), inside)):
        answer = _counting(cell, row.get(cell.key.removeprefix(prefix)), inside)
        if answer is not None:
            note(inside, cell, answer)
            found[cell.key.removeprefix(prefix)] = answer
    return found


def visible(components: tuple[Component, ...], facts: Facts) -> Iterator[Component]:
    """Yield what is there; each condition is asked when its turn comes, facts added in between."""
    for component in components:
        if facts.meet(component.condition):
            yield component
            if isinstance(component, Fieldset):
                yield from visible(component.components, facts)


def facts_before(form: Form, page: Page, answers: Answers) -> Facts:
    """Return what is known from the pages before."""
    facts = Facts()
    for before in form.pages:
        if before.key == page.key:
            break
        if facts.meet(before.condition):
            for _given in given_on(before, answers, facts):
                pass
    return facts


def computed(field: Field, facts: Facts) -> Answer | None:
    """Return the answer that a rule gives to a computed field; not yet checked."""
    if field.computed is None:
        return None
    result = facts.result(field.computed)
    answer: Answer | None = None if result is None else kinds.of(field).computed(field, result)
    return None if is_empty(answer) else answer


def note(facts: Facts, field: Field, answer: Answer) -> None:
    """Take an answer among the facts."""
    facts.add(field.key, answer, kinds.of(field).fact(field, answer))


def take_answer(_field: Field, value: Any) -> Answer | None:
    """Take a value as the answer that it is said to be."""
    answer: Answer | None = None if is_empty(value) else value
    return answer


def take_typed(field: Field, value: Any) -> Answer | None:
    """Take what was typed; files and hidden answers are known already."""
    kind = kinds.of(field)
    if not kind.is_posted:
        return take_answer(field, value)
    answer: Answer | None = kind.understand(field, "" if value is None else value)
    return answer


def is_empty(value: object) -> bool:
    """Return whether a JSON value answers nothing."""
    return value is None or value is False or value in ("", [], {})


def is_blank(row: Mapping[str, Raw | Any]) -> bool:
    """Return whether nothing was typed or answered in a row."""
    return all(map(_is_blank, row.values()))


def _is_blank(cell: object) -> bool:
    if isinstance(cell, list):
        return all(map(_is_blank, cell))
    return is_empty(cell.strip() if isinstance(cell, str) else cell)


def _fields(found: Iterator[Component]) -> Iterator[Field]:
    return (component for component in found if isinstance(component, Field))
