"""Reads, checks and shows answers: pure functions over a form, without clock or database."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from motcua.eforms import errors, judging, kinds, texts
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
    GivenFile,
    HiddenField,
    Logic,
    Page,
    Problem,
    Raw,
    RowsField,
    SummaryLine,
    walk,
)
from motcua.kernel.messages import message as _

__all__ = [
    "ADD_ROW",
    "DROP_ROW",
    "REFRESH",
    "adopted",
    "check_all",
    "check_page",
    "drawn",
    "prefilled",
    "read",
    "rearranged",
    "relevant",
    "seen",
    "summary",
    "upload_refused",
    "visible",
    "visible_pages",
    "worded",
]

ADD_ROW = "them-dong"
DROP_ROW = "bo-dong"
REFRESH = "chon-dia-chi"
"""Names of the buttons that change a page without judging it."""


def read(page: Page, post: Mapping[str, Any]) -> dict[str, Raw]:
    """Return what was typed on a page, by key: cleaned texts, nothing judged.

    Only what the page asks is taken; files, hidden and computed fields are not in a web form.

    Args:
        page: That was shown.
        post: What the browser sent: a `QueryDict`, or a mapping to texts and lists of texts.
    """
    posted = ((field, kinds.of(field)) for field in page.fields)
    return {
        field.key: kind.read(field, post)
        for field, kind in posted
        if kind.is_posted and field.computed is None
    }


def rearranged(
    page: Page, raw: Mapping[str, Raw], post: Mapping[str, Any]
) -> dict[str, Raw] | None:
    """Return what was typed with a row more or less, where a button asked for it; else None.

    The page is then shown again and nothing on it is judged. `them-dong` names rows, `bo-dong` one
    row (`<key>-<number>`), `chon-dia-chi` only asks for the lists below what was chosen.

    Args:
        page: That was shown.
        raw: As `read` gives it.
        post: What the browser sent.
    """
    if post.get(REFRESH):
        return dict(raw)
    added, dropped = str(post.get(ADD_ROW) or ""), str(post.get(DROP_ROW) or "")
    if not added and not dropped:
        return None
    again = dict(raw)
    for field in page.fields:
        rows = raw.get(field.key)
        if not isinstance(field, RowsField) or not isinstance(rows, list):
            continue
        # At least one row is shown, typed into or not.
        shown: list[Any] = [*rows] or [{}]
        if field.key == added and len(shown) < field.most:
            again[field.key] = [*shown, {}]
        key, _hyphen, number = dropped.rpartition("-")
        if field.key == key and number.isdecimal() and len(number) < len("1000"):
            again[field.key] = [row for at, row in enumerate(shown, 1) if at != int(number)]
    return again


def check_page(
    form: Form,
    page: Page,
    raw: Mapping[str, Raw],
    answers: Answers,
    *,
    today: date,
    fixed: Collection[str] = (),
) -> Checked:
    """Look at a page that was sent in.

    Args:
        form: That the page is of.
        page: That was filled in.
        raw: As `read` gives it.
        answers: Of all pages so far; files and hidden fields of this page are among them.
        today: Legal date.
        fixed: Keys of answers that came from a source and are not changed here.
    """
    asked = page.fields
    known = {field.key for field in asked if not kinds.of(field).is_posted} | {*fixed}
    values = {**raw, **{key: answers[key] for key in known if key in answers}}
    judge = judging.Judge(lambda field, value: _taken(field, value, fixed), today)
    right = judge.judge(page.components, values, judging.facts_before(form, page, answers))
    own = {field.key for field in asked}
    return Checked(
        answers={key: answer for key, answer in answers.items() if key not in own} | right,
        errors=judge.errors,
        typed={key: raw[key] for key in own & judge.unsettled if raw.get(key)},
        warnings=judge.warnings,
    )


def _taken(field: Field, value: Any, fixed: Collection[str]) -> Answer | None:
    take = judging.take_answer if field.key in fixed else judging.take_typed
    return take(field, value)


def check_all(form: Form, answers: Answers, *, today: date) -> list[Problem]:
    """Return everything that keeps the answers from being submitted, in the order of the form.

    The answers may come from anywhere, a program included: their JSON types are looked at too.
    What is hidden is not looked at; see `relevant`.
    """
    facts = Facts()
    found = []
    for page in form.pages:
        if facts.meet(page.condition):
            judge = judging.Judge(judging.take_answer, today)
            judge.judge(page.components, answers, facts)
            found += [Problem(page, key, refusal) for key, refusal in judge.errors.items()]
    asked = {field.key for field in form.fields}
    for key in answers.keys() - asked:
        label = texts.shortened(texts.one_line(texts.clean(str(key))))
        found.append(Problem(None, key, errors.AnswerNotAsked(label=label)))
    return found


def visible(form: Form, answers: Answers) -> frozenset[str]:
    """Return the keys of the pages and components that are there, given the answers."""
    facts = Facts()
    found = set()
    for page in form.pages:
        if facts.meet(page.condition):
            found.add(page.key)
            found |= {one.component.key for one in judging.given_on(page, answers, facts)}
    return frozenset(found)


def visible_pages(form: Form, answers: Answers) -> tuple[Page, ...]:
    """Return the pages that are to be filled in, given the answers."""
    shown = visible(form, answers)
    return tuple(page for page in form.pages if page.key in shown)


def relevant(form: Form, answers: Answers) -> dict[str, Answer]:
    """Return the answers that are visible and not empty: what is submitted.

    Computed ones are computed now, so that none is older than what it was computed from.
    """
    return {
        one.component.key: one.answer
        for one in judging.given(form, answers)
        if one.answer is not None
    }


def seen(form: Form, page: Page, answers: Answers) -> Page:
    """Return the page as it is to be drawn.

    What hangs on other pages is decided: there without a word of it, or not there. What hangs on
    answers of this page stays with its condition, for people and scripts to see.
    """
    facts = judging.facts_before(form, page, answers)
    own = {field.key for field in page.fields}
    return replace(page, components=tuple(_seen(page.components, facts, own)))


class Drawn(NamedTuple):
    """A page as it is to be drawn.

    Attributes:
        page: As of `seen`.
        values: By key: answers, what was typed over them, and what that comes to, worded.
        unmet: Names of what a JSON Logic rule hides now; scripts cannot tell by themselves.
        computed: What rules gave, worded, by name; empty where nothing could be computed.
    """

    page: Page
    values: dict[str, Any]
    unmet: frozenset[str]
    computed: dict[str, str]


def drawn(
    form: Form, page: Page, values: Mapping[str, Any], *, fixed: Collection[str] = ()
) -> Drawn:
    """Return how a page is to be drawn with what was answered and typed so far.

    Computed and fixed answers are worded already: nobody types over them.

    Args:
        form: That the page is of.
        page: To be shown.
        values: By key: answers, and over them what was typed on this page.
        fixed: Keys of answers that came from a source and are not changed here.
    """
    judge = judging.Judge(_meant, date.max, is_done=False)
    judge.judge(page.components, values, judging.facts_before(form, page, values))
    shown = dict(values)
    for field in page.fields:
        rows = values.get(field.key)
        if field.computed is not None:
            shown[field.key] = _computed(field, judge)
        elif field.key in fixed and field.key in values:
            shown[field.key] = kinds.of(field).text(field, values[field.key])
        elif isinstance(field, RowsField) and isinstance(rows, list):
            shown[field.key] = [
                {**row, **_computed_in(field, number, judge)}
                for number, row in enumerate(rows, 1)
                if isinstance(row, Mapping)
            ]
    drawn_page = seen(form, page, shown)
    named = dict(_named(drawn_page, shown))
    return Drawn(
        page=drawn_page,
        values=shown,
        unmet=frozenset(
            key
            for key, component in named.items()
            if isinstance(component.condition, Logic) and key not in judge.there
        ),
        computed={
            key: _computed(component, judge)
            for key, component in named.items()
            if isinstance(component, Field) and component.computed is not None
        },
    )


def _named(page: Page, values: Mapping[str, Any]) -> Iterator[tuple[str, Component]]:
    """Yield everything on a page, rows unfolded, by the names that the page gives it."""
    for component in page.walk():
        yield component.key, component
        if isinstance(component, RowsField):
            for row in component.drawn(values.get(component.key)):
                yield from ((inside.key, inside) for inside in walk(row.components))


def prefilled(form: Form, sources: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers to begin with: defaults, and over them what is `adopted`."""
    defaults = {field.key: field.default for field in form.fields if field.default is not None}
    return {**defaults, **adopted(form, sources)}


def adopted(form: Form, sources: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers that are known already.

    Args:
        form: To be filled in.
        sources: What is known, by the name in `prefill`: `{"identity": {"full_name": …}}` or
            `{"identity.full_name": …}`. Days may be dates. What does not fit a field is left out.
    """
    known = dict(_flat(sources))
    answers: dict[str, Answer] = {}
    for field in form.fields:
        is_known = bool(field.prefill) and field.prefill in known
        answer = kinds.of(field).adopt(field, known[field.prefill]) if is_known else None
        if answer is not None and _fits(field, answer):
            answers[field.key] = answer
    return answers


def summary(
    form: Form, answers: Answers, *, files: Mapping[str, GivenFile] | None = None
) -> list[SummaryLine]:
    """Return what the review page shows: every visible question and its answer as people read it.

    Args:
        form: That was filled in.
        answers: As checked.
        files: Names of the uploads by the key of their field; without them only that there is one.
    """
    return [
        SummaryLine(one.page, one.component.label, _text(one.component, one.answer, files or {}))
        for one in judging.given(form, answers)
        if isinstance(one.component, Field) and not isinstance(one.component, HiddenField)
    ]


def worded(form: Form, answers: Answers) -> dict[str, str]:
    """Return the visible answers as people read them, by key: for papers to be printed."""
    return {
        one.component.key: kinds.of(one.component).text(one.component, one.answer)
        for one in judging.given(form, answers)
        if isinstance(one.component, Field) and one.answer is not None
    }


def _text(field: Field, answer: Answer | None, files: Mapping[str, GivenFile]) -> str:
    if answer is None:
        may_follow = isinstance(field, FileField) and field.may_follow
        return _("Chưa có, có thể phải bổ sung") if may_follow else _("Không khai")
    if isinstance(field, FileField) and field.key in files:
        return files[field.key].name
    return kinds.of(field).text(field, answer)


def _meant(field: Field, value: Any) -> Answer | None:
    """Take what is an answer already, or what was typed."""
    is_text = isinstance(value, (str, list)) and kinds.of(field).is_posted
    return judging.take_typed(field, value) if is_text else judging.take_answer(field, value)


def _computed(field: Field, judge: judging.Judge) -> str:
    answer = judge.computed.get(field.key)
    return "" if answer is None else kinds.of(field).text(field, answer)


def _computed_in(field: RowsField, number: int, judge: judging.Judge) -> dict[str, str]:
    """Return the computed answers of a row, by the keys inside it."""
    cells = [cell for cell in field.cells if cell.computed is not None]
    named = (replace(cell, key=f"{field.prefix(number)}{cell.key}") for cell in cells)
    return {cell.key: _computed(one, judge) for cell, one in zip(cells, named, strict=True)}


def _fits(field: Field, answer: Answer) -> bool:
    try:
        # Whether a day or a year of birth is in the past is asked when the page is sent.
        kinds.of(field).check(field, answer, date.max)
    except errors.DateTooEarly:
        return True
    except errors.AnswerRefused:
        return False
    return True


def _seen(components: tuple[Component, ...], facts: Facts, own: set[str]) -> Iterator[Component]:
    for component in components:
        is_decided = own.isdisjoint(_asked(component))
        if is_decided and not facts.meet(component.condition):
            continue
        shown = replace(component, condition=None, condition_text="") if is_decided else component
        if isinstance(shown, (Fieldset, RowsField)):
            inside = own | {f"row.{cell.key}" for cell in _cells(shown)}
            shown = replace(shown, components=tuple(_seen(shown.components, facts, inside)))
        yield shown


def _asked(component: Component) -> frozenset[str]:
    """Return the keys that a condition asks for; those of its own row as `row.<key>`."""
    condition = component.condition
    if isinstance(condition, Equals):
        return frozenset({f"row.{condition.key}" if condition.in_row else condition.key})
    return condition.keys if condition else frozenset()


def _cells(component: Component) -> tuple[Field, ...]:
    return component.cells if isinstance(component, RowsField) else ()


def _flat(sources: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, object]]:
    for name, value in sources.items():
        if isinstance(value, Mapping):
            # An address is a mapping too: known as a whole, and by its parts.
            yield f"{path}{name}", value
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value
