"""Lives a filled example through a form again, and tells what became otherwise; pure.

The rules are those that judge people's answers, on the legal date of the example: what was right in
the year it was recorded does not become wrong because time went by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from motcua.eforms import rules
from motcua.eforms.types import Answers, Form, Raw
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

PAGE_GONE: Final = _("không còn trang này")
_GONE: Final = "eforms.case_page_gone"


class Refused(NamedTuple):
    """Why an answer is not accepted.

    Attributes:
        code: Of the refusal.
        told: Its words, Vietnamese; they name the question and repeat no answer.
    """

    code: str
    told: str


Outcome = Mapping[str, Refused]
"""What is refused, by the key of the question; empty: everything is accepted."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A form as somebody filled it in.

    Attributes:
        answers: So far; with a page those of the other pages, and its files.
        page: Key of the page that was sent in; empty: the whole form was.
        typed: On that page, as of `rules.read`.
        legal_date: On which it is judged.
    """

    answers: Answers
    page: str = ""
    typed: Mapping[str, Raw] = field(default_factory=dict)
    legal_date: date


class Shift(NamedTuple):
    """One question that is judged otherwise than was expected.

    Attributes:
        question: As the form words it; its key where the form asks it no more.
        expected, now: Words of the refusal; empty: accepted.
    """

    key: str
    question: str
    expected: str
    now: str


def outcome(form: Form, example: Example) -> dict[str, Refused]:
    """Return what a form refuses of an example."""
    if not example.page:
        problems = rules.check_all(form, example.answers, today=example.legal_date)
        return {problem.key: _refused(problem.error) for problem in problems}
    page = form.page(example.page)
    if page is None:
        return {example.page: Refused(_GONE, PAGE_GONE)}
    checked = rules.check_page(form, page, example.typed, example.answers, today=example.legal_date)
    return {key: _refused(refusal) for key, refusal in checked.errors.items()}


def shifts(form: Form, example: Example, expected: Outcome) -> list[Shift]:
    """Return what a form judges otherwise than expected, what is refused now first.

    Only the kind of a refusal counts: its words may be said better.
    """
    now = outcome(form, example)
    keys = [*now, *(key for key in expected if key not in now)]
    found = []
    for key in keys:
        before, after = expected.get(key), now.get(key)
        if (before and before.code) != (after and after.code):
            asked = form.field(key.partition("-")[0])
            found.append(
                Shift(
                    key=key,
                    question=asked.label if asked else key,
                    expected=before.told if before else "",
                    now=after.told if after else "",
                )
            )
    return found


def _refused(refusal: Refusal) -> Refused:
    return Refused(refusal.code, refusal.text())
