"""Scans taken in: each file examined, pictures made into one file in their order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from motcua.documents import actions, errors
from motcua.documents.adapters import examination, scans
from motcua.documents.models import StoredFile
from motcua.kernel.actors import Actor

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of one file."""
MOST_FILES: Final = 30
PICTURES: Final = (examination.JPEG, examination.PNG)
TAKEN: Final = (examination.PDF, *PICTURES)


def store_scan(*, files: Sequence[tuple[str, bytes]], by: Actor, at: datetime) -> StoredFile:
    """Keep a scan: one PDF or picture as it is, several pictures as one PDF with as many pages.

    Args:
        files: Names and contents, in the order of the pages.
        by: Who scanned.
        at: Real time.

    Raises:
        ScanIsMissing: There is no file.
        FileRefused: One is broken, active, too large or of another type, named by its page; of
            several files each must be a picture. Nothing is kept then.
    """
    if not files:
        raise errors.ScanIsMissing
    if len(files) > MOST_FILES:
        raise errors.TooManyPages(most=MOST_FILES)
    if len(files) == 1:
        ((name, content),) = files
        return actions.store_file(
            content=content, name=name, media_types=TAKEN, max_bytes=MOST_BYTES, by=by, at=at
        )
    for number, (name, content) in enumerate(files, 1):
        try:
            examination.examine(
                content=content, name=name, media_types=PICTURES, max_bytes=MOST_BYTES
            )
        except errors.FileRefused as refusal:
            raise errors.PageRefused(page=number) from refusal
    pdf = scans.joined([content for _, content in files])
    return actions.store_file(
        content=pdf,
        name=files[0][0],
        media_types=(examination.PDF,),
        max_bytes=MOST_BYTES * MOST_FILES,
        by=by,
        at=at,
    )
