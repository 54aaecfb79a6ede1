"""`motcua bench forms`: what a page of a hundred fields costs to judge and to draw.

The floors of the same run: every text taken through NFC; the same fields written by a bare loop.
No database is asked.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from itertools import cycle, islice
from typing import Any, Final

from django.template import engines

from motcua.conf.bench.timing import Times, timed
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form, Page

FIELDS: Final = 100
JUDGED_MS: Final = 5
DRAWN_MS: Final = 30
RUNS: Final = 200
TODAY: Final = date(2021, 10, 18)
Say = Callable[[str], None]

_VALUES: Final = [{"value": value, "label": f"Mục {value}"} for value in "abcde"]
_KINDS: Final[list[tuple[dict[str, Any], dict[str, str]]]] = [
    ({"type": "textfield", "validate": {"required": True}}, {"": "Nguyễn Thị Đo Lường"}),
    ({"type": "number", "validate": {"max": 99}}, {"": "12"}),
    ({"type": "currency"}, {"": "1.500.000"}),
    ({"type": "day", "maxDate": "today"}, {"-day": "18", "-month": "10", "-year": "1990"}),
    ({"type": "personalId"}, {"": "049190000001"}),
    ({"type": "phoneNumber"}, {"": "0912 345 678"}),
    ({"type": "email"}, {"": "do.luong@vidu.example"}),
    ({"type": "radio", "values": _VALUES}, {"": "b"}),
    ({"type": "select", "data": {"values": _VALUES}}, {"": "c"}),
    ({"type": "textarea"}, {"": "Đề nghị cấp bản sao trích lục cho người nêu trên."}),
]


def run(*, say: Say) -> None:
    """Measure in this process."""
    form, post = made(FIELDS)
    page = form.pages[0]
    template = engines["jinja2"].from_string(
        '{% from "eforms/fields.html" import page_fields %}{{ page_fields(page, answers) }}'
    )
    answers = _judged(form, page, post)
    drawn = template.render({"page": page, "answers": answers})
    say(f"a page of {len(page.fields)} fields, {len(drawn) // 1024} KB of HTML")
    _tell("judged", timed(lambda: _judged(form, page, post), runs=RUNS), JUDGED_MS, say)
    _tell("floor", timed(lambda: _normalised(post), runs=RUNS), None, say)
    context = {"page": page, "answers": answers}
    _tell("drawn", timed(lambda: template.render(context), runs=RUNS), DRAWN_MS, say)
    _tell("floor", timed(lambda: _written(page, answers), runs=RUNS), None, say)


def made(fields: int) -> tuple[Form, dict[str, str]]:
    """Return a form of one page with so many fields of ten kinds, and what is typed into it."""
    components: list[dict[str, Any]] = []
    post: dict[str, str] = {}
    for number, (kind, typed) in enumerate(islice(cycle(_KINDS), fields), 1):
        key = f"o_{number}"
        components.append({**kind, "key": key, "label": f"Câu hỏi số {number}"})
        post |= {f"{key}{part}": text for part, text in typed.items()}
    found = eforms.examined({"name": "do", "title": "Đo", "components": components})
    if found.form is None:
        message = f"the form to measure with is not run: {found.items[0].path}"
        raise AssertionError(message)
    return found.form, post


def _judged(form: Form, page: Page, post: Mapping[str, str]) -> dict[str, Any]:
    checked = eforms.check_page(form, page, eforms.read(page, post), {}, today=TODAY)
    if checked.errors:
        message = f"{len(checked.errors)} answers to measure with are not right"
        raise AssertionError(message)
    return checked.answers


def _normalised(post: Mapping[str, str]) -> list[str]:
    return [unicodedata.normalize("NFC", text) for text in post.values()]


def _written(page: Page, answers: Mapping[str, Any]) -> str:
    return "".join(
        f'<label for="{field.key}">{field.label}</label>'
        f'<input id="{field.key}" name="{field.key}" value="{answers.get(field.key, "")}">'
        for field in page.fields
    )


def _tell(what: str, times: Times, budget: int | None, say: Say) -> None:
    verdict = "" if budget is None else "within" if times.p95 <= budget else "MISSES"
    of_budget = f"   {verdict} the budget of {budget} ms at p95" if verdict else ""
    say(f"  {what:8} {times}{of_budget}")
