"""Requests to complete a dossier, and their answers."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.documents import actions as documents
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts
from motcua.dossiers.actions.moves import locked, move, not_before
from motcua.dossiers.models import Attachment, Dossier, Supplement
from motcua.dossiers.types import Post
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

FIELD: Final = "bo-sung"
"""Under which field the files of an answer stand."""
MEDIA_TYPES: Final = ("application/pdf", "image/jpeg", "image/png")
MOST_BYTES: Final = 10 * 1024 * 1024
MOST_WANTED: Final = 20


@transaction.atomic
def ask_to_complete(
    *,
    dossier_id: UUID,
    viewer: Viewer,
    wanted: list[str],
    reason: str,
    at: datetime,
    why_again: str = "",
) -> Supplement:
    """Ask the applicant to complete a dossier that is not received yet; it waits where it is.

    Args:
        dossier_id: Which.
        viewer: A clerk of its agency; a second time she must be a leader there too.
        wanted: What is missing or wrong, one by one; printed.
        reason: Printed.
        at: Real time.
        why_again: Why a leader asks a second time; empty the first time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        ReasonMissing, RequestOpen, AskedBefore: It cannot be asked, or not so.

    Source: Thông tư 01/2018/TT-VPCP, mẫu 02.
    """
    dossier = posts.for_move(dossier_id, "ask_to_complete", viewer)
    at = not_before(dossier, at)
    asked = checked(
        dossier, viewer, wanted=wanted, reason=reason, why_again=why_again, is_received=False
    )
    move(dossier, "ask_to_complete", by=viewer.actor, at=at)
    return keep(asked, by=viewer.actor, at=at)


@transaction.atomic
def complete(*, dossier_id: UUID, owner: Citizen, words: str, at: datetime) -> Dossier:
    """Answer a request that came before receipt; the clerk looks at it again.

    Raises:
        UnknownDossier: It is not hers.
        MoveNotAllowed: It is received or refused already.
        NothingAsked, NothingAnswered: There is no request, or no answer to it.
    """
    dossier = posts.for_applicant(dossier_id, "complete", owner)
    at = not_before(dossier, at)
    answer(dossier, words=words, by=owner.actor, at=at)
    move(dossier, "complete", by=owner.actor, at=at)
    return dossier


def give_file(
    *, dossier_id: UUID, owner: Citizen, name: str, content: bytes, at: datetime
) -> Attachment:
    """Take a file that answers the open request of a dossier.

    The bytes are examined and stored before the dossier is touched: a refused file changes nothing.

    Raises:
        FileRefused: Empty, too large, of another type than allowed, broken or infected.
        UnknownDossier: It is not hers.
        NothingAsked: There is no open request.
    """
    if not Dossier.objects.filter(id=dossier_id, owner=owner.id).exists():
        raise errors.UnknownDossier
    if queries.open_supplement(dossier_id) is None:
        raise errors.NothingAsked
    stored = documents.store_file(
        content=content,
        name=name,
        media_types=MEDIA_TYPES,
        max_bytes=MOST_BYTES,
        by=owner.actor,
        at=at,
    )
    with transaction.atomic():
        locked(dossier_id)
        asked = queries.open_supplement(dossier_id)
        if asked is None:
            raise errors.NothingAsked
        return Attachment.objects.create(
            dossier_id=dossier_id,
            supplement=asked,
            field=FIELD,
            file_id=stored.id,
            name=stored.name,
            attached_at=at,
        )


def checked(
    dossier: Dossier,
    viewer: Viewer,
    *,
    wanted: list[str],
    reason: str,
    why_again: str,
    is_received: bool,
) -> Supplement:
    """Return a request that may be made, not kept yet.

    Raises:
        ReasonMissing: Nothing is asked for, or it is not said why.
        RequestOpen: The applicant has not answered the one before.
        AskedBefore: It was asked once in this stage, and this is no leader with a reason.
    """
    lines = [line.strip() for line in wanted[:MOST_WANTED] if line.strip()]
    if not lines or not reason.strip():
        raise errors.ReasonMissing
    if queries.open_supplement(dossier.id) is not None:
        raise errors.RequestOpen
    is_extra = dossier.supplements.filter(is_received=is_received).exists()
    may_again = queries.holds(viewer, Post.LEADER, dossier.agency_id) and why_again.strip()
    if is_extra and not may_again:
        raise errors.AskedBefore
    return Supplement(
        dossier=dossier,
        is_received=is_received,
        is_extra=is_extra,
        wanted=lines,
        reason=reason.strip(),
        why_again=why_again.strip() if is_extra else "",
    )


def keep(asked: Supplement, *, by: Actor, at: datetime) -> Supplement:
    """Keep a request that a dossier was moved by; its paper is known by the dossier's version."""
    asked.version = asked.dossier.version
    asked.asked_at, asked.asked_by = at, str(by)
    asked.save(force_insert=True)
    return asked


def answer(dossier: Dossier, *, words: str, by: Actor, at: datetime) -> None:
    """Close the open request of a locked dossier with what was given for it.

    Raises:
        NothingAsked: There is none.
        NothingAnswered: There are neither files nor words.
    """
    asked = queries.open_supplement(dossier.id)
    if asked is None:
        raise errors.NothingAsked
    if not words.strip() and not asked.files.exists():
        raise errors.NothingAnswered
    asked.answer = sealing.seal(words.strip(), place=queries.place_of_supplement(asked.id))
    asked.answered_at, asked.answered_by = at, str(by)
    asked.save(update_fields=["answer", "answered_at", "answered_by"])


def let_go(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Close the open request of a locked dossier that waits for no answer any more."""
    dossier.supplements.filter(answered_at=None).update(answered_at=at, answered_by=str(by))
