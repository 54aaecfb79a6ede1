"""What a machine reads of scans is kept beside them; the scan itself never changes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from PIL import Image

from motcua.audit import actions as audit
from motcua.documents import actions, errors
from motcua.documents import queries as documents
from motcua.documents.adapters import cleaning, examination, recognition, scans
from motcua.documents.adapters.recognition import Recognised, RecognitionFailedError
from motcua.documents.models import Reading, StoredFile
from motcua.documents.queries import readings
from motcua.documents.types import Recognition
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

READER = Actor.system("documents.reading")
_MOST_BYTES = 200 * 1024 * 1024


def read_scan(*, file_id: UUID, at: datetime) -> None:
    """Read what stands on a scan, once; without an engine nothing is said of it.

    Args:
        file_id: The scan.
        at: Real time.

    Raises:
        FileIsDamaged: The bytes are not those that were stored.
    """
    engine = recognition.engine()
    if not engine or Reading.objects.filter(source=file_id).exists():
        return
    scan = StoredFile.objects.get(id=file_id)
    pages = scans.pictures(documents.content(scan), scan.media_type, most=recognition.MOST_PAGES)
    if pages is None:
        _keep(scan, Recognition.NO_PICTURE, None, engine=engine, at=at)
        return
    try:
        found = _recognised(pages)
    except (RecognitionFailedError, errors.FileRefused):
        _keep(scan, Recognition.FAILED, None, engine=engine, at=at)
        return
    outcome = Recognition.READ if found.words else Recognition.NO_LETTERS
    _keep(scan, outcome, found, engine=engine, at=at)


def _recognised(pages: Sequence[Image.Image]) -> Recognised:
    """Return what was read, of which the copy is no worse than what strangers hand in.

    Raises:
        RecognitionFailedError: The engine failed.
        FileRefused: What it wrote is not to be kept.
    """
    found = recognition.recognise([cleaning.cleaned(page) for page in pages])
    examination.examine(
        content=found.pdf, name="", media_types=[examination.PDF], max_bytes=_MOST_BYTES
    )
    return found


@transaction.atomic
def _keep(
    scan: StoredFile, outcome: Recognition, found: Recognised | None, *, engine: str, at: datetime
) -> None:
    """Keep what was read, unless somebody else was faster."""
    StoredFile.objects.select_for_update().get(id=scan.id)
    if Reading.objects.filter(source=scan).exists():
        return
    copy = None
    if found is not None and outcome is Recognition.READ:
        copy = actions.store_file(
            content=found.pdf,
            name=f"{scan.name.rpartition('.')[0]}-tim-duoc.pdf",
            media_types=[examination.PDF],
            max_bytes=_MOST_BYTES,
            by=READER,
            at=at,
        )
    reading_id = ids.new_id()
    Reading.objects.create(
        id=reading_id,
        source=scan,
        file=copy,
        outcome=outcome,
        text=sealing.seal(found.text if found else "", place=readings.place_of(reading_id)),
        words=found.words if found else 0,
        confidence=min(100, max(0, found.confidence)) if found else 0,
        engine=engine,
        read_at=at,
    )
    audit.record(
        stream=f"scan:{scan.id}",
        kind="documents.scan_read.v1",
        by=READER,
        at=at,
        payload={
            "outcome": outcome,
            "sha256": scan.sha256,
            "copy_sha256": copy.sha256 if copy else "",
            "words": found.words if found else 0,
            "confidence": found.confidence if found else 0,
        },
    )
