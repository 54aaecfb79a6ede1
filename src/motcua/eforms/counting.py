"""Which answers may be counted, and by what: never personal ones, nor people's own words; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.eforms.types import (
    Answers,
    ChoiceField,
    ChoicesField,
    Field,
    Form,
    NumberField,
    TickField,
)
from motcua.kernel.messages import message as _

TICKED = "true"


@dataclass(frozen=True, kw_only=True)
class Countable:
    """A question whose answers may be counted.

    Attributes:
        choices: Labels of the values in the order of the form; empty where numbers are asked.
        unit: Of numbers; may be empty.
        has_several: People may give several answers at once.
    """

    key: str
    label: str
    choices: dict[str, str]
    unit: str = ""
    has_several: bool = False


def countable(form: Form, answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield the answers that may be counted: the key of the question, and the value as a text.

    What stands in rows is left out: a household's members are not dossiers.
    """
    for field in filter(_is_countable, form.fields):
        answer = answers.get(field.key)
        if isinstance(answer, bool):
            if answer:
                yield field.key, TICKED
        elif isinstance(answer, (str, int)):
            yield field.key, str(answer)
        elif isinstance(answer, list):
            yield from ((field.key, str(one)) for one in dict.fromkeys(map(str, answer)))


def countable_questions(form: Form) -> list[Countable]:
    """Return the questions of a form whose answers may be counted, in order."""
    return [_described(field) for field in form.fields if _is_countable(field)]


def _is_countable(field: Field) -> bool:
    if field.personal:
        return False
    if isinstance(field, TickField):
        return not field.is_declaration
    if isinstance(field, NumberField):
        return not field.decimals
    return isinstance(field, (ChoiceField, ChoicesField))


def _described(field: Field) -> Countable:
    choices: dict[str, str] = {}
    if isinstance(field, (ChoiceField, ChoicesField)):
        choices = {choice.value: choice.label for choice in field.choices}
    elif isinstance(field, TickField):
        choices = {TICKED: _("Đã đánh dấu")}
    return Countable(
        key=field.key,
        label=field.label,
        choices=choices,
        unit=field.unit if isinstance(field, NumberField) else "",
        has_several=isinstance(field, ChoicesField),
    )
