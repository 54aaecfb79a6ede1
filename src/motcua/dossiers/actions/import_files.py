"""Files of dossiers: read and judged at once, taken after a second look, line by line by a job."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.documents import actions as documents
from motcua.dossiers import errors, queries
from motcua.dossiers.actions.asking import MEDIA_TYPES, MOST_BYTES
from motcua.dossiers.actions.importing import AT_ONCE, Paper, Sent, take_rows
from motcua.dossiers.models import Import, ImportLine, ImportPaper
from motcua.dossiers.queries.importing import Judged, judge
from motcua.dossiers.transfer import files
from motcua.dossiers.transfer.files import FileRow
from motcua.dossiers.transfer.reading import Wrong
from motcua.dossiers.verdicts import TAKEN, Verdict
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.privacy import sealing

if TYPE_CHECKING:
    import zipfile

IMPORT_CONFIRMED: Final = "dossiers.import_confirmed.v1"
"""Fact: lines of a file wait to be taken."""

KEPT: Final = timedelta(days=30)
"""How long the rows of a file are kept that were not taken; they may be personal."""
_SOURCE: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")


@transaction.atomic
def keep_import(
    *,
    content: bytes,
    file_name: str,
    papers: bytes,
    source: str,
    viewer: Viewer,
    at: datetime,
) -> Import:
    """Read a file of dossiers to its end and keep it to be looked at; no dossier changes.

    Args:
        content: XLSX or CSV, as received.
        file_name: As the sender calls it.
        papers: An archive of the papers that lines name; empty: none.
        source: The system that they come from; the same word each time.
        viewer: Who sends it; she tells of her agencies and those below.
        at: Real time.

    Raises:
        SourceMissing: It is not said where it comes from.
        FileRefused, ColumnMissing, ColumnTwice, ColumnUnknown: The file cannot be taken at all.
        PapersNotReadable: What came beside it cannot.
    """
    if not _SOURCE.fullmatch(source):
        raise errors.SourceMissing
    rows = files.read(content, file_name=file_name)
    archive = files.papers_in(papers) if papers else None
    within = queries.transferable(viewer)
    kept = Import(
        source=source,
        file_name=file_name[:200],
        agencies=sorted(within),
        sent_by=str(viewer.actor),
        sent_at=at,
        total=len(rows),
        **dict.fromkeys(("new", "changed", "same", "refused"), 0),
    )
    kept.save(force_insert=True)
    codes = Counter(one.row.get("MaHoSo", "").strip() for one in rows)
    positions, counted = count(1), Counter[Verdict]()
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        lines = _keep_lines(
            kept, some, archive, positions=positions, within=within, codes=codes, at=at
        )
        counted += Counter(Verdict(line.verdict) for line in lines)
    kept.new, kept.changed = counted[Verdict.NEW], counted[Verdict.CHANGED]
    kept.same, kept.refused = counted[Verdict.SAME], counted[Verdict.REFUSED]
    kept.save(update_fields=["new", "changed", "same", "refused"])
    _record(kept, "sent", by=viewer.actor, at=at)
    return kept


@transaction.atomic
def confirm_import(*, import_id: UUID, viewer: Viewer, at: datetime) -> Import:
    """Let the good lines of a kept file be taken; a job does so.

    Raises:
        UnknownImport: There is none of hers that waits.
        NothingToTake: No line would change anything.
    """
    kept = _waiting(import_id, viewer)
    if not kept.new + kept.changed:
        raise errors.NothingToTake
    kept.confirmed_at = at
    kept.save(update_fields=["confirmed_at"])
    _record(kept, "confirmed", by=viewer.actor, at=at)
    outbox.publish(IMPORT_CONFIRMED, kept=str(kept.id))
    return kept


@transaction.atomic
def drop_import(*, import_id: UUID, viewer: Viewer, at: datetime) -> None:
    """Forget a file that waits, with the papers that came beside it.

    Raises:
        UnknownImport: There is none of hers that waits.
    """
    kept = _waiting(import_id, viewer)
    _record(kept, "dropped", by=viewer.actor, at=at)
    _forget(kept)
    kept.delete()


@transaction.atomic
def take_some(*, import_id: UUID, at: datetime) -> bool:
    """Take the next lines of a confirmed file, in one transaction.

    However often it is called, and whoever dies meanwhile, each line is taken once. One that cannot
    be taken any more says why, and holds up no other.

    Returns:
        Whether lines are left.
    """
    kept = Import.objects.select_for_update().filter(id=import_id).first()
    if kept is None or kept.confirmed_at is None or kept.ended_at is not None:
        return False
    lines = list(
        kept.lines.filter(position__gt=kept.done)
        .prefetch_related("papers__file")
        .order_by("position")[:AT_ONCE]
    )
    kept.left += _take([line for line in lines if line.verdict in TAKEN], kept, at=at)
    kept.done += len(lines)
    if kept.done >= kept.total:
        kept.ended_at = at
        _record(kept, "ended", by=Actor.parse(kept.sent_by), at=at)
    kept.save(update_fields=["done", "left", "ended_at"])
    return kept.ended_at is None


def forget_imports(*, at: datetime) -> int:
    """Forget the rows of files that are through for long, or were never confirmed.

    Returns:
        How many files there were; what was counted of them stays.
    """
    forgotten = 0
    for kept in Import.objects.filter(sent_at__lt=at - KEPT, lines__isnull=False).distinct():
        with transaction.atomic():
            _forget(kept)
            forgotten += 1
    return forgotten


def _keep_lines(
    kept: Import,
    rows: Sequence[FileRow],
    archive: "zipfile.ZipFile | None",
    *,
    positions: Iterator[int],
    within: Collection[int],
    codes: Counter[str],
    at: datetime,
) -> list[ImportLine]:
    """Judge some lines of a file and keep them, with their papers."""
    papers = [_papers_of(row, archive, by=Actor.parse(kept.sent_by), at=at) for row in rows]
    judged = judge(
        [row.row for row in rows],
        papers=[{name: one.sha256 for name, one in found.items()} for found in papers],
        source=kept.source,
        within=within,
        at=at,
        codes=codes,
    )
    lines = []
    for row, found in zip(rows, judged, strict=True):
        wrong = [*row.wrong, *found.wrong]
        line = ImportLine(
            whole=kept,
            position=next(positions),
            number=row.number,
            code=found.code,
            verdict=Verdict.REFUSED if wrong else found.verdict,
        )
        line.content = _sealed(line, row.row, wrong)
        lines.append(line)
    ImportLine.objects.bulk_create(lines)
    ImportPaper.objects.bulk_create(
        ImportPaper(line=line, name=name, file_id=paper.file)
        for line, found in zip(lines, papers, strict=True)
        for name, paper in found.items()
    )
    return lines


def _papers_of(
    row: FileRow, archive: "zipfile.ZipFile | None", *, by: Actor, at: datetime
) -> dict[str, Paper]:
    """Keep the papers that a line names; one that cannot be kept is said to be wrong there."""
    found: dict[str, Paper] = {}
    if archive is None:
        return found
    known = set(archive.namelist())
    code = row.row.get("MaHoSo", "").strip()
    for name in filter(None, map(str.strip, row.row.get("GiayTo", "").split(";"))):
        place = next((one for one in (f"{code}/{name}", name) if one in known), None)
        if place is None or name in found:
            continue
        try:
            stored = documents.store_file(
                content=archive.read(place),
                name=name,
                media_types=MEDIA_TYPES,
                max_bytes=MOST_BYTES,
                by=by,
                at=at,
            )
        except Refusal as reason:
            row.wrong.append(Wrong(key="GiayTo", value=name, reason=reason))
        else:
            found[name] = Paper(file=stored.id, sha256=stored.sha256)
    return found


def _take(lines: Sequence[ImportLine], kept: Import, *, at: datetime) -> int:
    """Take lines that were good when they came; return how many could not be taken any more."""
    sent = [
        Sent(
            row=queries.said_of(line).row,
            papers={
                one.name: Paper(file=one.file_id, sha256=one.file.sha256)
                for one in line.papers.all()
            },
        )
        for line in lines
    ]
    judged = take_rows(
        sent,
        source=kept.source,
        within=kept.agencies,
        by=Actor.parse(kept.sent_by),
        at=at,
    )
    for line, found in zip(lines, judged, strict=True):
        _settle(line, found)
    ImportLine.objects.bulk_update(lines, ["verdict", "content", "is_taken"])
    return sum(not line.is_taken for line in lines)


def _settle(line: ImportLine, found: Judged) -> None:
    row = queries.said_of(line).row
    line.verdict, line.is_taken = found.verdict, found.verdict is not Verdict.REFUSED
    line.content = b"" if line.is_taken else _sealed(line, row, found.wrong)


def _sealed(line: ImportLine, row: Any, wrong: Sequence[Wrong]) -> bytes:
    said = [[one.key, one.value, one.reason.text()] for one in wrong]
    place = queries.place_of_line(line.whole_id, line.position)
    return sealing.seal({"row": dict(row), "wrong": said}, place=place)


def _waiting(import_id: UUID, viewer: Viewer) -> Import:
    mine = Import.objects.select_for_update().filter(id=import_id, sent_by=str(viewer.actor))
    kept = mine.filter(confirmed_at=None).first()
    if kept is None or not kept.lines.exists():
        raise errors.UnknownImport
    return kept


def _forget(kept: Import) -> None:
    """Delete the lines of a file, and the papers that no dossier has."""
    papers = list(ImportPaper.objects.filter(line__whole=kept).values_list("file", flat=True))
    kept.lines.all().delete()
    for file_id in papers:
        documents.forget_file(file_id)


def _record(kept: Import, what: str, *, by: Actor, at: datetime) -> None:
    audit.record(
        stream=f"import:{kept.id}",
        kind=f"dossiers.import_{what}.v1",
        by=by,
        at=at,
        payload={
            "source": kept.source,
            "lines": kept.total,
            "new": kept.new,
            "changed": kept.changed,
            "same": kept.same,
            "refused": kept.refused,
            "left": kept.left,
        },
    )
