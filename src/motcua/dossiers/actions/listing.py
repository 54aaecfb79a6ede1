"""Officers keep choices of their work lists under names."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors
from motcua.dossiers.models import SavedList
from motcua.identity.queries import Viewer

MOST_LISTS: Final = 20
LONGEST_NAME: Final = 60


@transaction.atomic
def save_list(*, viewer: Viewer, name: str, choices: Mapping[str, str]) -> SavedList:
    """Keep choices under a name of the officer's own; the same name again replaces them.

    No event: it is a bookmark, and nobody else sees it.

    Raises:
        NothingWritten: It has no name.
        TooManyLists: She keeps as many as she may.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise errors.NothingWritten
    hers = SavedList.objects.filter(by=str(viewer.actor))
    if hers.exclude(name=name).count() >= MOST_LISTS:
        raise errors.TooManyLists(most=MOST_LISTS)
    kept, _ = SavedList.objects.update_or_create(
        by=str(viewer.actor), name=name, defaults={"choices": dict(choices)}
    )
    return kept


def forget_list(*, viewer: Viewer, list_id: UUID) -> None:
    """Throw away a list of the officer's own; what is not there or another's stays so."""
    SavedList.objects.filter(id=list_id, by=str(viewer.actor)).delete()
