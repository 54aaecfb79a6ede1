"""Officers' reading and searching, on record beside the dossiers."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.audit import actions as audit
from motcua.identity.queries import Viewer
from motcua.kernel import text


@transaction.atomic
def note_reading(
    *, dossier_id: UUID, viewer: Viewer, at: datetime, file: UUID | None = None
) -> None:
    """Put on record that an officer read a dossier, or a file of it, to work on it.

    In a stream of its own, so that reading changes nothing of the dossier.

    Source: Nghị định 13/2023/NĐ-CP (record of processing); DESIGN §9.
    """
    audit.record(
        stream=f"reading:{dossier_id}",
        kind="dossiers.read.v1",
        by=viewer.actor,
        at=at,
        payload={"purpose": "dossier", "file": str(file) if file else ""},
    )


@transaction.atomic
def note_search(*, viewer: Viewer, words: str, found: int, at: datetime) -> None:
    """Put on record that an officer searched, and how many dossiers she was shown.

    The words may be a name; their hash tells whether two searches were for the same.

    Source: DESIGN §9 (searches are logged).
    """
    digest = hashlib.sha256(text.fold(words).encode()).hexdigest()
    audit.record(
        stream=f"searches:{viewer.actor.id}",
        kind="dossiers.searched.v1",
        by=viewer.actor,
        at=at,
        payload={"words_sha256": digest, "found": found},
    )


@transaction.atomic
def note_listing(*, viewer: Viewer, what: str, at: datetime) -> None:
    """Put on record that an officer took a list with people's particulars out of the house.

    Source: Nghị định 13/2023/NĐ-CP (record of processing); DESIGN §9.
    """
    audit.record(
        stream=f"searches:{viewer.actor.id}",
        kind="dossiers.listed.v1",
        by=viewer.actor,
        at=at,
        payload={"what": what},
    )
