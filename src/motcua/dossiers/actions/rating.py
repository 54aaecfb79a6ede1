"""What the applicant says of how she was served."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, queries, rules
from motcua.dossiers.actions.moves import happened, locked
from motcua.dossiers.models import Rating
from motcua.dossiers.queries import places
from motcua.dossiers.types import Status
from motcua.identity.queries import Citizen
from motcua.privacy import sealing

BEST = 5


@transaction.atomic
def rate(*, dossier_id: UUID, owner: Citizen, score: int, comment: str, at: datetime) -> None:
    """Rate a finished dossier of one's own, once, from 1 to 5.

    Raises:
        UnknownDossier: It is not hers.
        NotRateable: It is still open, rated already, or the score is none.

    Source: Nghị định 61/2018/NĐ-CP, Chương IV.
    """
    dossier = locked(dossier_id)
    if dossier.owner_id != owner.id:
        raise errors.UnknownDossier
    has_ended = rules.has_ended(Status(dossier.status), dossier.closed_at)
    if not has_ended or not 1 <= score <= BEST or queries.rating_of(dossier.id) is not None:
        raise errors.NotRateable
    Rating.objects.create(
        dossier=dossier,
        score=score,
        comment=sealing.seal(comment.strip(), place=places.place_of_rating(dossier.id)),
        rated_at=at,
    )
    happened(dossier, "rated", by=owner.actor, at=at, payload={"score": score})
