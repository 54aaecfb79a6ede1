"""What came of requests to complete a dossier, as whoever handles it reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Attachment, Dossier
from motcua.dossiers.queries.places import place_of_supplement
from motcua.privacy import sealing


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A request that was answered; what was declared before stands as it was.

    Attributes:
        wanted: What was missing or wrong, in the officer's words.
        asked_at: Real time.
        answered_at: Real time.
        words: Of the applicant, or of the clerk who took it; may be empty beside files.
        files: Given for it, in their order.
    """

    wanted: tuple[str, ...]
    asked_at: datetime
    answered_at: datetime
    words: str
    files: tuple[Attachment, ...]


def completed(found: Dossier, files: Sequence[Attachment]) -> list[Completed]:
    """Return the answered requests of a dossier, the latest first; those let go are none.

    Args:
        found: With its requests, as `with_desk` brings them.
        files: All of the dossier.
    """
    answered = [
        Completed(
            wanted=tuple(one.wanted),
            asked_at=one.asked_at,
            answered_at=one.answered_at,
            words=sealing.unseal(bytes(one.answer), place=place_of_supplement(one.id)),
            files=tuple(file for file in files if file.supplement_id == one.id),
        )
        for one in found.supplements.all()
        if one.answered_at is not None and one.answer is not None
    ]
    return sorted(answered, key=lambda one: one.answered_at, reverse=True)
