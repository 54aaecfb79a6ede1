"""Reads of recorded examples of forms, and what a draft makes of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from motcua.eforms import case_errors, checks, country, definitions, draft_queries, queries, replay
from motcua.eforms.errors import FormNotSupported
from motcua.eforms.models import FormCase
from motcua.eforms.types import Form
from motcua.eforms.types.findings import Finding, Severity
from motcua.kernel.messages import message as _
from motcua.privacy import sealing

SHOWN_RETIRED = 20

CHANGED = _("ca thử “{name}” mong {expected}, nay {now}")
FIX = _("Sửa lại biểu mẫu, hoặc nhận kết quả mới ở trang Ca thử và ghi lý do.")
ACCEPTED = _("được nhận")


class Replayed(NamedTuple):
    """An example, and where the form judges it otherwise than expected; nowhere: it holds."""

    case: FormCase
    shifts: list[replay.Shift]


def cases(key: str) -> list[FormCase]:
    """Return the examples of a form by name."""
    return list(FormCase.objects.filter(key=key, retired_at=None).order_by("name"))


def retired(key: str) -> list[FormCase]:
    """Return the last twenty examples that were changed or taken away, newest first."""
    gone = FormCase.objects.filter(key=key).exclude(retired_at=None).defer("filled_in")
    return list(gone.order_by("-retired_at")[:SHOWN_RETIRED])


def case(case_id: UUID) -> FormCase:
    """Return an example that still counts.

    Raises:
        UnknownFormCase: There is none.
    """
    found = FormCase.objects.filter(pk=case_id, retired_at=None).first()
    if found is None:
        raise case_errors.UnknownFormCase
    return found


def replayed(key: str, form: Form) -> list[Replayed]:
    """Return the examples of a form as it is now, each lived through."""
    return [
        Replayed(one, replay.shifts(form, example_of(one), expected_of(one))) for one in cases(key)
    ]


def current_form(key: str) -> Form | None:
    """Return what examples are held against: the open draft, else the last version.

    None: the draft cannot be run yet.

    Raises:
        UnknownForm: Neither is there.
    """
    draft = draft_queries.open_draft(key)
    if draft is None:
        return queries.form(queries.latest(key).id)
    try:
        return draft_queries.form_of(draft)
    except FormNotSupported:
        return None


def findings(key: str, definition: Mapping[str, Any]) -> list[Finding]:
    """Return all that was found in a definition: by checks, and by the examples of its form."""
    found = checks.findings(definition)
    try:
        form = definitions.parse(definition, units=country.COUNTRY)
    except FormNotSupported:
        return found
    return [*_broken(replayed(key, form)), *found]


def example_of(case: FormCase) -> replay.Example:
    """Return what was filled in, opened."""
    filled_in = sealing.unseal(bytes(case.filled_in), place=place_of(case.id))
    return replay.Example(
        answers=filled_in["answers"],
        page=case.page,
        typed=filled_in["typed"],
        legal_date=case.legal_date,
    )


def expected_of(case: FormCase) -> dict[str, replay.Refused]:
    """Return what an example is to come to."""
    return {key: replay.Refused(*refused) for key, refused in case.expected.items()}


def place_of(case_id: UUID) -> str:
    """Return where the answers of an example are sealed."""
    return f"eforms_formcase.filled_in:{case_id}"


def _broken(found: list[Replayed]) -> list[Finding]:
    return [
        Finding(
            path=shift.key,
            question=shift.question,
            text=CHANGED,
            fix=FIX,
            severity=Severity.ERROR,
            params={
                "name": one.case.name,
                "expected": _said(shift.expected),
                "now": _said(shift.now),
            },
        )
        for one in found
        for shift in one.shifts
    ]


def _said(told: str) -> str:
    return f"“{told}”" if told else ACCEPTED
