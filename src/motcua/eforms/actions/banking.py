"""Questions that forms share: put into a draft, and added from one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.audit import actions as audit
from motcua.eforms import bank, bank_errors, bank_queries, draft_queries
from motcua.eforms.actions.drafting import save_definition
from motcua.eforms.models import BankQuestion, FormDraft
from motcua.eforms.types.bank import Topic
from motcua.kernel.actors import Actor


@transaction.atomic
def ask_from_bank(
    *, draft_id: UUID, keys: Sequence[str], page: str, seen: int, by: Actor, at: datetime
) -> FormDraft:
    """Put questions of the bank at the end of a page of a draft, under their own keys.

    Args:
        draft_id: Of the draft.
        keys: Of the questions, in the order in which they are to be asked.
        page: Key of the page.
        seen: The revision that the author had before her.
        by: Who writes.
        at: Real time.

    Raises:
        NothingChosen, UnknownQuestion, UnknownPage, QuestionAsked: As they say.
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
    """
    if not keys:
        raise bank_errors.NothingChosen
    draft = draft_queries.draft(draft_id)
    definition = draft_queries.revision(draft.id, draft.revision).definition
    known, asked = bank_queries.by_key(keys), bank.keys_in(definition)
    for key in keys:
        if key not in known:
            raise bank_errors.UnknownQuestion(key=key[:64])
        if key in asked:
            raise bank_errors.QuestionAsked(label=known[key].label, key=key)
    changed = bank.put_in(definition, page, [known[key].question for key in dict.fromkeys(keys)])
    if changed is None:
        raise bank_errors.UnknownPage
    return save_definition(draft_id=draft_id, definition=changed, seen=seen, by=by, at=at)


@transaction.atomic
def share_question(
    *, draft_id: UUID, key: str, topic: str, by: Actor, at: datetime
) -> BankQuestion:
    """Add a question of a draft to the bank, without the condition on which the form asks it.

    Raises:
        UnknownFormDraft, UnknownQuestion, UnknownTopic, QuestionShared, QuestionHangs: As they say.
    """
    if topic not in set(Topic):
        raise bank_errors.UnknownTopic
    draft = draft_queries.draft(draft_id)
    definition = draft_queries.revision(draft.id, draft.revision).definition
    found = next((one for one in bank.questions(definition) if one["key"] == key), None)
    if found is None:
        raise bank_errors.UnknownQuestion(key=key[:64])
    if bank.hangs_on_others(found):
        raise bank_errors.QuestionHangs(label=found["label"])
    if any(one.key == key for one in bank.carried()):
        raise bank_errors.QuestionShared(key=key)
    try:
        with transaction.atomic():
            row = BankQuestion.objects.create(
                key=key,
                topic=topic,
                question=bank.shared(found),
                form=draft.key,
                added_at=at,
                added_by=str(by),
            )
    except IntegrityError:
        raise bank_errors.QuestionShared(key=key) from None
    audit.record(
        stream=f"eform:{draft.key}",
        kind="eforms.question_shared.v1",
        by=by,
        at=at,
        payload={"question": str(row.id), "draft": str(draft.id)},
    )
    return row
