"""Papers that are handed over at a counter, counted instead of uploaded."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions import drafts
from motcua.dossiers.models import HandedPaper
from motcua.eforms.types import FileField
from motcua.identity.queries import Citizen

MOST_SETS: Final = 99


@transaction.atomic
def hand_in(
    *, draft_id: UUID, owner: Citizen, field: FileField, originals: int, copies: int, at: datetime
) -> None:
    """Count the papers that were handed over for a field; none of them: there are none any more.

    Raises:
        UnknownDraft, AlreadySubmitted: It is not open, or not hers.
    """
    draft = drafts.open_draft(draft_id, owner)
    counted = {"originals": _sets(originals), "copies": _sets(copies)}
    if any(counted.values()):
        HandedPaper.objects.update_or_create(
            draft=draft, field=field.key, defaults={"label": field.label, **counted}
        )
    else:
        HandedPaper.objects.filter(draft=draft, field=field.key).delete()
    draft.saved_at = at
    draft.save(update_fields=["saved_at"])


def _sets(number: int) -> int:
    return max(0, min(number, MOST_SETS))
