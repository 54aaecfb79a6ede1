"""What the population database tells a draft, on its owner's word."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors, queries, told
from motcua.dossiers.actions.drafts import keep, open_draft
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form
from motcua.exchange import actions as exchange
from motcua.exchange import queries as exchange_queries
from motcua.exchange.types import Asked, Fact, Known, Outcome, Purpose
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen

MOST_ASKED: Final = 20
ASKED_WITHIN: Final = timedelta(hours=1)

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
        AskedTooOften: The register's quota is there for everybody.
    """
    draft = queries.draft(draft_id, owner=owner)
    if draft.dossier_id is not None:
        raise errors.AlreadySubmitted(dossier=queries.code_of(draft.dossier_id))
    form = queries.form_of_draft(draft)
    wanted = queries.population_questions(form, queries.filled(draft))
    if not wanted or not queries.may_be_asked_about(owner):
        raise errors.NothingToAsk
    content = catalogue.version(draft.procedure_version_id).content
    asked = _asked(owner)
    since = at - ASKED_WITHIN
    if exchange_queries.asked_since(asked.personal_id, by=owner.actor, since=since) >= MOST_ASKED:
        raise errors.AskedTooOften
    answer = exchange.ask_population(
        asked=asked,
        wanted={queries.FACTS[field.prefill] for field in wanted},
        purpose=Purpose(code=content.code, text=content.name, subject=f"draft:{draft.id}"),
        by=owner.actor,
        at=at,
    )
    if answer.outcome is Outcome.FOUND:
        _take(draft_id, owner, form, answer.facts, at=at)
    return answer.outcome


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
    fixed = {field.key for field in queries.form_of_draft(draft).fields if field.fixed}
    now = told.settled(queries.filled(draft), taken=taken, seen=seen, fixed=fixed)
    keep(draft, now, at=at)


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
    now = told.merged(
        queries.filled(draft),
        eforms.adopted(form, named),
        source=f"{queries.SOURCE}{at.isoformat()}",
    )
    keep(draft, now, at=at)


def _as_answered(value: Known) -> Known:
    return _AS_ANSWERED.get(value, value) if isinstance(value, str) else value
