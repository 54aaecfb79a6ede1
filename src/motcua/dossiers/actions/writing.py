"""What a result is to say, as the specialist writes it: every version is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.models import Dossier, ResultDraft
from motcua.dossiers.queries import places
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.privacy import sealing


@transaction.atomic
def enter_result(
    *, dossier_id: UUID, viewer: Viewer, answers: Mapping[str, Any], at: datetime
) -> None:
    """Keep what the result is to say, as the specialist found it in the register.

    The same again is no new version.

    Raises:
        NotYourPost: The officer is no specialist there, or the dossier is past appraisal.
    """
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.SPECIALIST, dossier.agency_id)
    own = dossier.work_items.filter(agency_id=dossier.agency_id, consultation=None)
    if not own.filter(post=Post.SPECIALIST, done_at=None).exists():
        raise errors.NotYourPost
    if dossier.result is not None and queries.result_of(dossier) == dict(answers):
        return
    draft = keep(dossier, answers, by=viewer.actor, at=at)
    sealed = sealing.seal(dict(answers), place=queries.place_of_result(dossier.id))
    happened(
        dossier,
        "result_entered",
        by=viewer.actor,
        at=at,
        payload={"draft": draft.number},
        result=sealed,
    )


def keep(dossier: Dossier, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> ResultDraft:
    """Keep one more version of what the result of a locked dossier is to say."""
    draft_id = ids.new_id()
    return ResultDraft.objects.create(
        id=draft_id,
        dossier=dossier,
        number=dossier.result_drafts.count() + 1,
        said=sealing.seal(dict(answers), place=places.place_of_result_draft(draft_id)),
        written_at=not_before(dossier, at),
        written_by=str(by),
    )
