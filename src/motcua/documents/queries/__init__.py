"""Reads of files and papers."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from motcua.agencies import queries as agencies
from motcua.agencies.types import Tier
from motcua.documents import errors, rules
from motcua.documents.adapters import (
    apart,
    authority,
    partial,
    store,
    typesetting,
    validation,
    word,
)
from motcua.documents.models import OfficialPaper, PaperEnd, StoredFile
from motcua.documents.types import PaperKind, Scan, Signatory
from motcua.kernel import secret_codes

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


def content(file: StoredFile) -> bytes:
    """Return the bytes of a file, which are those that were stored.

    Raises:
        FileIsHeld: It is still to be checked for viruses, or has one.
        FileIsDamaged: They are gone or altered; altered bytes are never served.
    """
    if file.scan == Scan.WAITING:
        raise errors.FileIsBeingChecked
    if file.scan == Scan.INFECTED:
        raise errors.FileWasInfected
    try:
        return store.get(file.sha256)
    except store.BytesAreDamagedError:
        raise errors.FileIsDamaged from None


def files_held() -> int:
    """Return how many files wait for the scanner of viruses; nobody sees them until it answers."""
    return StoredFile.objects.filter(scan=Scan.WAITING).count()


def bytes_arrived(upload_id: UUID) -> int:
    """Return how much has come of a file that arrives in pieces; 0 before the first."""
    return partial.size(upload_id)


def papers_of(subject: str) -> list[OfficialPaper]:
    """Return the papers issued about a subject, in the order they were, with their ends."""
    return list(_made().filter(subject=subject).select_related("end").order_by("issued_at"))


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
class End:
    """How a paper ended.

    Attributes:
        paper: That ended.
        reason: Why, for everybody.
        legal_basis: By which it was decided.
        at: Real time.
        is_replaced: Another took its place; else it was revoked.
        by_paper: That ended it; None while it is being made.
    """

    paper: OfficialPaper
    reason: str
    legal_basis: str
    at: datetime
    is_replaced: bool
    by_paper: OfficialPaper | None


def end_of(found: OfficialPaper) -> End | None:
    """Return how a paper ended; None: it holds."""
    end = PaperEnd.objects.filter(paper=found.id).first()
    return _end(end, found, _ending(end, found)) if end else None


def ends_among(papers: Sequence[OfficialPaper]) -> list[End]:
    """Return how papers of a subject ended that hold no more, the oldest first; no query.

    Args:
        papers: All of the subject, as `papers_of` returns them.
    """
    made = {(one.kind, one.occasion): one for one in papers}
    ended = [one for one in papers if hasattr(one, "end")]
    return [
        _end(one.end, one, made.get((one.end.by_kind, one.end.by_occasion)))
        for one in sorted(ended, key=lambda one: one.end.ended_at)
    ]


def ended_by(subject: str, kind: PaperKind, occasion: int) -> End:
    """Return what a paper ended, made or still to be made.

    Raises:
        PaperEnd.DoesNotExist: Nothing.
    """
    end = PaperEnd.objects.select_related("paper").get(
        paper__subject=subject, by_kind=kind, by_occasion=occasion
    )
    return _end(end, end.paper, _ending(end, end.paper))


def _ending(end: PaperEnd, paper: OfficialPaper) -> OfficialPaper | None:
    by_paper = _made().filter(subject=paper.subject, kind=end.by_kind, occasion=end.by_occasion)
    return by_paper.first()


def _end(end: PaperEnd, paper: OfficialPaper, by_paper: OfficialPaper | None) -> End:
    return End(
        paper=paper,
        reason=end.reason,
        legal_basis=end.legal_basis,
        at=end.ended_at,
        is_replaced=end.by_kind == paper.kind,
        by_paper=by_paper,
    )


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What can be said of a paper that somebody holds.

    Attributes:
        paper: The one on record, None when no such file or code is known here.
        sha256: Of the file that was looked at.
        judgements: Of the signatures in it; none where there is none.
        end: How it ended, though it is genuine; None: it holds.
    """

    paper: OfficialPaper | None
    sha256: str
    judgements: tuple[validation.Judgement, ...]
    end: End | None = None

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
    return Verification(
        paper=found, sha256=found.file.sha256, judgements=_judge(pdf), end=end_of(found)
    )


def verified_file(pdf: bytes) -> Verification:
    """Return what can be said of a file somebody sends: is it ours to the byte, and signed."""
    digest = hashlib.sha256(pdf).hexdigest()
    found = _made().filter(file__sha256=digest).first()
    if found is None:
        return Verification(paper=None, sha256=digest, judgements=_judge_strange(pdf))
    return Verification(paper=found, sha256=digest, judgements=_judge(pdf), end=end_of(found))


def revocation_list() -> bytes | None:
    """Return what the demo's authority has revoked, DER; None: this site has no authority."""
    return authority.revocation_list() if authority.is_ours() else None


def printed(paper: OfficialPaper, data: Mapping[str, Any], verification_url: str) -> dict[str, Any]:
    """Return all that a paper says: what its template is told, with number, code, issuer and day.

    Args:
        paper: Numbered; made or not.
        data: What the caller has to say.
        verification_url: Page that checks papers.
    """
    return {
        **data,
        "number": paper.number,
        "regulation": rules.printed_regulation(paper.regulation, PaperKind(paper.kind)),
        "agency": rules.letterhead(paper.agency),
        "issued_at": agencies.legal_shift().legal_moment(paper.issued_at).isoformat(),
        "verification_code": secret_codes.spaced(paper.verification_code),
        "verification_url": verification_url,
    }


def link_of(paper: OfficialPaper, verification_url: str) -> str:
    """Return the address at which a paper is checked, its code filled in."""
    return f"{verification_url}?ma={paper.verification_code}"


def capacity_of(agency: "Agency", signatory: Signatory | None) -> list[str]:
    """Return the lines above a signature; none where nobody signs."""
    if signatory is None:
        return []
    return rules.capacity(Tier(agency.tier), is_deputy=signatory.is_deputy)


def word_copy(
    paper: OfficialPaper,
    *,
    template: str,
    data: Mapping[str, Any],
    verification_url: str,
    signatory: Signatory | None = None,
) -> tuple[bytes, str]:
    """Return a paper as a Word document to be worked on, and the name of the file.

    It is made of the paper's own template and is not signed; its head says which PDF counts, and
    that the paper holds no more where it does not.

    Args:
        paper: Issued.
        template: What it is written on.
        data: What the caller has to say, as it did when the paper was issued.
        verification_url: Page that checks papers.
        signatory: Who signed the paper; None: nobody did.
    """
    capacity = {"capacity": capacity_of(paper.agency, signatory)}
    said = printed(paper, {**data, **capacity}, verification_url)
    page = typesetting.as_html(template, said, link=link_of(paper, verification_url))
    note = f"{rules.WORKING_COPY} {said['verification_code']}."
    end = end_of(paper)
    if end is not None:
        note += f" {rules.HOLDS_NO_MORE[end.is_replaced]}."
    name = f"{PaperKind(paper.kind).file_name}-{paper.number}-{paper.year}.docx"
    return word.written(page, note=note, at=paper.issued_at), name


def form_of_register(day: date) -> str:
    """Return by which form a register of dossiers is kept that ends on a legal date."""
    return rules.form_of_register(day)


def listing(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a list as PDF: of the house, with no number, no signature and no code of its own.

    Args:
        template: Of those that lists are written on.
        data: What it says.
        at: Real time of making.
    """
    return typesetting.typeset(template, data, link="", at=at)


def _judge(pdf: bytes) -> tuple[validation.Judgement, ...]:
    revoked = authority.revocation_lists()
    return tuple(validation.judge(pdf, roots=authority.trusted_roots(), revoked=revoked))


def _judge_strange(pdf: bytes) -> tuple[validation.Judgement, ...]:
    """Return judgements of a file that we did not make: it may be written to harm who reads it."""
    revoked = authority.revocation_lists()
    return tuple(apart.judged_apart(pdf, roots=authority.trusted_roots(), revoked=revoked))


def _made() -> QuerySet[OfficialPaper]:
    return OfficialPaper.objects.filter(file__isnull=False).select_related("file", "agency")


def drafted(template: str, *, agency: "Agency", data: Mapping[str, Any], at: datetime) -> bytes:
    """Return a paper as it would be issued, marked as a draft: no number, no code, not kept.

    Args:
        template: As `actions.issue`.
        agency: Who would issue it.
        data: What the template says.
        at: Real time, which stands where the day of issue will.
    """
    shift = agencies.legal_shift()
    said = {
        **data,
        "is_draft": True,
        "number": "…",
        "capacity": [],
        "regulation": "",
        "agency": rules.letterhead(agency),
        "issued_at": shift.legal_moment(at).isoformat(),
        "verification_code": "",
        "verification_url": "",
    }
    return typesetting.typeset(template, said, link="", at=at)


def has_template(name: str) -> bool:
    """Tell whether a paper can be written on a template of that name."""
    return typesetting.has_template(name)


def stored(file_id: UUID) -> StoredFile:
    """Return what is known of a file."""
    return StoredFile.objects.get(id=file_id)
