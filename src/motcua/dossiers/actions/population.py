"""What the population database tells a draft, on its owner's word."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors, queries
from motcua.dossiers.actions.drafts import keep, open_draft
from motcua.dossiers.types import Filled
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form
from motcua.exchange import actions as exchange
from motcua.exchange.types import Asked, Fact, Known, Outcome, Purpose
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen

_AS_ANSWERED: Final = {"male": "nam", "female": "nu"}


def ask_population(*, draft_id: UUID, owner: Citizen, at: datetime) -> Outcome:
    """Ask what the form still wants to know of its owner, and fill in what is empty.

    Only on her word, which she gives after reading what for. What she answered herself stays; where
    the register says otherwise, both are kept until she chooses. No row is locked meanwhile.

    Args:
        draft_id: Which.
        owner: Whose; the register is asked about nobody else.
        at: Real time.

    Returns:
        What came of it; unless found, nothing changed.

    Raises:
        UnknownDraft, AlreadySubmitted: It is not open, or not hers.
        NothingToAsk: The form wants nothing that is to be had, or she is not surely known.
    """
    draft = queries.draft(draft_id, owner=owner)
    if draft.dossier_id is not None:
        raise errors.AlreadySubmitted(dossier=queries.code_of(draft.dossier_id))
    form = queries.form_of_draft(draft)
    wanted = queries.population_questions(form, queries.filled(draft))
    if not wanted or not queries.may_be_asked_about(owner):
        raise errors.NothingToAsk
    content = catalogue.version(draft.procedure_version_id).content
    told = exchange.ask_population(
        asked=_asked(owner),
        wanted={queries.FACTS[field.prefill] for field in wanted},
        purpose=Purpose(code=content.code, text=content.name, subject=f"draft:{draft.id}"),
        by=owner.actor,
        at=at,
    )
    if told.outcome is Outcome.FOUND:
        _take(draft_id, owner, form, told.facts, at=at)
    return told.outcome


@transaction.atomic
def choose_told(
    *, draft_id: UUID, owner: Citizen, taken: Collection[str], seen: Collection[str], at: datetime
) -> None:
    """Settle where the register says otherwise than she.

    Args:
        draft_id: Which.
        owner: Whose.
        taken: Questions in which she takes the register's word.
        seen: All that she was shown; in those not taken her answer stays, unless the form is fixed.
        at: Real time.

    Raises:
        UnknownDraft, AlreadySubmitted: It is not open, or not hers.
    """
    draft = open_draft(draft_id, owner)
    form, filled = queries.form_of_draft(draft), queries.filled(draft)
    fixed = {field.key for field in form.fields if field.fixed}
    settled = filled.told.keys() & set(seen)
    won = {key: filled.told[key] for key in settled & (set(taken) | fixed)}
    answers = {**filled.answers, **{key: said["answer"] for key, said in won.items()}}
    typed = {key: words for key, words in filled.typed.items() if key not in won}
    now = filled.with_answers(answers, typed)
    sources = {**now.sources, **{key: said["source"] for key, said in won.items()}}
    told = {key: said for key, said in now.told.items() if key not in settled}
    keep(draft, replace(now, sources=sources, told=told), at=at)


def _asked(owner: Citizen) -> Asked:
    known = identity.prefill_of(owner.id)
    born = known["identity.birth_date"]
    return Asked(
        personal_id=known["identity.personal_id"],
        full_name=known["identity.full_name"],
        birth_date=date.fromisoformat(born) if born else None,
    )


@transaction.atomic
def _take(
    draft_id: UUID, owner: Citizen, form: Form, facts: Mapping[Fact, Known], *, at: datetime
) -> None:
    """Keep what was told in a draft that may have changed while the register was asked."""
    draft = open_draft(draft_id, owner)
    named = {
        name: _as_answered(facts[fact]) for name, fact in queries.FACTS.items() if fact in facts
    }
    told, source = eforms.adopted(form, named), f"{queries.SOURCE}{at.isoformat()}"
    keep(draft, _with_told(queries.filled(draft), told, source), at=at)


def _as_answered(value: Known) -> Known:
    return _AS_ANSWERED.get(value, value) if isinstance(value, str) else value


def _with_told(filled: Filled, told: Mapping[str, Any], source: str) -> Filled:
    """Return what a draft holds after it was told something: empty answers given, others kept."""
    is_open = {key for key in told if key not in filled.answers and key not in filled.typed}
    answers = {**filled.answers, **{key: told[key] for key in is_open}}
    now = filled.with_answers(answers, filled.typed)
    otherwise = {
        key: {"answer": answer, "source": source}
        for key, answer in told.items()
        if key in filled.typed or _said(answers[key]) != _said(answer)
    }
    sources = {**now.sources, **dict.fromkeys(is_open, source)}
    return replace(now, sources=sources, told={**now.told, **otherwise})


def _said(answer: Any) -> Any:
    """Return what is compared of an answer: of an address not the day on which it was given."""
    if not isinstance(answer, dict):
        return answer
    return {part: value for part, value in answer.items() if part != "on"}
