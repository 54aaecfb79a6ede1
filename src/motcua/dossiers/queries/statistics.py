"""What people answered, counted: of questions that are not personal, small numbers hidden."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.dossiers.queries.funnel import SMALLEST
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form

_COUNTED: Final = """
    SELECT question, value, count(*)
    FROM dossiers_answerfact AS fact
    JOIN dossiers_dossier AS dossier ON dossier.id = fact.dossier_id
    JOIN catalogue_procedureversion AS version ON version.id = dossier.procedure_version_id
    WHERE version.procedure_id = %(procedure)s AND dossier.agency_id = ANY(%(agencies)s)
      AND dossier.submitted_at >= %(since)s AND dossier.submitted_at < %(until)s
    GROUP BY question, value
"""


@dataclass(frozen=True, kw_only=True)
class AnswerCount:
    """How many dossiers gave an answer; None: too few to say, or another would give them away."""

    label: str
    count: int | None


@dataclass(frozen=True, kw_only=True)
class QuestionCounts:
    """What was answered to one question, in the order of its choices, or of the numbers.

    Attributes:
        total: Sum of the counts that are told.
        has_several: One dossier may stand in several counts.
    """

    key: str
    label: str
    answers: tuple[AnswerCount, ...]
    total: int
    has_several: bool


def answer_counts(
    procedure_code: str,
    form: Form,
    *,
    agency_ids: Collection[int],
    since: datetime,
    until: datetime,
) -> list[QuestionCounts]:
    """Return how dossiers of a procedure answered, over all versions of its form; one query.

    A question is the same where its key is. One that the form does not ask any more is left out;
    a choice that it does not offer any more stands under its value.

    Args:
        procedure_code: Which procedure.
        form: As it is now, for labels.
        agency_ids: Where the dossiers went.
        since: Real time of submission.
        until: Real time, not included.
    """
    asked: dict[str, Any] = {
        "procedure": procedure_code,
        "agencies": list(agency_ids),
        "since": since,
        "until": until,
    }
    counts: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, asked)
        for question, value, count in cursor.fetchall():
            counts.setdefault(question, {})[value] = count
    return [
        _of_question(question, counts[question.key])
        for question in eforms.countable_questions(form)
        if question.key in counts
    ]


def _of_question(question: eforms.Countable, counts: Mapping[str, int]) -> QuestionCounts:
    told = hidden_small(counts)
    if question.choices:
        values = [*question.choices, *sorted(counts.keys() - question.choices.keys())]
    else:
        values = sorted(counts, key=lambda value: (len(value), value))
    return QuestionCounts(
        key=question.key,
        label=question.label,
        answers=tuple(
            AnswerCount(
                label=question.choices.get(value) or f"{value} {question.unit}".strip(),
                count=told.get(value, 0),
            )
            for value in values
        ),
        total=sum(count for count in told.values() if count is not None),
        has_several=question.has_several,
    )


def hidden_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return counts with those below `SMALLEST` hidden.

    Where one alone would be hidden, the next smallest is hidden too: whoever knows the sum from
    elsewhere could subtract the others from it.
    """
    ordered = sorted(counts, key=lambda value: (counts[value], value))
    hidden = [value for value in ordered if counts[value] < SMALLEST]
    if len(hidden) == 1:
        hidden = ordered[:2]
    return {value: None if value in hidden else count for value, count in counts.items()}
