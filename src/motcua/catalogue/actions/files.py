"""Procedures taken from a file: a file with anything wrong is not taken at all."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.catalogue import errors, files, lifecycle
from motcua.catalogue.actions.drafts import check_days, put_in_draft
from motcua.catalogue.actions.leaving import tried
from motcua.catalogue.actions.versions import publish_version
from motcua.catalogue.models import FiledProcedure, ProcedureFile, ProcedureVersion
from motcua.catalogue.types import Content, FileStatus, Running
from motcua.kernel.actors import Actor

FILE_MOVED: Final = "catalogue.file_moved.v1"
FILE_BEGUN: Final = "catalogue.file_begun.v1"
"""Fact: a file of procedures is to be published."""

AT_ONCE: Final = 20
"""Procedures of one transaction; each is judged anew at every agency that provides it."""
_ROWS: Final = 500


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
    *,
    content: bytes,
    file_name: str,
    valid_from: date,
    running: Running = Running.STAY,
    closes_on: date | None = None,
    by: Actor,
    at: datetime,
) -> ProcedureFile:
    """Keep a file without problems to be looked at; it takes the place of the sender's last one.

    It is read once, here: what it says otherwise than the last versions is kept, a row each.

    Args:
        content: As received.
        file_name: As the sender calls it.
        valid_from: Legal date, today or later.
        running: What becomes of dossiers on their way; `Running.CLOSE` needs `closes_on`.
        closes_on: Legal date from which no dossier is taken.
        by: Who sends it.
        at: Real time.

    Raises:
        FileTooBig: Larger than a page takes.
        FileRefused, FileNotUnderstood, SheetColumnsMissing, ImportRefused: As `import_procedures`.
        BeginsInThePast, ClosingDayMissing, ClosesBeforeItBegins: The days do not fit.
        FileIsBeingPublished: The sender's last one is not through.
    """
    if len(content) > files.MOST_MB * 1024 * 1024:
        raise errors.FileTooBig(limit_mb=files.MOST_MB)
    check_days(valid_from, running, closes_on, today=agencies.legal_shift().legal_date(at))
    closes_on = closes_on if running is Running.CLOSE else None
    said = sorted(_read(content, file_name), key=lambda one: one.code)
    last = _last_versions([one.code for one in said])
    rows = [
        FiledProcedure(
            code=one.code,
            name=one.name,
            content=one.model_dump(mode="json"),
            based_on=last.get(one.code),
        )
        for one in said
        if not _is_published(one, last.get(one.code), closes_on=closes_on)
    ]
    facts = {
        "sent_at": at,
        "file_name": file_name[:200],
        "status": FileStatus.KEPT,
        "valid_from": valid_from,
        "running": running,
        "closes_on": closes_on,
        "unchanged": len(said) - len(rows),
        "total": len(rows),
        "done": 0,
    }
    return _replaced(rows, facts, by=by)


@transaction.atomic
def publish_file(*, file_id: UUID, seen_at: datetime, by: Actor, at: datetime) -> ProcedureFile:
    """Let a kept file be published; its procedures follow by `publish_some`.

    Args:
        file_id: Of a file that `by` sent.
        seen_at: When the file was sent that was looked at; real time.
        by: Its sender.
        at: Real time.

    Raises:
        UnknownFile: There is none, or another came in its place.
        BeginsInThePast: Its day has passed since it was sent.
        MoveNotAllowed: It is being published, or was.
    """
    kept = ProcedureFile.objects.select_for_update().filter(id=file_id, sent_by=str(by)).first()
    if kept is None or kept.sent_at != seen_at:
        raise errors.UnknownFile
    today = agencies.legal_shift().legal_date(at)
    check_days(kept.valid_from, Running(kept.running), kept.closes_on, today=today)
    _move(kept, "publish", by=by, at=at)
    outbox.publish(FILE_BEGUN, file=str(kept.id))
    return kept


@transaction.atomic
def publish_some(*, file_id: UUID, at: datetime) -> bool:
    """Publish the next procedures of a file that is under way.

    However often it is called, and whoever dies meanwhile, each is published once. One that cannot
    be is left, says why, and holds up no other.

    Returns:
        Whether procedures are left.
    """
    file = ProcedureFile.objects.select_for_update().filter(id=file_id).first()
    if file is None or file.status != FileStatus.PUBLISHING:
        return False
    by = Actor.parse(file.sent_by)
    rows = list(file.procedures.order_by("number")[file.done : file.done + AT_ONCE])
    for row in rows:
        row.left = tried(partial(_publish, file, row, by=by, at=at))
    FiledProcedure.objects.bulk_update(rows, ["left"])
    file.done += len(rows)
    if file.done < file.total:
        file.save(update_fields=["done"])
        return True
    _move(file, "finish", by=by, at=at)
    return False


@transaction.atomic
def drop_file(*, by: Actor) -> None:
    """Forget the file that a sender had kept, or had published.

    Raises:
        FileIsBeingPublished: It is not through.
    """
    for kept in ProcedureFile.objects.select_for_update().filter(sent_by=str(by)):
        if kept.status == FileStatus.PUBLISHING:
            raise errors.FileIsBeingPublished
        kept.delete()


@transaction.atomic
def _replaced(rows: list[FiledProcedure], facts: Mapping[str, Any], *, by: Actor) -> ProcedureFile:
    """Return the sender's file with other rows and facts; of two sent at once the later stays."""
    ProcedureFile.objects.get_or_create(sent_by=str(by), defaults=facts)
    kept = ProcedureFile.objects.select_for_update().get(sent_by=str(by))
    if kept.status == FileStatus.PUBLISHING:
        raise errors.FileIsBeingPublished
    kept.procedures.all().delete()
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.save()
    for number, row in enumerate(rows, start=1):
        row.file, row.number = kept, number
    FiledProcedure.objects.bulk_create(rows, batch_size=_ROWS)
    return kept


def _last_versions(codes: Collection[str]) -> dict[str, ProcedureVersion]:
    last = ProcedureVersion.objects.filter(procedure__in=codes)
    last = last.order_by("procedure", "-number").distinct("procedure")
    return {one.procedure_id: one for one in last}


def _is_published(said: Content, last: ProcedureVersion | None, *, closes_on: date | None) -> bool:
    """Tell whether a record, and the day on which it closes, is what was published last."""
    if last is None or (closes_on is not None and last.closes_on != closes_on):
        return False
    return Content.model_validate(last.content) == said


def _publish(file: ProcedureFile, row: FiledProcedure, *, by: Actor, at: datetime) -> str:
    last = _last_versions([row.code]).get(row.code)
    if last is not None and last.id != row.based_on_id:
        raise errors.PublishedSinceSent(number=last.number)
    publish_version(
        content=row.content,
        valid_from=file.valid_from,
        running=Running(file.running),
        closes_on=file.closes_on,
        by=by,
        at=at,
    )
    return ""


def _move(file: ProcedureFile, event: str, *, by: Actor, at: datetime) -> None:
    file.status = lifecycle.FILE.next(FileStatus(file.status), event)
    file.save(update_fields=["status", "done"])
    audit.record(
        stream=f"file:{file.id}",
        kind=FILE_MOVED,
        by=by,
        at=at,
        payload={"event": event, "procedures": file.total, "done": file.done},
    )


def _read(content: bytes, file_name: str) -> tuple[Content, ...]:
    found = files.read(content, file_name=file_name)
    if found.problems:
        raise errors.ImportRefused(count=len(found.problems), problems=found.problems)
    return found.contents
