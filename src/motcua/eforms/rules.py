"""Reads, checks and shows answers: pure functions over a form, without clock or database.

Conditions look only at what stands before them, so one walk from the first field to the last
decides what is visible; an answer that is not visible counts as not given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from motcua.eforms import errors, kinds, texts
from motcua.eforms.conditions import Facts
from motcua.eforms.kinds.kept import upload_refused
from motcua.eforms.types import (
    Answer,
    Answers,
    Checked,
    Component,
    Equals,
    Field,
    Fieldset,
    FileField,
    Form,
    HiddenField,
    Page,
    Problem,
    Raw,
    SummaryLine,
    Upload,
)
from motcua.kernel.messages import message as _

__all__ = [
    "check_all",
    "check_page",
    "prefilled",
    "read",
    "relevant",
    "seen",
    "summary",
    "upload_refused",
    "visible",
    "visible_pages",
    "worded",
]


def read(page: Page, post: Mapping[str, Any]) -> dict[str, Raw]:
    """Return what was typed on a page, by key: cleaned texts, nothing judged.

    Only what the page asks is taken; files and hidden fields are not in a web form.

    Args:
        page: That was shown.
        post: What the browser sent: a `QueryDict`, or a mapping to texts and lists of texts.
    """
    posted = ((field, kinds.of(field)) for field in page.fields)
    return {field.key: kind.read(field, post) for field, kind in posted if kind.is_posted}


def check_page(
    form: Form, page: Page, raw: Mapping[str, Raw], answers: Answers, *, today: date
) -> Checked:
    """Look at a page that was sent in.

    Args:
        form: That the page is of.
        page: That was filled in.
        raw: As `read` gives it.
        answers: Of all pages so far; files and hidden fields of this page are among them.
        today: Legal date.
    """
    facts = _facts_before(form, page, answers)
    kept = {key: answer for key, answer in answers.items() if not _asks(page, key)}
    problems: dict[str, errors.AnswerRefused] = {}
    for field in _visible_fields(page, facts):
        try:
            answer = _answer(field, raw, answers)
            _require(field, answer, today)
        except errors.AnswerRefused as refusal:
            problems[field.key] = refusal
            continue
        if answer is not None:
            kept[field.key] = answer
            facts.add(field.key, answer)
    return Checked(kept, problems)


def check_all(form: Form, answers: Answers, *, today: date) -> list[Problem]:
    """Return everything that keeps the answers from being submitted, in the order of the form.

    The answers may come from anywhere, a program included: their JSON types are looked at too.
    What is hidden is not looked at; see `relevant`.
    """
    facts = Facts()
    found = []
    for page in _visible_pages(form, facts):
        for field in _visible_fields(page, facts):
            answer = answers.get(field.key)
            try:
                _require(field, None if _is_empty(answer) else answer, today)
            except errors.AnswerRefused as refusal:
                found.append(Problem(page, field.key, refusal))
            else:
                _note(facts, field, answers)
    asked = {field.key for field in form.fields}
    for key in answers.keys() - asked:
        label = texts.shortened(texts.one_line(texts.clean(str(key))))
        found.append(Problem(None, key, errors.AnswerNotAsked(label=label)))
    return found


def visible(form: Form, answers: Answers) -> frozenset[str]:
    """Return the keys of the pages and components that are there, given the answers."""
    facts = Facts()
    found = set()
    for page in _visible_pages(form, facts):
        found.add(page.key)
        for component in _visible(page.components, facts):
            found.add(component.key)
            _note(facts, component, answers)
    return frozenset(found)


def visible_pages(form: Form, answers: Answers) -> tuple[Page, ...]:
    """Return the pages that are to be filled in, given the answers."""
    shown = visible(form, answers)
    return tuple(page for page in form.pages if page.key in shown)


def relevant(form: Form, answers: Answers) -> dict[str, Answer]:
    """Return the answers that are visible and not empty: what is submitted."""
    shown = visible(form, answers)
    return {
        key: answer for key, answer in answers.items() if key in shown and not _is_empty(answer)
    }


def seen(form: Form, page: Page, answers: Answers) -> Page:
    """Return the page as it is to be drawn.

    What hangs on other pages is decided: there without a word of it, or not there. What hangs on
    answers of this page stays with its condition, for people and scripts to see.
    """
    facts = _facts_before(form, page, answers)
    own = {field.key for field in page.fields}
    return replace(page, components=tuple(_seen(page.components, facts, own)))


def prefilled(form: Form, sources: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers to begin with: defaults, and what is known already.

    Args:
        form: To be filled in.
        sources: What is known, by the name in `prefill`: `{"identity": {"full_name": …}}` or
            `{"identity.full_name": …}`. Days may be dates. What does not fit a field is left out.
    """
    known = dict(_flat(sources))
    answers: dict[str, Answer] = {}
    for field in form.fields:
        kind = kinds.of(field)
        answer = kind.adopt(field, known.get(field.prefill)) if field.prefill else None
        if answer is not None and _fits(field, answer):
            answers[field.key] = answer
        elif field.default is not None:
            answers[field.key] = field.default
    return answers


def summary(
    form: Form, answers: Answers, *, files: Mapping[str, Upload] | None = None
) -> list[SummaryLine]:
    """Return what the review page shows: every visible question and its answer as people read it.

    Args:
        form: That was filled in.
        answers: As checked.
        files: Names of the uploads by the key of their field; without them only that there is one.
    """
    shown = visible(form, answers)
    return [
        SummaryLine(page, field.label, _text(field, answers.get(field.key), files or {}))
        for page in form.pages
        for field in page.fields
        if field.key in shown and not isinstance(field, HiddenField)
    ]


def worded(form: Form, answers: Answers) -> dict[str, str]:
    """Return the visible answers as people read them, by key: for papers to be printed."""
    kept = relevant(form, answers)
    return {
        field.key: kinds.of(field).text(field, kept[field.key])
        for field in form.fields
        if field.key in kept
    }


def _text(field: Field, answer: Answer | None, files: Mapping[str, Upload]) -> str:
    if _is_empty(answer) or answer is None:
        return _("Không khai")
    if isinstance(field, FileField) and field.key in files:
        return files[field.key].name
    return kinds.of(field).text(field, answer)


def _answer(field: Field, raw: Mapping[str, Raw], answers: Answers) -> Answer | None:
    kind = kinds.of(field)
    if not kind.is_posted:
        return answers.get(field.key)
    answer: Answer | None = kind.understand(field, raw.get(field.key, ""))
    return answer


def _require(field: Field, answer: Answer | None, today: date) -> None:
    kind = kinds.of(field)
    if answer is not None:
        kind.check(field, answer, today)
    elif field.required:
        raise kind.missing(field)


def _fits(field: Field, answer: Answer) -> bool:
    try:
        # Whether a day or a year of birth is in the past is asked when the page is sent.
        kinds.of(field).check(field, answer, date.max)
    except errors.DateTooEarly:
        return True
    except errors.AnswerRefused:
        return False
    return True


def _asks(page: Page, key: str) -> bool:
    return any(field.key == key for field in page.fields)


def _is_empty(answer: object) -> bool:
    return answer is None or answer is False or answer in ("", [])


def _visible_pages(form: Form, facts: Facts) -> Iterator[Page]:
    return (page for page in form.pages if facts.meet(page.condition))


def _visible(components: tuple[Component, ...], facts: Facts) -> Iterator[Component]:
    """Yield what is there; each condition is asked when its turn comes, facts added in between."""
    for component in components:
        if facts.meet(component.condition):
            yield component
            if isinstance(component, Fieldset):
                yield from _visible(component.components, facts)


def _visible_fields(page: Page, facts: Facts) -> Iterator[Field]:
    return (found for found in _visible(page.components, facts) if isinstance(found, Field))


def _note(facts: Facts, component: Component, answers: Answers) -> None:
    """Take the answer of a visible field among the facts, if it is of a type that can be one."""
    answer = answers.get(component.key)
    if isinstance(component, Field) and not _is_empty(answer) and answer is not None:
        facts.add(component.key, answer)


def _facts_before(form: Form, page: Page, answers: Answers) -> Facts:
    """Return what is known from the pages before."""
    facts = Facts()
    for before in form.pages:
        if before.key == page.key:
            break
        if facts.meet(before.condition):
            for component in _visible(before.components, facts):
                _note(facts, component, answers)
    return facts


def _seen(components: tuple[Component, ...], facts: Facts, own: set[str]) -> Iterator[Component]:
    for component in components:
        condition = component.condition
        asked = {condition.key} if isinstance(condition, Equals) else getattr(condition, "keys", ())
        is_decided = own.isdisjoint(asked)
        if is_decided and not facts.meet(condition):
            continue
        shown = replace(component, condition=None, condition_text="") if is_decided else component
        if isinstance(shown, Fieldset):
            shown = replace(shown, components=tuple(_seen(shown.components, facts, own)))
        yield shown


def _flat(sources: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, object]]:
    for name, value in sources.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value
