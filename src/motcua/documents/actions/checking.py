"""Files are asked about at the scanner of viruses: at once, or as soon as it answers again."""

import logging
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.audit import actions as audit
from motcua.documents import errors
from motcua.documents.adapters import antivirus, store
from motcua.documents.adapters.antivirus import State
from motcua.documents.models import StoredFile
from motcua.documents.types import Scan
from motcua.kernel.actors import Actor

log = logging.getLogger(__name__)

BATCH: Final = 50
_BY: Final = Actor.system("antivirus")


def first_look(content: bytes, *, name: str) -> Scan:
    """Return what is known of a file before it is kept.

    Raises:
        FileIsInfected: It has a virus.
        FileCannotBeChecked: It holds more than the scanner may unpack.
    """
    if not antivirus.is_configured():
        return Scan.NOT_SCANNED
    found = antivirus.judge(content)
    match found.state:
        case State.CLEAN:
            return Scan.CLEAN
        case State.INFECTED:
            log.warning("infected upload refused", extra={"virus": found.what})
            raise errors.FileIsInfected(name=name)
        case State.TOO_LARGE:
            log.error("upload too large for the scanner", extra={"answer": found.what})
            raise errors.FileCannotBeChecked(name=name)
        case State.UNKNOWN:
            log.error("upload held, the scanner has no answer", extra={"why": found.what})
            return Scan.WAITING


def check_waiting(*, at: datetime) -> int:
    """Ask about the files that wait, oldest first; return how many got an answer.

    It ends at the first question that gets none: the scanner is still away.
    """
    waiting = StoredFile.objects.filter(scan=Scan.WAITING).order_by("stored_at", "id")
    answered = 0
    for file in waiting[:BATCH]:
        found = antivirus.judge(store.get(file.sha256))
        if found.state is State.UNKNOWN:
            log.error("files held, the scanner has no answer", extra={"why": found.what})
            break
        _conclude(file, is_clean=found.state is State.CLEAN, at=at)
        answered += 1
    return answered


@transaction.atomic
def _conclude(file: StoredFile, *, is_clean: bool, at: datetime) -> None:
    """Let a file go, or throw its bytes away; both for every row that has the same bytes."""
    same = StoredFile.objects.select_for_update().filter(sha256=file.sha256, scan=Scan.WAITING)
    ids = sorted(str(one.id) for one in same)
    same.update(scan=Scan.CLEAN if is_clean else Scan.INFECTED)
    kind = "documents.file_released.v1" if is_clean else "documents.file_infected.v1"
    for one in ids:
        audit.record(stream=f"file:{one}", kind=kind, by=_BY, at=at, payload={})
    if not is_clean:
        log.error("infected file thrown away", extra={"files": ids})
        transaction.on_commit(lambda: store.drop(file.sha256))
