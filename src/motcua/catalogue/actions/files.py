"""Procedures taken from a file: all of them, or none."""

from datetime import date, datetime

from django.db import transaction

from motcua.catalogue import errors, files
from motcua.catalogue.actions.drafts import put_in_draft
from motcua.catalogue.actions.versions import publish_version
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
    found = files.read(content, file_name=file_name)
    if found.problems:
        raise errors.ImportRefused(count=len(found.problems), problems=found.problems)
    for one in found.contents:
        if valid_from is None:
            put_in_draft(content=one, by=by, at=at)
        else:
            record = one.model_dump(mode="json")
            publish_version(content=record, valid_from=valid_from, by=by, at=at)
    return len(found.contents)
