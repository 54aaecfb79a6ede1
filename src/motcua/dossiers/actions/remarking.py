"""Notes among officers, and questions to the applicant with her answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, queries
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.models import Dossier, Remark
from motcua.dossiers.types import Post, RemarkKind
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.privacy import sealing


@transaction.atomic
def write_note(*, dossier_id: UUID, viewer: Viewer, words: str, at: datetime) -> Remark:
    """Keep a note among the officers of a dossier; its applicant never sees it.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She holds no post at its agency.
        NothingWritten: It has no words.
    """
    dossier = _of_officer(dossier_id, viewer)
    return _keep(dossier, RemarkKind.NOTE, words, by=viewer.actor, at=at, event="noted")


@transaction.atomic
def ask_applicant(*, dossier_id: UUID, viewer: Viewer, words: str, at: datetime) -> Remark:
    """Ask the applicant something; she is told, and no clock stands for it.

    What must be handed in is a request to complete the dossier, not a question.

    Raises:
        UnknownDossier, NotYourPost, NothingWritten: As `write_note`.
    """
    dossier = _of_officer(dossier_id, viewer)
    return _keep(dossier, RemarkKind.QUESTION, words, by=viewer.actor, at=at, event="asked")


@transaction.atomic
def answer_question(
    *, dossier_id: UUID, question_id: UUID, owner: Citizen, words: str, at: datetime
) -> Remark:
    """Answer a question of an officer, once.

    Raises:
        UnknownDossier: It is not hers.
        UnknownQuestion: There is none, or it is answered.
        NothingWritten: The answer has no words.
    """
    dossier = locked(dossier_id)
    if dossier.owner_id != owner.id:
        raise errors.UnknownDossier
    question = dossier.remarks.filter(
        id=question_id, kind=RemarkKind.QUESTION, reply__isnull=True
    ).first()
    if question is None:
        raise errors.UnknownQuestion
    return _keep(
        dossier,
        RemarkKind.ANSWER,
        words,
        by=owner.actor,
        at=at,
        event="answered",
        replies_to=question,
    )


def say_why(dossier: Dossier, words: str, *, by: Actor, at: datetime) -> Remark:
    """Keep why a leader sends back what the result of a locked dossier was to say.

    Raises:
        SentBackWithoutReason: It has no words.
    """
    if not words.strip():
        raise errors.SentBackWithoutReason
    return _keep(dossier, RemarkKind.SENT_BACK, words, by=by, at=at, event="sent_back")


def _of_officer(dossier_id: UUID, viewer: Viewer) -> Dossier:
    dossier = locked(dossier_id)
    if not any(queries.holds(viewer, post, dossier.agency_id) for post in Post):
        raise errors.NotYourPost
    return dossier


def _keep(
    dossier: Dossier,
    kind: RemarkKind,
    words: str,
    *,
    by: Actor,
    at: datetime,
    event: str,
    replies_to: Remark | None = None,
) -> Remark:
    if not words.strip():
        raise errors.NothingWritten
    remark_id, at = ids.new_id(), not_before(dossier, at)
    made = Remark.objects.create(
        id=remark_id,
        dossier=dossier,
        kind=kind,
        text=sealing.seal(words.strip(), place=queries.place_of_remark(remark_id)),
        replies_to=replies_to,
        at=at,
        by=str(by),
    )
    happened(dossier, event, by=by, at=at, payload={"remark": str(remark_id)})
    return made
