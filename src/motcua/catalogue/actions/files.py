"""Procedures taken from a file: all of them, or none."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import errors, files
from motcua.catalogue.actions.drafts import put_in_draft
from motcua.catalogue.actions.versions import publish_version
from motcua.catalogue.models import ProcedureFile
from motcua.catalogue.types import Content
from motcua.kernel.actors import Actor


@transaction.atomic
def import_procedures(
    *, content: bytes, file_name: str, valid_from: date | None, by: Actor, at: datetime
) -> int:
    """Take procedures from a JSON or XLSX file; one that cannot be taken stops them all.

    Args:
        content: As received.
        file_name: As the sender calls it.
        valid_from: Legal date from which they hold; None: they become drafts to be looked at.
        by: Who imports.
        at: Real time.

    Returns:
        How many there were; those that say what they said before change nothing.

    Raises:
        FileRefused, FileNotUnderstood, SheetColumnsMissing: The file cannot be taken at all.
        ImportRefused: Rows are wrong; `problems` names them all, and nothing was stored.
        DraftIsOpen: One of the procedures is being edited.
        LaterVersionPublished, UnknownForm, UnknownProcess: As `publish_version`.
    """
    contents = _read(content, file_name)
    for one in contents:
        if valid_from is None:
            put_in_draft(content=one, by=by, at=at)
        else:
            record = one.model_dump(mode="json")
            publish_version(content=record, valid_from=valid_from, by=by, at=at)
    return len(contents)


def keep_file(
    *, content: bytes, file_name: str, valid_from: date, by: Actor, at: datetime
) -> ProcedureFile:
    """Keep a file without problems to be looked at; it takes the place of the sender's last one.

    Raises:
        FileRefused, FileNotUnderstood, SheetColumnsMissing, ImportRefused: As `import_procedures`.
        BeginsInThePast: Its procedures would hold from a day before today.
    """
    today = agencies.legal_shift().legal_date(at)
    if valid_from < today:
        raise errors.BeginsInThePast(day=f"{today:%d/%m/%Y}")
    _read(content, file_name)
    kept, _ = ProcedureFile.objects.update_or_create(
        sent_by=str(by),
        defaults={
            "sent_at": at,
            "file_name": file_name[:200],
            "content": content,
            "valid_from": valid_from,
        },
    )
    return kept


@transaction.atomic
def publish_file(*, file_id: UUID, seen_at: datetime, by: Actor, at: datetime) -> int:
    """Publish what a kept file says, all of it or nothing, and keep it no longer.

    Args:
        file_id: Of a file that `by` sent.
        seen_at: When the file was sent that was looked at; real time.
        by: Its sender.
        at: Real time.

    Returns:
        How many procedures the file holds.

    Raises:
        UnknownFile: There is none, it was published, or another came in its place.
        LaterVersionPublished, UnknownForm, UnknownProcess: As `publish_version`.
    """
    kept = ProcedureFile.objects.select_for_update().filter(id=file_id, sent_by=str(by)).first()
    if kept is None or kept.sent_at != seen_at:
        raise errors.UnknownFile
    count = import_procedures(
        content=bytes(kept.content),
        file_name=kept.file_name,
        valid_from=kept.valid_from,
        by=by,
        at=at,
    )
    kept.delete()
    return count


def drop_file(*, by: Actor) -> None:
    """Forget the file that a sender had kept."""
    ProcedureFile.objects.filter(sent_by=str(by)).delete()


def _read(content: bytes, file_name: str) -> tuple[Content, ...]:
    found = files.read(content, file_name=file_name)
    if found.problems:
        raise errors.ImportRefused(count=len(found.problems), problems=found.problems)
    return found.contents
