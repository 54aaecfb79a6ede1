"""Writes of the vault: listed, scanned, keyed, checked by another; issued by us; ended."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.documents import errors
from motcua.documents.events import SCAN_KEPT
from motcua.documents.lifecycle import VAULT
from motcua.documents.models import VaultRecord, VaultStep
from motcua.documents.queries import vault
from motcua.documents.queries.keying import Typed
from motcua.documents.types import Content, Ending, Origin, Quality, Work
from motcua.kernel import ids
from motcua.kernel.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as data.

    Attributes:
        kind: One of the vault's, or the code of the procedure that it is the result of.
        content: What it says.
        agency_id: Who keeps it.
        issued_on: As printed; None: not known yet.
        valid_until: As printed; None: without end.
    """

    kind: str
    content: Content
    agency_id: int
    issued_on: date | None = None
    valid_until: date | None = None


@transaction.atomic
def expect(papers: Sequence[Paper], *, by: Actor, at: datetime) -> int:
    """List old results to be digitised; return how many are new. Listed ones stay as they are."""
    rows = [_row(paper, Origin.OLD, at=at) for paper in papers]
    VaultRecord.objects.bulk_create(rows, ignore_conflicts=True)
    mine = {row.id for row in rows}
    made = VaultRecord.objects.filter(id__in=mine).count()
    if made:
        audit.record(
            stream=f"vault:agency:{papers[0].agency_id}",
            kind="documents.old_results_listed.v1",
            by=by,
            at=at,
            payload={"count": made},
        )
    return made


@transaction.atomic
def key(
    *,
    record_id: UUID,
    agency_ids: Collection[int],
    typed: Typed,
    file_id: UUID | None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep what an officer typed of a paper, and its scan; a second one checks it.

    Args:
        record_id: Which.
        agency_ids: Where she works.
        typed: Without errors.
        file_id: The scan; None: the one that is there already.
        by: Who typed.
        at: Real time.

    Raises:
        UnknownRecord: There is none of her agencies.
        MoveNotAllowed: It was typed or checked already.
        ScanIsMissing: There is no scan.
        RecordIsListed: Another of this kind bears the number.
    """
    found = _locked(record_id, agency_ids)
    found.quality = VAULT.next(Quality(found.quality), "key")
    found.file_id = file_id or found.file_id
    if found.file_id is None:
        raise errors.ScanIsMissing
    content = vault.content_of(found)
    number = typed.common["number"]
    same = VaultRecord.objects.filter(
        agency=found.agency_id,
        kind=found.kind,
        number=vault.number_of(number),
        origin=Origin.OLD,
        ended_at=None,
    )
    if found.origin == Origin.OLD and same.exclude(id=found.id).exists():
        raise errors.RecordIsListed(number=number)
    now = replace(content, **typed.common, data=dict(typed.data), sent_back="")
    found.content = vault.sealed(found.id, now)
    found.number = vault.number_of(number)
    found.owner = vault.owner_of(now.personal_id)
    found.issued_on, found.valid_until = typed.days["issued_on"], typed.days["valid_until"]
    found.keyed_by, found.keyed_at = str(by), at
    found.save()
    _done(found, Work.KEYED, by=by, at=at)
    if file_id is not None:
        _have_read(file_id)


@transaction.atomic
def check(
    *, record_id: UUID, agency_ids: Collection[int], seen: datetime, by: Actor, at: datetime
) -> None:
    """Agree that what was typed is what the scan shows; from now on it is relied on.

    Args:
        record_id: Which.
        agency_ids: Where she works.
        seen: When that was typed what she looked at.
        by: Who checked; not who typed.
        at: Real time.

    Raises:
        UnknownRecord: There is none of her agencies.
        RecordMoved: Somebody else was faster, or it was typed anew.
        CheckedByKeyer: She typed it herself.
    """
    found = _seen(record_id, agency_ids, seen, by)
    found.quality = VAULT.next(Quality(found.quality), "check")
    found.checked_by, found.checked_at = str(by), at
    found.save()
    _done(found, Work.CHECKED, by=by, at=at)


@transaction.atomic
def send_back(
    *,
    record_id: UUID,
    agency_ids: Collection[int],
    seen: datetime,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Have a paper typed again, and say why; else as `check`.

    Raises:
        ReasonIsMissing: Nothing is said.
        UnknownRecord, RecordMoved, CheckedByKeyer: As `check`.
    """
    if not reason.strip():
        raise errors.ReasonIsMissing
    found = _seen(record_id, agency_ids, seen, by)
    found.quality = VAULT.next(Quality(found.quality), "send_back")
    said = replace(vault.content_of(found), sent_back=reason.strip()[:500])
    found.content = vault.sealed(found.id, said)
    found.save()
    _done(found, Work.SENT_BACK, by=by, at=at)


@transaction.atomic
def keep_scan(
    paper: Paper,
    *,
    subject: str,
    place: str,
    file_id: UUID,
    by: Actor,
    at: datetime,
    origin: Origin = Origin.RECEIVED,
) -> VaultRecord:
    """Keep the scan of a paper of a subject; another one for the same place takes over.

    Args:
        paper: What it is called, and whose it is.
        subject: What it was handed in with.
        place: Which paper of it.
        file_id: The scan.
        by: Who scanned.
        at: Real time.
        origin: Whether it was handed in, or is a result that was given on paper.
    """
    _lock_subject(subject)
    row = _row(paper, origin, at=at, subject=subject, place=place)
    row.quality, row.file_id = VAULT.next(Quality.EXPECTED, "scan"), file_id
    for before in VaultRecord.objects.filter(subject=subject, received=place, ended_at=None):
        _end(before, Ending.SUPERSEDED, successor=row.id, by=by, at=at)
    row.save(force_insert=True)
    _done(row, Work.SCANNED, by=by, at=at)
    _have_read(file_id)
    return row


@transaction.atomic
def keep_issued(
    paper: Paper, *, subject: str, file_id: UUID, by: Actor, at: datetime
) -> VaultRecord:
    """Keep a result that we issued, signed, as data; once per subject and file.

    A corrected one takes the place of the one before.
    """
    _lock_subject(subject)
    before = VaultRecord.objects.filter(
        subject=subject, origin=Origin.ISSUED, ended_at=None
    ).first()
    if before is not None and before.file_id == file_id:
        return before
    row = _row(paper, Origin.ISSUED, at=at, subject=subject)
    row.quality, row.file_id = VAULT.next(Quality.EXPECTED, "issue"), file_id
    if before is not None:
        _end(before, Ending.SUPERSEDED, successor=row.id, by=by, at=at)
    row.save(force_insert=True)
    _done(row, Work.ISSUED, by=by, at=at)
    return row


@transaction.atomic
def revoke(*, subject: str, by: Actor, at: datetime) -> None:
    """Let the issued result of a subject hold no more; without one nothing changes."""
    _lock_subject(subject)
    for found in VaultRecord.objects.filter(subject=subject, origin=Origin.ISSUED, ended_at=None):
        _end(found, Ending.REVOKED, by=by, at=at)


@transaction.atomic
def note_use(*, record_ids: Collection[UUID], subject: str, by: Actor, at: datetime) -> None:
    """Remember what records served for, once each; their owner sees it."""
    day = agencies.legal_shift().legal_date(at)
    VaultStep.objects.bulk_create(
        [
            VaultStep(record_id=one, work=Work.USED, subject=subject, by=str(by), day=day, at=at)
            for one in record_ids
        ],
        ignore_conflicts=True,
    )


def _row(
    paper: Paper, origin: Origin, *, at: datetime, subject: str = "", place: str = ""
) -> VaultRecord:
    record_id = ids.new_id()
    return VaultRecord(
        id=record_id,
        owner=vault.owner_of(paper.content.personal_id),
        agency_id=paper.agency_id,
        kind=paper.kind,
        number=vault.number_of(paper.content.number),
        content=vault.sealed(record_id, paper.content),
        issued_on=paper.issued_on,
        valid_until=paper.valid_until,
        origin=origin,
        subject=subject,
        received=place,
        created_at=at,
    )


def _locked(record_id: UUID, agency_ids: Collection[int]) -> VaultRecord:
    rows = VaultRecord.objects.select_for_update().filter(id=record_id, ended_at=None)
    for found in rows.filter(agency__in=agency_ids):
        return found
    raise errors.UnknownRecord


def _seen(record_id: UUID, agency_ids: Collection[int], seen: datetime, by: Actor) -> VaultRecord:
    """Return a record that waits for a second officer, as she saw it, locked."""
    found = _locked(record_id, agency_ids)
    if found.quality != Quality.KEYED or found.keyed_at != seen:
        raise errors.RecordMoved
    if found.keyed_by == str(by):
        raise errors.CheckedByKeyer
    return found


def _have_read(file_id: UUID) -> None:
    """Let a machine read a scan, after all that somebody waits for."""
    with outbox.behind_others():
        outbox.publish(SCAN_KEPT, file=str(file_id))


def _lock_subject(subject: str) -> None:
    """Let nobody keep papers of the same subject until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"vault:{subject}"])


def _end(
    found: VaultRecord, ending: Ending, *, by: Actor, at: datetime, successor: UUID | None = None
) -> None:
    """Let a locked record hold no more; its successor is written in the same transaction."""
    found.ended_at, found.ending, found.successor_id = at, ending, successor
    found.save(update_fields=["ended_at", "ending", "successor"])
    audit.record(
        stream=f"vault:{found.id}",
        kind="documents.vault_ended.v1",
        by=by,
        at=at,
        payload={"ending": ending, "successor": str(successor or "")},
    )


def _done(found: VaultRecord, work: Work, *, by: Actor, at: datetime) -> None:
    VaultStep.objects.create(
        record=found,
        work=work,
        by=str(by),
        day=agencies.legal_shift().legal_date(at),
        at=at,
    )
    audit.record(
        stream=f"vault:{found.id}",
        kind=f"documents.vault_{work.value}.v1",
        by=by,
        at=at,
        payload={"kind": found.kind, "quality": found.quality, "file": str(found.file_id or "")},
    )
