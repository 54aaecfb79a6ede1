"""Reads of what a machine read of scans."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from motcua.documents.adapters import recognition
from motcua.documents.models import Reading, StoredFile, VaultRecord
from motcua.documents.types import Origin, Recognition
from motcua.privacy import sealing


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a scan.

    Attributes:
        outcome: Whether letters were found.
        text: Lines; empty: none.
        confidence: Of the engine, percent.
        source: The scan as it was given.
        copy: The searchable copy; None: there is none.
        engine: Name and version.
    """

    outcome: Recognition
    text: str
    confidence: int
    source: StoredFile
    copy: StoredFile | None
    engine: str


def engine() -> str:
    """Return the name and version of the engine of this machine; empty: there is none."""
    return recognition.engine()


def place_of(reading_id: UUID) -> str:
    """Return the place that a text is sealed to."""
    return f"documents_reading.text:{reading_id}"


def of_files(file_ids: Collection[UUID | None]) -> dict[UUID, Read]:
    """Return what was read of scans, by file, in one query; of others nothing was read yet."""
    found = Reading.objects.filter(source__in=set(file_ids) - {None})
    return {
        one.source_id: Read(
            outcome=Recognition(one.outcome),
            text=str(sealing.unseal(bytes(one.text), place=place_of(one.id))),
            confidence=one.confidence,
            source=one.source,
            copy=one.file,
            engine=one.engine,
        )
        for one in found.select_related("source", "file")
    }


def unread(*, most: int) -> list[UUID]:
    """Return scans of the vault that no engine has looked at, the latest first."""
    found = VaultRecord.objects.filter(ended_at=None, file__isnull=False, file__reading=None)
    rows = found.exclude(origin=Origin.ISSUED).order_by("-created_at")
    return [file_id for file_id in rows.values_list("file", flat=True)[:most] if file_id]
