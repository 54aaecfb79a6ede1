"""Which conditions can be met, and which always are: tried out with answers that could be given.

Of every question that a condition asks for only the answers are tried that could make a difference:
what the conditions compare with, what lies on either side of it, anything else, and nothing. The
same engine judges them that judges people's answers.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from motcua.eforms import judging
from motcua.eforms.conditions import Facts
from motcua.eforms.types import (
    AddressField,
    Answer,
    ChoiceField,
    ChoicesField,
    Component,
    Condition,
    DateField,
    Equals,
    Field,
    Fieldset,
    Form,
    NumberField,
    Page,
    RowsField,
    TickField,
)

MOST_TRIES: Final = 4096
"""For one condition; what would take more is not judged."""

_DAYS: Final = ("1900-01-01", "1990-06-15", "2020-06-15", "2100-12-31")


class Fate(StrEnum):
    """What becomes of something that hangs on a condition."""

    NEVER = "never"
    ALWAYS = "always"


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """A page or component whose condition decides nothing.

    Attributes:
        component: None: the page itself.
        is_sure: Every answer that could make a difference was tried; else only likely ones.
    """

    page: Page
    component: Component | None
    fate: Fate
    is_sure: bool


@dataclass(frozen=True)
class _Place:
    """Where something stands: all conditions around it, from outside in, and its own.

    Attributes:
        prefix: Of the row that it stands in; empty: in none.
    """

    page: Page
    component: Component | None
    around: tuple[Condition, ...]
    own: Condition | None
    prefix: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return self.around + ((self.own,) if self.own else ())


def hanging(form: Form) -> list[Hanging]:
    """Return what never is there, and what always is in spite of its condition, in order."""
    places = list(_places(form))
    fields = {place.component.key: place for place in places if isinstance(place.component, Field)}
    found = []
    for place in places:
        if place.own is None:
            continue
        asked = _asked(place, fields)
        outcomes = _outcomes(place, asked) if asked is not None else {True, False}
        if asked is not None and len(outcomes) == 1:
            fate = Fate.ALWAYS if True in outcomes else Fate.NEVER
            sure = all(
                isinstance(one.component, (ChoiceField, ChoicesField, TickField)) for one in asked
            )
            found.append(
                Hanging(page=place.page, component=place.component, fate=fate, is_sure=sure)
            )
    return found


def _places(form: Form) -> Iterator[_Place]:
    for page in form.pages:
        yield _Place(page, None, (), page.condition)
        around = (page.condition,) if page.condition else ()
        yield from _inside(page, page.components, around, "")


def _inside(
    page: Page, components: Iterable[Component], around: tuple[Condition, ...], prefix: str
) -> Iterator[_Place]:
    for component in components:
        place = _Place(page, component, around, component.condition, prefix)
        yield place
        if isinstance(component, Fieldset):
            yield from _inside(page, component.components, place.conditions, prefix)
        elif isinstance(component, RowsField):
            rows = component.row(1)
            yield from _inside(page, rows, place.conditions, component.prefix(1))


def _asked(place: _Place, fields: Mapping[str, _Place]) -> list[_Place] | None:
    """Return the fields on whose answers a place hangs, in order; None where trying is no use."""
    waiting, found = [place], {}
    while waiting:
        one = waiting.pop()
        for key in _keys(one):
            if key in found:
                continue
            asked = fields.get(key)
            if asked is None or isinstance(asked.component, (RowsField, AddressField)):
                return None
            found[key] = asked
            waiting.append(asked)
    return [one for key, one in fields.items() if key in found]


def _keys(place: _Place) -> Iterator[str]:
    for condition in place.conditions:
        yield from _keys_of(condition, place.prefix)
    if isinstance(place.component, Field) and place.component.computed:
        yield from _keys_of(place.component.computed, place.prefix)


def _keys_of(condition: Condition, prefix: str) -> Iterator[str]:
    if isinstance(condition, Equals):
        yield condition.key
        return
    for key in condition.keys:
        yield f"{prefix}{key.removeprefix('row.')}" if key.startswith("row.") else key


def _outcomes(place: _Place, asked: list[_Place]) -> set[bool]:
    """Return whether the condition of a place held, of all tries in which it was asked at all."""
    said = {value for one in (place, *asked) for value in _said(one)}
    offered = [_answers(one.component, said) for one in asked]
    if math.prod(map(len, offered)) > MOST_TRIES:
        return {True, False}
    outcomes: set[bool] = set()
    for answers in itertools.product(*offered):
        facts = _known(asked, answers)
        here = facts[place.prefix]
        if all(here.meet(condition) for condition in place.around):
            outcomes.add(here.meet(place.own))
        if len(outcomes) > 1:
            break
    return outcomes


def _known(asked: list[_Place], answers: Iterable[Answer | None]) -> "_ByPrefix":
    """Return what is known once these were answered, where they are there."""
    facts = _ByPrefix()
    for place, answer in zip(asked, answers, strict=True):
        here, field = facts[place.prefix], place.component
        if isinstance(field, Field) and all(map(here.meet, place.conditions)):
            given = judging.computed(field, here) if field.computed else answer
            if given is not None:
                judging.note(here, field, given)
    return facts


class _ByPrefix(dict[str, Facts]):
    """Facts of the form, and of the one row of each rows that is tried."""

    def __missing__(self, prefix: str) -> Facts:
        self[prefix] = self[""].inside(prefix) if prefix else Facts()
        return self[prefix]


def _answers(component: Component | None, said: set[str]) -> list[Answer | None]:
    """Return the answers to a question that may make a difference."""
    found: Sequence[Answer]
    match component:
        case Field(computed=computed) if computed:
            return [None]
        case ChoiceField(choices=choices):
            found = _some([choice.value for choice in choices], said)
        case ChoicesField(choices=choices):
            values = [choice.value for choice in choices]
            found = [[value] for value in _some(values, said)] + [values]
        case TickField():
            found = [True]
        case NumberField(decimals=decimals):
            numbers = _numbers(component, said)
            found = [str(number) for number in numbers] if decimals else [*numbers]
        case DateField():
            found = _days(said)
        case _:
            found = [*sorted(said - {""}), "khác gì cả"]
    is_given = isinstance(component, Field) and component.required
    return [*found] if is_given else [*found, None]


def _some(values: list[str], said: set[str]) -> list[str]:
    """Return the values that conditions speak of, and one of the others."""
    others = [value for value in values if value not in said]
    return [value for value in values if value in said] + others[:1]


def _numbers(field: NumberField, said: set[str]) -> list[int]:
    spoken = [int(text) for text in said if text.isdecimal() and len(text) <= len(str(field.most))]
    near = {number + step for number in spoken for step in (-1, 0, 1)}
    return sorted(
        {one for one in near if field.least <= one <= field.most} | {field.least, field.most}
    )


def _days(said: set[str]) -> list[str]:
    found = set(_DAYS)
    for text in said:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            continue
        found |= {(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    return sorted(found)


def _said(place: _Place) -> Iterator[str]:
    """Yield every value that the conditions of a place write down, as a text."""
    for condition in place.conditions:
        yield from (
            [condition.value] if isinstance(condition, Equals) else _constants(condition.rule)
        )


def _constants(rule: object) -> Iterator[str]:
    match rule:
        case dict():
            for name, values in rule.items():
                if name != "var":
                    yield from _constants(values)
        case list():
            for one in rule:
                yield from _constants(one)
        case str() | int():
            yield str(rule)
