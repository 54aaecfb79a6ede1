"""A form that was filled in, as it is printed: sections, groups, rows as tables; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.eforms import judging, kinds
from motcua.eforms.types import (
    Answer,
    Answers,
    Component,
    Field,
    Fieldset,
    Form,
    HiddenField,
    RowsField,
    TickField,
)


@dataclass(frozen=True, kw_only=True)
class PrintedLine:
    """A question with its answer; a group of them; or rows.

    Attributes:
        label: The question, or the legend of a group.
        text: The answer as people read it; empty: none was given.
        lines: Of a group.
        columns, rows: Labels of what is asked in each row, and the answers; empty: no rows.
    """

    label: str
    text: str = ""
    lines: tuple["PrintedLine", ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PrintedSection:
    """A page of the form."""

    title: str
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """All of it.

    Attributes:
        declarations: The sentences that the applicant answers for, in the order of the form.
    """

    sections: tuple[PrintedSection, ...]
    declarations: tuple[str, ...]


def printed(form: Form, answers: Answers, *, files: Mapping[str, str]) -> Printed:
    """Return what a filled-in form says on paper: every visible question, answered or not.

    Args:
        form: That was filled in.
        answers: As they were frozen.
        files: Names of the files that were handed in, by the key of their field.
    """
    given = {one.component.key: one for one in judging.given(form, answers)}
    shown = {key: one.answer for key, one in given.items()}
    pages = dict.fromkeys(one.page.key for one in given.values())
    sections = [
        PrintedSection(title=page.title, lines=tuple(_lines(page.components, shown, files)))
        for page in form.pages
        if page.key in pages
    ]
    return Printed(
        sections=tuple(section for section in sections if section.lines),
        declarations=tuple(
            one.component.label
            for one in given.values()
            if isinstance(one.component, TickField)
            and one.component.is_declaration
            and one.answer is True
        ),
    )


def _lines(
    components: tuple[Component, ...],
    shown: Mapping[str, Answer | None],
    files: Mapping[str, str],
) -> Iterator[PrintedLine]:
    for one in components:
        if one.key not in shown:
            continue
        if isinstance(one, Fieldset):
            if inside := tuple(_lines(one.components, shown, files)):
                yield PrintedLine(label=one.legend, lines=inside)
        elif isinstance(one, RowsField):
            yield _table(one, shown[one.key])
        elif isinstance(one, Field) and not _is_unprinted(one):
            yield PrintedLine(
                label=one.label, text=files.get(one.key) or _text(one, shown[one.key])
            )


def _table(field: RowsField, answer: Answer | None) -> PrintedLine:
    rows = [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []
    cells = [cell for cell in field.cells if not isinstance(cell, HiddenField)]
    return PrintedLine(
        label=field.label,
        columns=tuple(cell.label for cell in cells),
        rows=tuple(tuple(_text(cell, row.get(cell.key)) for cell in cells) for row in rows),
    )


def _is_unprinted(field: Field) -> bool:
    """Tell whether a field is no line of its own: declarations stand above the signature."""
    return isinstance(field, HiddenField) or (isinstance(field, TickField) and field.is_declaration)


def _text(field: Field, answer: Answer | None) -> str:
    return "" if answer is None else kinds.of(field).text(field, answer)
