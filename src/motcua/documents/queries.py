"""Reads of files and papers."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from motcua.documents import errors
from motcua.documents.adapters import authority, partial, store, typesetting, validation
from motcua.documents.models import OfficialPaper, StoredFile
from motcua.documents.types import PaperKind
from motcua.kernel import secret_codes


def content(file: StoredFile) -> bytes:
    """Return the bytes of a file, which are those that were stored.

    Raises:
        FileIsDamaged: They are gone or altered; altered bytes are never served.
    """
    try:
        return store.get(file.sha256)
    except store.BytesAreDamagedError:
        raise errors.FileIsDamaged from None


def bytes_arrived(upload_id: UUID) -> int:
    """Return how much has come of a file that arrives in pieces; 0 before the first."""
    return partial.size(upload_id)


def papers_of(subject: str) -> list[OfficialPaper]:
    """Return the papers issued about a subject, in the order they were."""
    return list(_made().filter(subject=subject).order_by("issued_at"))


def paper_of(subject: str, kind: PaperKind, occasion: int | None = None) -> OfficialPaper | None:
    """Return one paper of a subject with its file, None when it is not issued, or not yet.

    Without an occasion it is the latest of its kind.
    """
    found = _made().filter(subject=subject, kind=kind).order_by("-occasion")
    return found.first() if occasion is None else found.filter(occasion=occasion).first()


def paper_numbers(subject: str) -> dict[tuple[str, int], str]:
    """Return number and year of each paper of a subject, made or not, by kind and occasion."""
    found = OfficialPaper.objects.filter(subject=subject)
    rows = found.values_list("kind", "occasion", "number", "year")
    return {(kind, occasion): f"{number}/{year}" for kind, occasion, number, year in rows}


def paper(paper_id: UUID) -> OfficialPaper:
    """Return a paper with its file."""
    return _made().get(id=paper_id)


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What can be said of a paper that somebody holds.

    Attributes:
        paper: The one on record, None when no such file or code is known here.
        sha256: Of the file that was looked at.
        judgements: Of the signatures in it; none where there is none.
    """

    paper: OfficialPaper | None
    sha256: str
    judgements: tuple[validation.Judgement, ...]

    @property
    def is_genuine(self) -> bool:
        """Return whether it is a paper of ours, whole, and signed well if it is of the signed."""
        if self.paper is None:
            return False
        signed = bool(self.judgements) and all(found.holds for found in self.judgements)
        return signed or not self.paper.is_signed


def verified_code(typed: str) -> Verification | None:
    """Return what is on record under a verification code, its own file judged; None: nothing is.

    Raises:
        FileIsDamaged: The file on record is not what was issued.
    """
    found = _made().filter(verification_code=secret_codes.typed(typed)).first()
    if found is None or found.file is None:
        return None
    pdf = content(found.file)
    return Verification(paper=found, sha256=found.file.sha256, judgements=_judge(pdf))


def verified_file(pdf: bytes) -> Verification:
    """Return what can be said of a file somebody sends: is it ours to the byte, and signed."""
    digest = hashlib.sha256(pdf).hexdigest()
    found = _made().filter(file__sha256=digest).first()
    return Verification(paper=found, sha256=digest, judgements=_judge(pdf))


def _judge(pdf: bytes) -> tuple[validation.Judgement, ...]:
    return tuple(validation.judge(pdf, roots=authority.trusted_roots()))


def _made() -> QuerySet[OfficialPaper]:
    return OfficialPaper.objects.filter(file__isnull=False).select_related("file", "agency")


def has_template(name: str) -> bool:
    """Tell whether a paper can be written on a template of that name."""
    return typesetting.has_template(name)


def stored(file_id: UUID) -> StoredFile:
    """Return what is known of a file."""
    return StoredFile.objects.get(id=file_id)
