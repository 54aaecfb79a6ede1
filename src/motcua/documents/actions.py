"""Writes of files and papers."""

from collections.abc import Collection
from datetime import datetime

from motcua.documents import rules
from motcua.documents.adapters import examination, store
from motcua.documents.models import StoredFile
from motcua.documents.types import Scan
from motcua.kernel.actors import Actor


def store_file(
    *,
    content: bytes,
    name: str,
    media_types: Collection[str],
    max_bytes: int,
    by: Actor,
    at: datetime,
) -> StoredFile:
    """Keep a file that was given to us, after it was examined.

    Raises:
        FileRefused: Empty, too large, of another type than allowed, broken, active or infected;
            nothing of it is kept.
    """
    media_type = examination.examine(
        content=content,
        name=name[: rules.LONGEST_NAME],
        media_types=media_types,
        max_bytes=max_bytes,
    )
    return StoredFile.objects.create(
        sha256=store.put(content),
        size=len(content),
        media_type=media_type,
        name=rules.safe_name(name, media_type),
        scan=Scan.NOT_SCANNED,
        stored_at=at,
        stored_by=str(by),
    )
