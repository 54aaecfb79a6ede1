"""Drafts that go on elsewhere: on another device by a code, or on a newer form."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.actions.drafts import drop_files, keep, open_draft
from motcua.dossiers.models import Draft
from motcua.eforms import queries as eforms
from motcua.identity.queries import Citizen
from motcua.kernel import secret_codes

CODE_LENGTH: Final = 12
"""Letters: 59 bits, and few guesses are allowed."""

CODE_DAYS: Final = 7


@transaction.atomic
def give_code(*, draft_id: UUID, owner: Citizen, at: datetime) -> str:
    """Make a code that opens the draft without signing in; an earlier one opens nothing any more.

    Only its hash is kept: it is shown once. Who has it reads and fills in, and cannot submit.

    Raises:
        UnknownDraft, AlreadySubmitted: The draft is not open, or not hers.
    """
    draft = open_draft(draft_id, owner)
    code = secret_codes.new(CODE_LENGTH)
    draft.code_sha256 = secret_codes.digest(code)
    draft.code_until, draft.code_used_at = at + timedelta(days=CODE_DAYS), None
    draft.save(update_fields=["code_sha256", "code_until", "code_used_at"])
    return code


@transaction.atomic
def take_code_back(*, draft_id: UUID, owner: Citizen) -> None:
    """Let no code open the draft any more; whoever came in by one is out.

    Raises:
        UnknownDraft, AlreadySubmitted: The draft is not open, or not hers.
    """
    draft = open_draft(draft_id, owner)
    draft.code_sha256 = draft.code_until = draft.code_used_at = None
    draft.save(update_fields=["code_sha256", "code_until", "code_used_at"])


def use_code(*, typed: str, at: datetime) -> UUID:
    """Return the draft that a typed code opens; its owner sees that it was used.

    Raises:
        UnknownCode: None does, or no more.
    """
    draft = queries.draft_of_code(secret_codes.digest(typed), at=at)
    Draft.objects.filter(id=draft.id).update(code_used_at=at)
    return draft.id


@transaction.atomic
def renew(*, draft_id: UUID, owner: Citizen, at: datetime) -> list[str]:
    """Let a draft go over to the version of its procedure that is in force now.

    Answers to questions that are still asked stay, and the files; what is no longer right is found
    when the draft is looked through, as any other mistake.

    Returns:
        The questions whose answers were left behind, by their labels; empty also where there was
        nothing to go over to.

    Raises:
        UnknownDraft, AlreadySubmitted: The draft is not open, or not hers.
    """
    draft = open_draft(draft_id, owner)
    newer = queries.newer_version(draft, on=agencies.legal_shift().legal_date(at))
    if newer is None:
        return []
    old, new = queries.form_of_draft(draft), eforms.form(queries.form_of(newer))
    content = queries.filled(draft)
    answers = {
        **eforms.carried(old, new, content.answers),
        **{
            field.key: content.answers[field.key]
            for field in queries.file_fields(new)
            if old.field(field.key) in queries.file_fields(old) and field.key in content.answers
        },
    }
    left = [field for field in old.fields if field.key in content.answers.keys() - answers.keys()]
    drop_files(draft, field__in=[field.key for field in left])
    typed = {key: words for key, words in content.typed.items() if new.field(key)}
    draft.procedure_version_id = newer.id
    draft.save(update_fields=["procedure_version"])
    keep(draft, content.with_answers(answers, typed), at=at)
    return [field.label for field in left]


def changes_of(draft: Draft, newer: catalogue.Version) -> list[eforms.Difference]:
    """Return what a newer form asks otherwise than the one a draft fills in."""
    return eforms.differences(queries.form_of_draft(draft), eforms.form(queries.form_of(newer)))
