"""Reads of files and papers."""

from uuid import UUID

from motcua.documents import errors
from motcua.documents.adapters import store
from motcua.documents.models import OfficialPaper, StoredFile
from motcua.documents.types import PaperKind


def content(file: StoredFile) -> bytes:
    """Return the bytes of a file, which are those that were stored.

    Raises:
        FileIsDamaged: They are gone or altered; altered bytes are never served.
    """
    try:
        return store.get(file.sha256)
    except store.BytesAreDamagedError:
        raise errors.FileIsDamaged from None


def papers_of(subject: str) -> list[OfficialPaper]:
    """Return the papers issued about a subject, in the order they were."""
    return list(
        OfficialPaper.objects.filter(subject=subject).select_related("file").order_by("issued_at")
    )


def paper_of(subject: str, kind: PaperKind) -> OfficialPaper | None:
    """Return one paper of a subject with its file, None when it was not issued."""
    return OfficialPaper.objects.filter(subject=subject, kind=kind).select_related("file").first()


def stored(file_id: UUID) -> StoredFile:
    """Return what is known of a file."""
    return StoredFile.objects.get(id=file_id)
