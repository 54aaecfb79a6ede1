"""What a new draft begins with, so that nobody types what we were told before."""

from collections.abc import Mapping
from typing import Any, Final

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import reusing
from motcua.dossiers.types import Filing, Filled
from motcua.eforms import queries as eforms
from motcua.eforms.types import FileField, Form
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen

EARLIER_DOSSIERS: Final = 5
"""Of the same person, the latest, in which an answer to the same question is looked for."""


def first_answers(form: Form, *, owner: Citizen, filing: Filing) -> Filled:
    """Return defaults and what is known, each answer with its source.

    What the identity says comes before papers of hers in the vault, and those before what she once
    answered herself. A question is the same
    where its field names the same `prefill`.
    """
    told = {name: value for name, value in identity.prefill_of(owner.id).items() if value}
    earlier, codes = _earlier(owner)
    vault = reusing.told_by_vault(owner, form.fields)
    kept = {name: value for name, (value, _) in vault.items()}
    answers = eforms.prefilled(form, {**earlier, **kept, **told})
    defaults = eforms.prefilled(form, {})
    sources: dict[str, str] = {}
    origins = {
        **{name: f"dossier:{code}" for name, code in codes.items()},
        **{name: source for name, (_, source) in vault.items()},
        **dict.fromkeys(told, "identity"),
    }
    if filing is not Filing.SELF_ONLINE:
        # What a card or she herself says at a counter was typed: it can be changed as such.
        return Filled(answers=answers)
    for field in form.fields:
        if field.prefill and field.key in answers and answers[field.key] != defaults.get(field.key):
            sources[field.key] = origins[field.prefill]
    return Filled(answers=answers, sources=sources)


def _earlier(owner: Citizen) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Return answers of her earlier dossiers by what they are prefilled from, and their codes."""
    answers: dict[str, Any] = {}
    codes: dict[str, str] = {}
    filed = Dossier.objects.filter(owner=owner.id).order_by("-submitted_at")[:EARLIER_DOSSIERS]
    for dossier in filed:
        version = catalogue.version(dossier.procedure_version_id)
        given = queries.answers_of(dossier)
        for field in eforms.form(queries.form_of(version)).fields:
            is_new = bool(field.prefill) and field.prefill not in answers
            if is_new and field.key in given and not isinstance(field, FileField):
                answers[field.prefill] = given[field.key]
                codes[field.prefill] = dossier.code
    return answers, codes
