"""Drafts: begun, saved page by page, given files, thrown away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.catalogue.errors import ProcedureClosed
from motcua.catalogue.types import Channel
from motcua.documents import actions as documents
from motcua.dossiers import errors, queries
from motcua.dossiers.models import Attachment, Dossier, Draft
from motcua.eforms import queries as eforms
from motcua.eforms.types import FileField
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen
from motcua.kernel.errors import Refusal
from motcua.privacy import sealing


def begin_draft(*, offer: catalogue.Offer, owner: Citizen, at: datetime) -> Draft:
    """Begin a form with what the identity already tells.

    Raises:
        NotOnline: The procedure has no form, or the agency takes nothing online.
        ProcedureClosed: It takes no dossiers any more.
    """
    if not offer.takes_dossiers:
        raise ProcedureClosed.of(offer.version.content.name, offer.version.closes_on)
    channels = offer.terms.content.channels
    if offer.version.form_version is None or Channel.ONLINE not in channels:
        raise errors.NotOnline(name=offer.version.content.name)
    form = eforms.form(offer.version.form_version)
    draft = Draft(
        owner_id=owner.id,
        service_id=offer.service,
        procedure_version_id=offer.version.id,
        began_at=at,
        saved_at=at,
    )
    known = eforms.prefilled(form, identity.prefill_of(owner.id))
    draft.answers = _sealed(draft.id, known, {})
    draft.save(force_insert=True)
    return draft


@transaction.atomic
def begin_again(*, dossier: Dossier, offer: catalogue.Offer, owner: Citizen, at: datetime) -> Draft:
    """Begin a new form with the answers of a dossier of hers that was refused or expired.

    Answers that the present version of the form does not ask, and files, are left behind.

    Raises:
        NotOnline: The procedure has no form any more.
    """
    draft = begin_draft(offer=offer, owner=owner, at=at)
    form = eforms.form(queries.form_of(offer.version))
    files = {field.key for field in queries.file_fields(form)}
    asked = {field.key for page in form.pages for field in page.fields} - files
    old = {key: value for key, value in queries.answers_of(dossier).items() if key in asked}
    draft.answers = _sealed(draft.id, {**queries.answers_of(draft), **old}, {})
    draft.save(update_fields=["answers"])
    return draft


def save_answers(
    *,
    draft_id: UUID,
    owner: Citizen,
    answers: Mapping[str, Any],
    typed: Mapping[str, Any],
    at: datetime,
) -> None:
    """Keep the answers as they are, complete or not; one statement, which finds the draft open.

    Args:
        draft_id: Which.
        owner: Whose.
        answers: Those that were found right.
        typed: What was typed where it was not, to be shown again.
        at: Real time.

    Raises:
        UnknownDraft: There is none of this owner.
        AlreadySubmitted: It is closed.
    """
    still_open = Draft.objects.filter(id=draft_id, owner=owner.id, dossier=None)
    if not still_open.update(answers=_sealed(draft_id, answers, typed), saved_at=at):
        raise _closed(draft_id, owner)


def attach_file(
    *,
    draft_id: UUID,
    owner: Citizen,
    field: FileField,
    name: str,
    content: bytes,
    at: datetime,
) -> Attachment:
    """Take a file for a field of a draft; a second one for the same field replaces the first.

    The bytes are examined and stored before the draft is touched: a refused file changes nothing.

    Raises:
        FileRefused: Empty, too large, of another type than allowed, broken or infected.
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    stored = documents.store_file(
        content=content,
        name=name,
        media_types=field.media_types,
        max_bytes=field.max_bytes,
        by=owner.actor,
        at=at,
    )
    with transaction.atomic():
        draft = _open_draft(draft_id, owner)
        draft.attachments.filter(field=field.key).delete()
        attachment = Attachment.objects.create(
            draft=draft, field=field.key, file_id=stored.id, name=stored.name, attached_at=at
        )
        answers = {**queries.answers_of(draft), field.key: str(attachment.id)}
        _keep(draft, answers, queries.typed_of(draft), at=at)
    return attachment


@transaction.atomic
def detach_file(*, draft_id: UUID, owner: Citizen, field: str, at: datetime) -> None:
    """Take the file of a field back; without one nothing changes.

    Raises:
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    draft = _open_draft(draft_id, owner)
    draft.attachments.filter(field=field).delete()
    answers = queries.answers_of(draft)
    answers.pop(field, None)
    _keep(draft, answers, queries.typed_of(draft), at=at)


@transaction.atomic
def discard_draft(*, draft_id: UUID, owner: Citizen) -> None:
    """Throw a draft away, with its files.

    Raises:
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    draft = _open_draft(draft_id, owner)
    draft.attachments.all().delete()
    draft.delete()


def _keep(
    draft: Draft, answers: Mapping[str, Any], typed: Mapping[str, Any], *, at: datetime
) -> None:
    draft.answers = _sealed(draft.id, answers, typed)
    draft.saved_at = at
    draft.save(update_fields=["answers", "saved_at"])


def _sealed(draft_id: UUID, answers: Mapping[str, Any], typed: Mapping[str, Any]) -> bytes:
    content = {"answers": dict(answers), "typed": dict(typed)}
    return sealing.seal(content, place=queries.place_of_draft(draft_id))


def _open_draft(draft_id: UUID, owner: Citizen) -> Draft:
    still_open = Draft.objects.select_for_update().filter(owner=owner.id, dossier=None)
    found = still_open.filter(id=draft_id).first()
    if found is None:
        raise _closed(draft_id, owner)
    return found


def _closed(draft_id: UUID, owner: Citizen) -> Refusal:
    """Return why a draft is not open: it became a dossier, or there is none of this owner."""
    drafts = Draft.objects.filter(id=draft_id, owner=owner.id)
    for code in drafts.values_list("dossier__code", flat=True):
        return errors.AlreadySubmitted(dossier=code)
    return errors.UnknownDraft()
