"""Filled examples of forms: recorded, expected to come to something else, taken away."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.audit import actions as audit
from motcua.eforms import case_errors, case_queries, draft_queries, examples, replay
from motcua.eforms.models import FormCase
from motcua.eforms.types import Form
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

MOST_CASES = 100
LONGEST_NAME = 120


@transaction.atomic
def record_case(
    *, draft_id: UUID, name: str, example: replay.Example, by: Actor, at: datetime
) -> FormCase:
    """Keep a filled example of a draft; what the draft makes of it now is what it is to come to.

    Args:
        draft_id: Of the draft that was filled in; the example is of its form, this version or any.
        name: What it tries.
        example: As it was filled in.
        by: Who did.
        at: Real time.

    Raises:
        UnknownFormDraft: There is none.
        FormNotSupported: It cannot be run.
        CaseNameMissing, CaseNameTaken, CasesTooMany: As they say.
    """
    draft = draft_queries.draft(draft_id)
    form = draft_queries.form_of(draft)
    return _record(draft.key, name, example, replay.outcome(form, example), by=by, at=at)


@transaction.atomic
def record_carried(*, key: str, form: Form, by: Actor, at: datetime) -> list[FormCase]:
    """Keep the examples that the project carries, where the form judges them as they say.

    Those whose name is taken are left as they are: taking them over twice changes nothing.

    Raises:
        CasesTooMany: As it says.
    """
    taken = {one.name for one in case_queries.cases(key)}
    return [
        _record(key, carried.name, carried.example, outcome, by=by, at=at)
        for carried in examples.of(key)
        for outcome in [replay.outcome(form, carried.example)]
        if carried.name not in taken
        and {name: one.code for name, one in outcome.items()} == carried.refused
    ]


@transaction.atomic
def accept_outcome(*, case_id: UUID, form: Form, because: str, by: Actor, at: datetime) -> FormCase:
    """Expect of an example what a form makes of it now; the old one stays on record.

    Raises:
        UnknownFormCase: There is none.
        CaseReasonMissing: Nothing was said.
    """
    old = _retired(case_id, because, by=by, at=at)
    example = case_queries.example_of(old)
    new = _record(old.key, old.name, example, replay.outcome(form, example), by=by, at=at)
    _audit(new, "eforms.case_changed.v1", by=by, at=at, instead_of=str(old.id))
    return new


@transaction.atomic
def retire_case(*, case_id: UUID, because: str, by: Actor, at: datetime) -> FormCase:
    """Take an example away; it stays on record.

    Raises:
        UnknownFormCase: There is none.
        CaseReasonMissing: Nothing was said.
    """
    case = _retired(case_id, because, by=by, at=at)
    _audit(case, "eforms.case_retired.v1", by=by, at=at)
    return case


def _record(
    key: str,
    name: str,
    example: replay.Example,
    outcome: replay.Outcome,
    *,
    by: Actor,
    at: datetime,
) -> FormCase:
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise case_errors.CaseNameMissing
    if FormCase.objects.filter(key=key, retired_at=None).count() >= MOST_CASES:
        raise case_errors.CasesTooMany(most=MOST_CASES)
    case_id = ids.new_id()
    filled_in = {"answers": dict(example.answers), "typed": dict(example.typed)}
    case = FormCase(
        id=case_id,
        key=key,
        name=name,
        page=example.page,
        filled_in=sealing.seal(filled_in, place=case_queries.place_of(case_id)),
        expected={asked: [*refused] for asked, refused in outcome.items()},
        legal_date=example.legal_date,
        recorded_at=at,
        recorded_by=str(by),
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise case_errors.CaseNameTaken(name=name) from None
    _audit(case, "eforms.case_recorded.v1", by=by, at=at, refused=len(outcome))
    return case


def _retired(case_id: UUID, because: str, *, by: Actor, at: datetime) -> FormCase:
    case = FormCase.objects.select_for_update().filter(pk=case_id, retired_at=None).first()
    if case is None:
        raise case_errors.UnknownFormCase
    if not because.strip():
        raise case_errors.CaseReasonMissing
    case.retired_at, case.retired_by, case.retired_because = at, str(by), because.strip()
    case.save(update_fields=["retired_at", "retired_by", "retired_because"])
    return case


def _audit(case: FormCase, kind: str, *, by: Actor, at: datetime, **more: str | int) -> None:
    audit.record(
        stream=f"eform:{case.key}",
        kind=kind,
        by=by,
        at=at,
        payload={"case": str(case.id), **more},
    )
