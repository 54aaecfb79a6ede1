"""“Which procedure do I need?”: life events, a few plain questions, and what the answers lead to.

Pure functions over a data file; nothing is kept of what anybody answers.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Conditional(_Part):
    """Something that holds for some answers only.

    Attributes:
        when: For each question named the answers of which one must be given; empty: always.
    """

    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Tell whether the answers given so far ask for this."""
        return all(answers.get(key) in allowed for key, allowed in self.when.items())


class Option(_Part):
    """One answer that may be chosen."""

    key: str
    text: str


class Question(_Conditional):
    """A question with at least two answers to choose from."""

    key: str
    text: str
    hint: str = ""
    options: tuple[Option, ...] = Field(min_length=2)

    def text_of(self, answer: str) -> str:
        """Return how an answer reads."""
        return next(option.text for option in self.options if option.key == answer)


class Outcome(_Conditional):
    """A procedure that the answers lead to, and why."""

    procedure: str
    why: str


class LifeEvent(_Part):
    """Something that happens in a life, as people call it; `key` stands in addresses."""

    key: str
    name: str
    summary: str
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _asks_before_it_answers(self) -> Self:
        known: dict[str, set[str]] = {}
        for part in (*self.questions, *self.outcomes):
            for key, allowed in part.when.items():
                if not set(allowed) <= known.get(key, set()):
                    reason = f"{self.key}: {key} is not asked before, or has no such answer"
                    raise ValueError(reason)
            if isinstance(part, Question):
                known[part.key] = {option.key for option in part.options}
        return self

    def understood(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the answers that are to questions of ours, asked in turn; the rest is left out."""
        answers: dict[str, str] = {}
        for question in self.questions:
            keys = {option.key for option in question.options}
            if question.holds(answers) and given.get(question.key) in keys:
                answers[question.key] = given[question.key]
        return answers

    def next_question(self, answers: Mapping[str, str]) -> Question | None:
        """Return what to ask next; None: enough is known."""
        for question in self.questions:
            if question.key not in answers and question.holds(answers):
                return question
        return None

    def reached(self, answers: Mapping[str, str]) -> tuple[Outcome, ...]:
        """Return what the answers lead to, the most important first."""
        return tuple(outcome for outcome in self.outcomes if outcome.holds(answers))


@cache
def life_events() -> Mapping[str, LifeEvent]:
    """Return the life events that the project knows, by key, the commonest first."""
    file = resources.files("motcua.catalogue").joinpath("data", "life_events.json")
    events = TypeAdapter(tuple[LifeEvent, ...]).validate_json(file.read_bytes())
    return {event.key: event for event in events}
