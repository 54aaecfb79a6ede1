"""Files that arrive in pieces, over lines that break: begun, continued, attached when whole."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.documents import actions as documents
from motcua.dossiers import errors
from motcua.dossiers.actions.drafts import attach_file, open_draft
from motcua.dossiers.models import Upload
from motcua.eforms.types import FileField
from motcua.identity.queries import Citizen
from motcua.kernel.errors import Refusal

KEPT: Final = timedelta(hours=24)
"""How long a broken upload waits to be continued."""


@transaction.atomic
def begin_upload(
    *, draft_id: UUID, owner: Citizen, field: FileField, name: str, size: int, at: datetime
) -> Upload:
    """Expect a file for a field; what was arriving for it before is given up.

    Args:
        draft_id: Which draft.
        owner: Whose.
        field: Of its form.
        name: As the sender calls it.
        size: In bytes, as the sender says; more is never taken.
        at: Real time.

    Raises:
        FileRefused: By its size it cannot be taken.
        UnknownDraft, AlreadySubmitted: The draft is not open, or not hers.
    """
    documents.check_size(size=size, name=name, max_bytes=field.max_bytes)
    draft = open_draft(draft_id, owner)
    for before in draft.uploads.filter(field=field.key):
        give_up(before)
    return Upload.objects.create(draft=draft, field=field.key, name=name, size=size, began_at=at)


def take_piece(
    *, upload: Upload, field: FileField, owner: Citizen, piece: bytes, start: int, at: datetime
) -> int:
    """Take the next piece; with the last the file is examined and attached to its draft.

    Returns:
        How many bytes are there now: not `start + len(piece)` where the piece did not fit.

    Raises:
        FileRefused: The whole file is not taken; nothing of it is kept.
        UnknownUpload: It was given up, or has arrived.
        UnknownDraft, AlreadySubmitted: The draft is not open, or not hers.
    """
    with transaction.atomic():
        # One piece at a time: two senders of the same file must not write side by side.
        if not Upload.objects.select_for_update().filter(id=upload.id).exists():
            raise errors.UnknownUpload
        fitting = piece[: max(0, upload.size - start)]
        there = documents.append(upload.id, fitting, at=start)
    if there < upload.size:
        return there
    try:
        attach_file(
            draft_id=upload.draft_id,
            owner=owner,
            field=field,
            name=upload.name,
            content=documents.arrived(upload.id),
            at=at,
        )
    except Refusal:
        give_up(upload)
        raise
    give_up(upload)
    return there


def give_up(upload: Upload) -> None:
    """Forget an upload and what has come of it."""
    Upload.objects.filter(id=upload.id).delete()
    documents.forget(upload.id)


def forget_uploads(*, at: datetime) -> int:
    """Give up what nobody continued for a day; return how many those were."""
    old = list(Upload.objects.filter(began_at__lt=at - KEPT))
    for upload in old:
        give_up(upload)
    return len(old)
