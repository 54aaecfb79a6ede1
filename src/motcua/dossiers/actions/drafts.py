"""Drafts: begun, saved page by page, given files, thrown away."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import actions as catalogue_actions
from motcua.catalogue import queries as catalogue
from motcua.catalogue.errors import ProcedureClosed
from motcua.catalogue.types import Channel
from motcua.documents import actions as documents
from motcua.dossiers import errors, progress, queries, rules
from motcua.dossiers.actions import prefilling
from motcua.dossiers.models import AbandonedDraft, Attachment, Dossier, Draft
from motcua.dossiers.progress import Progress
from motcua.dossiers.types import By, Device, Filing, Filled
from motcua.eforms import queries as eforms
from motcua.eforms.types import FileField
from motcua.identity.queries import Citizen
from motcua.kernel.errors import Refusal
from motcua.privacy import sealing

KEPT: Final = timedelta(days=90)
"""How long a draft is kept that nobody touches: personal data is not hoarded."""

MOST_AT_ONCE: Final = 500

_ONE_MORE_VIEW: Final = """
    INSERT INTO dossiers_procedureview (procedure_id, day, device, count) VALUES (%s, %s, %s, 1)
    ON CONFLICT (procedure_id, day, device)
    DO UPDATE SET count = dossiers_procedureview.count + 1
"""


def begin_draft(
    *,
    offer: catalogue.Offer,
    owner: Citizen,
    at: datetime,
    device: Device = Device.COMPUTER,
    filing: Filing = Filing.SELF_ONLINE,
    instead_of: UUID | None = None,
) -> Draft:
    """Begin a form with what the identity and earlier dossiers already tell.

    Args:
        offer: What, and where it goes.
        owner: Whose it will be.
        at: Real time.
        device: What it is filled in on.
        filing: How it will be filed; by it the agency must take dossiers in.
        instead_of: A draft of hers to throw away; it stays where nothing can be begun.

    Raises:
        NotOnline, NotByThisWay: The agency takes nothing of the procedure so.
        ProcedureClosed: It takes no dossiers any more.
        DraftOpen: She has a draft of this procedure; there is one at a time.
        UnknownDraft, AlreadySubmitted: `instead_of` is not open, or not hers.
    """
    if not offer.takes_dossiers:
        raise ProcedureClosed.of(offer.version.content.name, offer.version.closes_on)
    check_channel(offer, filing)
    catalogue_actions.give_parts(version_id=offer.version.id, at=at)
    form = eforms.form(queries.form_of(offer.version))
    by = By.SELF if filing is Filing.SELF_ONLINE else By.STAFF
    draft = Draft(
        owner_id=owner.id,
        service_id=offer.service,
        procedure_id=offer.version.content.code,
        procedure_version_id=offer.version.id,
        progress=progress.begun(device=device, by=by, page=form.pages[0].key),
        filing=filing,
        began_at=at,
        saved_at=at,
    )
    draft.answers = sealed(draft.id, prefilling.first_answers(form, owner=owner, filing=filing))
    try:
        with transaction.atomic():
            if instead_of is not None:
                discard_draft(draft_id=instead_of, owner=owner, at=at)
            draft.save(force_insert=True)
    except IntegrityError:
        found = queries.open_draft_of(owner, draft.procedure_id)
        if found is None:
            raise
        raise errors.DraftOpen(draft=found.id) from None
    return draft


def check_channel(offer: catalogue.Offer, filing: Filing) -> None:
    """Refuse where an agency takes nothing of a procedure so.

    Raises:
        NotOnline, NotByThisWay: As said.
    """
    content, channel = offer.terms.content, rules.channel_of(filing)
    if channel in content.channels:
        return
    if channel is Channel.ONLINE:
        raise errors.NotOnline(name=content.name)
    raise errors.NotByThisWay(name=content.name)


@transaction.atomic
def begin_again(*, dossier: Dossier, offer: catalogue.Offer, owner: Citizen, at: datetime) -> Draft:
    """Begin a new form with the answers of a dossier of hers that was refused or expired.

    Answers that the present version of the form does not ask, and files, are left behind.

    Raises:
        NotOnline, ProcedureClosed, DraftOpen: As `begin_draft`.
    """
    draft = begin_draft(offer=offer, owner=owner, at=at)
    old_form = eforms.form(queries.form_of(catalogue.version(dossier.procedure_version_id)))
    form = eforms.form(queries.form_of(offer.version))
    old = eforms.carried(old_form, form, queries.answers_of(dossier))
    first = queries.filled(draft)
    draft.answers = sealed(draft.id, first.with_answers({**first.answers, **old}, {}))
    draft.save(update_fields=["answers"])
    return draft


def save_answers(
    *,
    draft_id: UUID,
    owner: Citizen,
    filled: Filled,
    at: datetime,
    worked: Progress | None = None,
    seen: datetime | None = None,
) -> None:
    """Keep the answers as they are, complete or not; one statement, which finds the draft open.

    Args:
        draft_id: Which.
        owner: Whose.
        filled: All of it: right answers, what was typed elsewhere, and where answers came from.
        at: Real time.
        worked: How far it is now; None: as far as before.
        seen: `saved_at` of the draft that `filled` was made from: where it was saved since, a file
            that arrived meanwhile would be lost. None: whatever stands there is written over.

    Raises:
        UnknownDraft: There is none of this owner.
        AlreadySubmitted: It is closed.
        DraftMoved: It was saved since.
    """
    still_open = Draft.objects.filter(id=draft_id, owner=owner.id, dossier=None)
    if seen is not None:
        still_open = still_open.filter(saved_at=seen)
    also = {} if worked is None else {"progress": dict(worked)}
    if not still_open.update(answers=sealed(draft_id, filled), saved_at=at, **also):
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
        draft = open_draft(draft_id, owner)
        return attach(draft, field=field.key, file_id=stored.id, name=stored.name, at=at)


@transaction.atomic
def reuse_file(*, draft_id: UUID, owner: Citizen, field: FileField, at: datetime) -> None:
    """Let a file of hers serve again that we have; without a fitting one nothing changes.

    Raises:
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    draft = open_draft(draft_id, owner)
    found = queries.reusable(owner, queries.form_of_draft(draft), [field]).get(field.key)
    if found is not None:
        attach(
            draft,
            field=field.key,
            file_id=found.file_id,
            name=found.name,
            at=at,
            source=found.source,
        )


def attach(
    draft: Draft, *, field: str, file_id: UUID, name: str, at: datetime, source: str = ""
) -> Attachment:
    """Let a stored file be the answer to a field of a locked draft, in place of another."""
    drop_files(draft, field=field)
    attachment = Attachment.objects.create(
        draft=draft, field=field, file_id=file_id, name=name, attached_at=at
    )
    content = queries.filled(draft)
    answers = {**content.answers, field: str(attachment.id)}
    now = content.with_answers(answers, content.typed)
    sources = {**now.sources, field: source} if source else now.sources
    keep(draft, replace(now, sources=sources), at=at)
    return attachment


@transaction.atomic
def detach_file(*, draft_id: UUID, owner: Citizen, field: str, at: datetime) -> None:
    """Take the file of a field back; without one nothing changes.

    Raises:
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    draft = open_draft(draft_id, owner)
    drop_files(draft, field=field)
    content = queries.filled(draft)
    answers = {key: answer for key, answer in content.answers.items() if key != field}
    keep(draft, content.with_answers(answers, content.typed), at=at)


@transaction.atomic
def discard_draft(*, draft_id: UUID, owner: Citizen, at: datetime) -> None:
    """Throw a draft away, with its files; how far it came is still counted.

    Raises:
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    throw_away(open_draft(draft_id, owner), at=at)


def forget_drafts(*, at: datetime) -> int:
    """Throw away what nobody touched for long; return how many drafts those were."""
    untouched = Draft.objects.filter(dossier=None, saved_at__lt=at - KEPT)
    ids = list(untouched.order_by("saved_at").values_list("id", flat=True)[:MOST_AT_ONCE])
    for draft_id in ids:
        with transaction.atomic():
            still = Draft.objects.select_for_update().filter(id=draft_id, dossier=None)
            for draft in still.filter(saved_at__lt=at - KEPT):
                throw_away(draft, at=at)
    return len(ids)


def note_view(*, procedure_code: str, device: Device, at: datetime) -> None:
    """Count that the page of a procedure was opened; who opened it is not kept.

    Args:
        procedure_code: Which procedure; must be one.
        device: What on.
        at: Real time.
    """
    day = agencies.legal_shift().legal_date(at)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MORE_VIEW, [procedure_code, day, device])


def throw_away(draft: Draft, *, at: datetime) -> None:
    """Throw a locked draft away, with its files; how far it came is still counted."""
    AbandonedDraft.objects.create(
        service_id=draft.service_id,
        procedure_id=draft.procedure_id,
        progress=draft.progress,
        began_at=draft.began_at,
        ended_at=at,
    )
    for upload in draft.uploads.all():
        documents.forget(upload.id)
    drop_files(draft)
    draft.delete()


def drop_files(draft: Draft, **which: Any) -> None:
    """Take files of a draft away for good, except what a dossier has too."""
    given = draft.attachments.filter(**which)
    files = list(given.values_list("file_id", flat=True))
    given.delete()
    for file_id in files:
        documents.forget_file(file_id)


def keep(draft: Draft, filled: Filled, *, at: datetime) -> None:
    """Store what a locked draft holds now."""
    draft.answers = sealed(draft.id, filled)
    draft.saved_at = at
    draft.save(update_fields=["answers", "saved_at"])


def sealed(draft_id: UUID, filled: Filled) -> bytes:
    """Return what a draft holds as it is stored: bound to this draft's row."""
    content = {
        "answers": dict(filled.answers),
        "typed": dict(filled.typed),
        "sources": dict(filled.sources),
        "told": dict(filled.told),
    }
    return sealing.seal(content, place=queries.place_of_draft(draft_id))


def open_draft(draft_id: UUID, owner: Citizen) -> Draft:
    """Return an open draft of this owner, locked.

    Raises:
        UnknownDraft, AlreadySubmitted: As `save_answers`.
    """
    still_open = Draft.objects.select_for_update().filter(owner=owner.id, dossier=None)
    found = still_open.filter(id=draft_id).first()
    if found is None:
        raise _closed(draft_id, owner)
    return found


def _closed(draft_id: UUID, owner: Citizen) -> Refusal:
    """Return why a draft was not found as it was: it moved, became a dossier, or is not hers."""
    drafts = Draft.objects.filter(id=draft_id, owner=owner.id)
    for code in drafts.values_list("dossier__code", flat=True):
        return errors.AlreadySubmitted(dossier=code) if code else errors.DraftMoved()
    return errors.UnknownDraft()
