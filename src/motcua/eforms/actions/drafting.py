"""Drafts of forms: begun, saved, read by another than their author, published or given up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.audit import actions as audit
from motcua.eforms import case_queries, definitions, draft_errors, errors, lifecycle, storable
from motcua.eforms.actions.publishing import publish
from motcua.eforms.models import FormDraft, FormDraftStep, FormRevision, FormVersion
from motcua.eforms.types.drafting import DraftMove, DraftStatus
from motcua.kernel.actors import Actor

FIRST_PAGE = "trang_1"


@transaction.atomic
def begin_form(*, key: str, title: str, by: Actor, at: datetime) -> FormDraft:
    """Begin a form that does not exist yet, with one empty page.

    Args:
        key: Of the form, for good.
        title: As on the printed declaration.
        by: The author.
        at: Real time.

    Raises:
        FormKeyNotUsable, FormKeyTaken, FormTitleMissing: As they say.
        FormDraftOpen: Somebody has begun it already.
    """
    key = key.strip()
    if FormVersion.objects.filter(key=key).exists():
        raise draft_errors.FormKeyTaken(key=key)
    page = {"type": "panel", "key": FIRST_PAGE, "title": "Trang 1", "components": []}
    blank = {"name": key, "title": title.strip(), "display": "wizard", "components": [page]}
    return _begin(blank, by=by, at=at)


@transaction.atomic
def begin_from_version(*, version_id: UUID, by: Actor, at: datetime) -> FormDraft:
    """Begin the next version of a form as one that is published; its last, or an earlier one.

    Raises:
        FormVersion.DoesNotExist: There is no such version.
        FormDraftOpen: Somebody has begun it already.
    """
    return _begin(FormVersion.objects.get(pk=version_id).definition, by=by, at=at)


@transaction.atomic
def begin_from_definition(*, definition: Mapping[str, Any], by: Actor, at: datetime) -> FormDraft:
    """Begin a draft from a definition made elsewhere; what we do not run stays in it, and is told.

    Raises:
        FormNotSupported: It cannot even be stored.
        FormKeyNotUsable, FormTitleMissing, FormDraftOpen: As `begin_form`.
    """
    return _begin(definition, by=by, at=at)


@transaction.atomic
def save_definition(
    *, draft_id: UUID, definition: Mapping[str, Any], seen: int, by: Actor, at: datetime
) -> FormDraft:
    """Keep what a draft is to hold now; what it held before stays in its revisions.

    Args:
        draft_id: Of the draft.
        definition: Whole, with or without what we do not run.
        seen: The revision that the author had before her.
        by: Who writes.
        at: Real time.

    Raises:
        UnknownFormDraft: There is none.
        MoveNotAllowed: It is not being written.
        FormEditedMeanwhile: Another save came between; nothing was stored.
        FormKeyChanged: The definition is of another form.
        FormNotSupported: It cannot even be stored.
        FormTitleMissing: It has no title.
    """
    draft = _locked(draft_id)
    status = lifecycle.FORM_DRAFT.next(DraftStatus(draft.status), "save")
    if draft.revision != seen:
        raise draft_errors.FormEditedMeanwhile(revision=draft.revision)
    key, title = _named(definition)
    if key != draft.key:
        raise draft_errors.FormKeyChanged(key=draft.key, other=key[:64])
    draft.title, draft.revision = title, draft.revision + 1
    draft.edited_at, draft.edited_by = at, str(by)
    _keep(draft, definition, by=by, at=at)
    _set(draft, status)
    _record(draft, "eforms.draft_saved.v1", by=by, at=at)
    return draft


@transaction.atomic
def submit_draft(*, draft_id: UUID, seen: int, by: Actor, at: datetime) -> FormDraft:
    """Send a draft to be read by the specialised department.

    Raises:
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
        FindingsRemain: Something must be put right before.
    """
    draft = _locked(draft_id, seen=seen)
    _refuse_findings(draft)
    return _move(draft, DraftMove.SUBMIT, by=by, at=at)


@transaction.atomic
def take_back(*, draft_id: UUID, seen: int, by: Actor, at: datetime) -> FormDraft:
    """Go on writing what was sent or signed off; it has to be read anew.

    Raises:
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
    """
    return _move(_locked(draft_id, seen=seen), DraftMove.TAKE_BACK, by=by, at=at)


@transaction.atomic
def sign_off(*, draft_id: UUID, seen: int, comment: str = "", by: Actor, at: datetime) -> FormDraft:
    """Say for the specialised department that a form may be published as it is.

    Raises:
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
        OwnWorkReviewed: The reader wrote some of it.
        FindingsRemain: An example that was recorded since is judged otherwise.
    """
    draft = _locked(draft_id, seen=seen)
    if is_written_by(draft, by):
        raise draft_errors.OwnWorkReviewed
    _refuse_findings(draft)
    return _move(draft, DraftMove.SIGN_OFF, comment=comment, by=by, at=at)


@transaction.atomic
def return_draft(*, draft_id: UUID, seen: int, comment: str, by: Actor, at: datetime) -> FormDraft:
    """Give a draft back to its author, and say what to change.

    Raises:
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
        CommentMissing: Nothing was said.
    """
    draft = _locked(draft_id, seen=seen)
    if not comment.strip():
        raise draft_errors.CommentMissing
    return _move(draft, DraftMove.RETURN, comment=comment, by=by, at=at)


@transaction.atomic
def publish_draft(*, draft_id: UUID, seen: int, by: Actor, at: datetime) -> FormVersion:
    """Make what was signed off the next version; procedures take it up with their own next one.

    Raises:
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
        FindingsRemain: A check was added since the draft was signed off, and finds something.
        VersionPublishedMeanwhile: Another version came since the draft was begun.
        NothingChanged: It is as the last version.
    """
    draft = _locked(draft_id, seen=seen)
    definition = _definition(draft)
    _refuse_findings(draft)
    _move(draft, DraftMove.PUBLISH, by=by, at=at)
    last = _last(draft.key)
    if last is not None and last.id != draft.based_on_id:
        raise draft_errors.VersionPublishedMeanwhile(number=last.number)
    version = publish(key=draft.key, definition=definition, by=by, at=at)
    if last is not None and version.id == last.id:
        raise draft_errors.NothingChanged(number=last.number)
    return version


@transaction.atomic
def withdraw_draft(*, draft_id: UUID, seen: int, by: Actor, at: datetime) -> FormDraft:
    """Give a draft up; what was written stays on record.

    Raises:
        UnknownFormDraft, MoveNotAllowed, FormEditedMeanwhile: As `save_definition`.
    """
    return _move(_locked(draft_id, seen=seen), DraftMove.WITHDRAW, by=by, at=at)


def is_written_by(draft: FormDraft, actor: Actor) -> bool:
    """Tell whether somebody began a draft or saved it once."""
    return (
        draft.begun_by == str(actor)
        or FormRevision.objects.filter(draft=draft, saved_by=str(actor)).exists()
    )


def _begin(definition: Mapping[str, Any], *, by: Actor, at: datetime) -> FormDraft:
    key, title = _named(definition)
    draft = FormDraft(
        key=key,
        title=title,
        based_on=_last(key),
        begun_at=at,
        begun_by=str(by),
        edited_at=at,
        edited_by=str(by),
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        # The one constraint that can be met here; two may begin at the same moment.
        raise draft_errors.FormDraftOpen(key=key) from None
    _keep(draft, definition, by=by, at=at)
    _note(draft, DraftMove.BEGIN, by=by, at=at)
    _record(draft, "eforms.draft_begun.v1", by=by, at=at)
    return draft


def _named(definition: Mapping[str, Any]) -> tuple[str, str]:
    """Return key and title of a definition that can be kept."""
    refused = storable.refused(definition)
    if refused:
        raise errors.FormNotSupported(items=refused)
    key, title = definition.get("name"), definition.get("title")
    if not isinstance(key, str) or not definitions.is_key(key):
        raise draft_errors.FormKeyNotUsable(key=str(key)[:64])
    if not isinstance(title, str) or not title.strip():
        raise draft_errors.FormTitleMissing
    return key, title.strip()


def _keep(draft: FormDraft, definition: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    FormRevision.objects.create(
        draft=draft, number=draft.revision, definition=definition, saved_at=at, saved_by=str(by)
    )


def _move(
    draft: FormDraft, move: DraftMove, *, comment: str = "", by: Actor, at: datetime
) -> FormDraft:
    status = lifecycle.FORM_DRAFT.next(DraftStatus(draft.status), move.value)
    _set(draft, status)
    _note(draft, move, comment=comment, by=by, at=at)
    _record(draft, _EVENTS[move], by=by, at=at)
    return draft


_EVENTS = {
    DraftMove.SUBMIT: "eforms.draft_submitted.v1",
    DraftMove.TAKE_BACK: "eforms.draft_taken_back.v1",
    DraftMove.SIGN_OFF: "eforms.draft_signed_off.v1",
    DraftMove.RETURN: "eforms.draft_returned.v1",
    DraftMove.PUBLISH: "eforms.draft_published.v1",
    DraftMove.WITHDRAW: "eforms.draft_withdrawn.v1",
}


def _set(draft: FormDraft, status: DraftStatus) -> None:
    """Write the status, with all else that changed; nothing else does."""
    draft.status = status
    draft.save(update_fields=["status", "title", "revision", "edited_at", "edited_by"])


def _note(draft: FormDraft, move: DraftMove, *, comment: str = "", by: Actor, at: datetime) -> None:
    FormDraftStep.objects.create(
        draft=draft,
        move=move,
        revision=draft.revision,
        comment=comment.strip(),
        taken_at=at,
        taken_by=str(by),
    )


def _locked(draft_id: UUID, *, seen: int | None = None) -> FormDraft:
    draft = FormDraft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise draft_errors.UnknownFormDraft
    if seen is not None and draft.revision != seen:
        raise draft_errors.FormEditedMeanwhile(revision=draft.revision)
    return draft


def _definition(draft: FormDraft) -> dict[str, Any]:
    written: dict[str, Any] = draft.revisions.get(number=draft.revision).definition
    return written


def _last(key: str) -> FormVersion | None:
    return FormVersion.objects.filter(key=key).order_by("-number").first()


def _refuse_findings(draft: FormDraft) -> None:
    found = case_queries.findings(draft.key, _definition(draft))
    blocking = sum(finding.blocks for finding in found)
    if blocking:
        raise draft_errors.FindingsRemain(count=blocking)


def _record(draft: FormDraft, kind: str, *, by: Actor, at: datetime) -> None:
    audit.record(
        stream=f"eform:{draft.key}",
        kind=kind,
        by=by,
        at=at,
        payload={"draft": str(draft.id), "revision": draft.revision},
    )
