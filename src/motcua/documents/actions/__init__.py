"""Writes of files and papers."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import partial as later
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import ProtectedError

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import queries as audit_queries
from motcua.documents import errors, queries, rules
from motcua.documents.actions import checking
from motcua.documents.adapters import (
    authority,
    examination,
    partial,
    signing,
    store,
    typesetting,
)
from motcua.documents.models import OfficialPaper, PaperEnd, StoredFile
from motcua.documents.types import PaperKind, Scan, Signatory
from motcua.kernel import secret_codes
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

ORPHANED_AFTER: Final = timedelta(days=1)
_LOOKED_AT_ONCE: Final = 1000

_NEXT_NUMBER = """
    INSERT INTO documents_papercounter (agency_id, kind, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = documents_papercounter.last + 1
    RETURNING last
"""


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

    Where the scanner of viruses is away the file is held until it answers: `Scan.WAITING`.

    Raises:
        FileRefused: Empty, too large, of another type than allowed, broken, active, infected, or
            such as the scanner cannot unpack; nothing of it is kept.
    """
    media_type = examination.examine(
        content=content,
        name=name[: rules.LONGEST_NAME],
        media_types=media_types,
        max_bytes=max_bytes,
    )
    scan = checking.first_look(content, name=name)
    with transaction.atomic():
        return StoredFile.objects.create(
            sha256=_put(content),
            size=len(content),
            media_type=media_type,
            name=rules.safe_name(name, media_type),
            scan=scan,
            stored_at=at,
            stored_by=str(by),
        )


@transaction.atomic
def forget_file(file_id: UUID) -> None:
    """Throw a file away that nothing refers to any more; one that something does stays.

    The bytes go after the commit, unless the same ones were given under another row.
    """
    for file in StoredFile.objects.filter(id=file_id):
        try:
            file.delete()
        except ProtectedError:
            return
        transaction.on_commit(later(_forget_bytes, file.sha256))


def forget_orphans(*, at: datetime) -> int:
    """Throw away bytes that no row speaks of any more; return how many there were.

    A transaction that was taken back, or a process that was killed, leaves them behind. Those of
    the last day stay: their transaction may still be open.
    """
    gone = 0
    old = store.written_before(at - ORPHANED_AFTER)
    while some := set(islice(old, _LOOKED_AT_ONCE)):
        known = StoredFile.objects.filter(sha256__in=some).values_list("sha256", flat=True)
        gone += sum(_forget_bytes(digest) for digest in some - set(known))
    return gone


def _forget_bytes(digest: str) -> bool:
    with transaction.atomic():
        _lock_bytes(digest)
        is_orphan = not StoredFile.objects.filter(sha256=digest).exists()
        if is_orphan:
            store.drop(digest)
        return is_orphan


def _put(content: bytes) -> str:
    """Store bytes that nobody drops before this transaction has ended; return their SHA-256."""
    _lock_bytes(hashlib.sha256(content).hexdigest())
    return store.put(content)


def _lock_bytes(digest: str) -> None:
    """Let nobody store or drop the same bytes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"bytes:{digest}"])


def check_size(*, size: int, name: str, max_bytes: int) -> None:
    """Refuse a file by the size that its sender says it has, before any of it comes.

    Raises:
        FileRefused: Empty or too large.
    """
    examination.check_size(size=size, name=name[: rules.LONGEST_NAME], max_bytes=max_bytes)


def append(upload_id: UUID, chunk: bytes, *, at: int) -> int:
    """Keep a piece of a file that arrives in pieces; return how many bytes are there now.

    Nothing is kept where `at` is not the present end. One at a time: the caller holds a lock.
    """
    return partial.append(upload_id, chunk, at=at)


def arrived(upload_id: UUID) -> bytes:
    """Return what has come of a file so far."""
    return partial.content(upload_id)


def forget(upload_id: UUID) -> None:
    """Throw away what has come of a file; without any nothing changes."""
    partial.drop(upload_id)


def issue(
    *,
    kind: PaperKind,
    template: str,
    subject: str,
    agency: "Agency",
    data: Mapping[str, Any],
    verification_url: str,
    is_signed: bool,
    by: Actor,
    at: datetime,
    occasion: int = 0,
    signatory: Signatory | None = None,
) -> OfficialPaper:
    """Issue a paper about a subject: number it, set it, sign it; once, however often it is asked.

    Number and code are kept first. A try that is broken off, or two at the same time, leave one
    paper with one number: the first file that is kept is the paper.

    Args:
        kind: One paper of each kind per subject and occasion.
        template: What it is written on.
        subject: Opaque; whom the paper is about is the caller's matter.
        agency: Who issues it.
        data: What the template says beyond number, code, agency and time.
        verification_url: Page that checks papers; the code is added to it in the QR code.
        is_signed: Seal with the agency's certificate.
        by: Who has it issued.
        at: Real time.
        occasion: Which of several papers of one kind; 0 where there is only one.
        signatory: Who signs with her own certificate before it is sealed; None: nobody does.

    Raises:
        SignatureNotOrdered: The signatory did not order it.
        RemoteFailed: The time stamp of the signature could not be had; asking again goes on.
    """
    if signatory is not None:
        _check_order(signatory, subject)
    paper = _kept(
        kind=kind,
        subject=subject,
        occasion=occasion,
        agency=agency,
        is_signed=is_signed,
        by=by,
        at=at,
    )
    if paper.file_id is not None:
        return paper
    pdf = typesetting.typeset(
        template,
        {
            **queries.printed(paper, data, verification_url),
            "capacity": queries.capacity_of(agency, signatory),
        },
        link=queries.link_of(paper, verification_url),
        at=paper.issued_at,
    )
    if is_signed:
        pdf = _sealed(pdf, kind, agency, signatory)
    return _finished(paper, pdf, signatory, by=by, at=at)


def _check_order(signatory: Signatory, subject: str) -> None:
    """Let a person's key be used only for what she ordered herself.

    Raises:
        SignatureNotOrdered: The event is not there, or another's.
    """
    ordered = audit_queries.event(subject, signatory.event)
    if ordered is None or ordered.actor != str(signatory.actor):
        raise errors.SignatureNotOrdered


def _sealed(pdf: bytes, kind: PaperKind, agency: "Agency", signatory: Signatory | None) -> bytes:
    """Return the PDF signed by a person, if one does, and then sealed by the agency."""
    place = agency.full_name
    if signatory is not None:
        own = authority.personal_credential(
            actor_id=signatory.actor.id, name=signatory.name, organisation=place
        )
        pdf = signing.sign(
            pdf, credential=own, field=signing.PERSON, reason=kind.label, place=place
        )
    seal = authority.credential(agency_code=agency.code, agency_name=place)
    return signing.sign(pdf, credential=seal, field=signing.SEAL, reason=kind.label, place=place)


@transaction.atomic
def end_paper(
    *,
    paper_id: UUID,
    by_kind: PaperKind,
    by_occasion: int,
    reason: str,
    legal_basis: str,
    by: Actor,
    at: datetime,
) -> None:
    """Let a paper hold no more, at once and for good; whoever checks it reads why.

    Args:
        paper_id: Which.
        by_kind: Of the paper that ends it; the same kind takes its place.
        by_occasion: Of that paper, which may still have to be issued.
        reason: Shown to everybody: nothing personal.
        legal_basis: By which it was decided; shown too.
        by: Who decided.
        at: Real time.

    Raises:
        PaperHasEnded: It holds no more already.
    """
    if PaperEnd.objects.filter(paper=paper_id).exists():
        raise errors.PaperHasEnded
    PaperEnd.objects.create(
        paper_id=paper_id,
        by_kind=by_kind,
        by_occasion=by_occasion,
        reason=reason,
        legal_basis=legal_basis,
        ended_at=at,
        ended_by=str(by),
    )
    audit.record(
        stream=f"paper:{paper_id}",
        kind="documents.paper_ended.v1",
        by=by,
        at=at,
        payload={"by_kind": by_kind, "by_occasion": by_occasion},
    )


@transaction.atomic
def _kept(
    *,
    kind: PaperKind,
    subject: str,
    occasion: int,
    agency: "Agency",
    is_signed: bool,
    by: Actor,
    at: datetime,
) -> OfficialPaper:
    """Return the subject's paper of a kind and occasion, with number and code, made or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"paper:{subject}:{kind}"])
        existing = OfficialPaper.objects.filter(
            subject=subject, kind=kind, occasion=occasion
        ).first()
        if existing is not None:
            return existing
        year = agencies.legal_shift().legal_date(at).year
        cursor.execute(_NEXT_NUMBER, [agency.pk, kind, year])
        (number,) = cursor.fetchone()
    return OfficialPaper.objects.create(
        kind=kind,
        regulation=rules.regulation_on(agencies.legal_shift().legal_date(at)),
        subject=subject,
        occasion=occasion,
        agency=agency,
        year=year,
        number=number,
        verification_code=secret_codes.new(rules.VERIFICATION_CODE_LENGTH),
        is_signed=is_signed,
        issued_at=at,
        issued_by=str(by),
    )


@transaction.atomic
def _finished(
    paper: OfficialPaper, pdf: bytes, signatory: Signatory | None, *, by: Actor, at: datetime
) -> OfficialPaper:
    """Keep the file of a paper, unless somebody else was faster."""
    kind = PaperKind(paper.kind)
    file = StoredFile(
        sha256=_put(pdf),
        size=len(pdf),
        media_type=examination.PDF,
        name=f"{kind.file_name}-{paper.number}-{paper.year}.pdf",
        scan=Scan.CLEAN,
        stored_at=at,
        stored_by=str(by),
    )
    # Whoever is first names its file; the row follows in the same transaction.
    if not OfficialPaper.objects.filter(id=paper.id, file=None).update(file_id=file.id):
        return queries.paper(paper.id)
    file.save(force_insert=True)
    paper.file = file
    audit.record(
        stream=f"paper:{paper.id}",
        kind="documents.paper_issued.v1",
        by=by,
        at=at,
        payload={
            "kind": kind,
            "subject": paper.subject,
            "number": paper.number,
            "year": paper.year,
            "sha256": file.sha256,
            "signatory": str(signatory.actor) if signatory else "",
            "ordered_by_event": signatory.event if signatory else 0,
        },
    )
    return paper
