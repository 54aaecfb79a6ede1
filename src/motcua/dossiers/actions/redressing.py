"""An issued result is put right: corrected by another that takes its place, or revoked.

The dossier stays where it is; what its result is worth is said of the paper itself.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.documents import actions as documents
from motcua.documents import queries as papers
from motcua.documents.actions import vault
from motcua.documents.types import PaperKind
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts, writing
from motcua.dossiers.actions.moves import happened, locked, move, not_before, subject_of
from motcua.dossiers.delivery import ResultState
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor
from motcua.privacy import sealing


@transaction.atomic
def write_correction(
    *, dossier_id: UUID, viewer: Viewer, answers: Mapping[str, Any], at: datetime
) -> None:
    """Keep what a corrected result is to say, for a leader to sign; nothing is issued yet.

    Raises:
        NotYourPost: The officer is no specialist there.
        NoStandingResult: There is nothing to be corrected.
        NothingToCorrect: It says what the issued one says.
    """
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.SPECIALIST, dossier.agency_id)
    _standing(dossier)
    if dict(answers) == queries.result_of(dossier):
        raise errors.NothingToCorrect
    draft = writing.keep(dossier, answers, by=viewer.actor, at=at)
    happened(dossier, "correction_written", by=viewer.actor, at=at, payload={"draft": draft.number})


@transaction.atomic
def correct(
    *, dossier_id: UUID, viewer: Viewer, reason: str, legal_basis: str, at: datetime
) -> Dossier:
    """Let another result take the place of the issued one, as a specialist wrote it.

    Args:
        dossier_id: Which.
        viewer: A leader of its agency.
        reason: Why; whoever checks the old paper reads it.
        legal_basis: By which rule; shown there too.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        NoStandingResult: There is nothing to be corrected.
        NothingToCorrect: Nobody has written what it is to say.
        OwnWorkNotApproved: She wrote it herself.
        BasisMissing: Reason or legal basis is missing.
    """
    dossier = posts.for_move(dossier_id, "correct", viewer)
    standing = _standing(dossier)
    draft = queries.pending_correction(dossier)
    if draft is None:
        raise errors.NothingToCorrect
    if draft.written_by == str(viewer.actor):
        raise errors.OwnWorkNotApproved
    _check(reason, legal_basis)
    said = queries.said_in(draft)
    at = not_before(dossier, at)
    move(
        dossier,
        "correct",
        by=viewer.actor,
        at=at,
        payload={"draft": draft.number, "paper": str(standing)},
        result=sealing.seal(said, place=queries.place_of_result(dossier.id)),
        result_state=ResultState.CORRECTED,
        archived_at=None,
    )
    _end(dossier, standing, PaperKind.RESULT, reason, legal_basis, by=viewer.actor, at=at)
    return dossier


@transaction.atomic
def revoke(
    *, dossier_id: UUID, viewer: Viewer, reason: str, legal_basis: str, at: datetime
) -> Dossier:
    """Revoke the issued result: it holds no more from this moment on.

    Args:
        dossier_id: Which.
        viewer: A leader of its agency.
        reason: Why; whoever checks the paper reads it.
        legal_basis: By which rule; shown there too.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        NoStandingResult: There is nothing to be revoked.
        BasisMissing: Reason or legal basis is missing.
    """
    dossier = posts.for_move(dossier_id, "revoke", viewer)
    standing = _standing(dossier)
    _check(reason, legal_basis)
    at = not_before(dossier, at)
    move(
        dossier,
        "revoke",
        by=viewer.actor,
        at=at,
        payload={"paper": str(standing)},
        result_state=ResultState.REVOKED,
        archived_at=None,
    )
    _end(dossier, standing, PaperKind.REVOCATION, reason, legal_basis, by=viewer.actor, at=at)
    vault.revoke(subject=subject_of(dossier.id), by=viewer.actor, at=at)
    return dossier


def _standing(dossier: Dossier) -> UUID:
    """Return the paper with the result that holds.

    Raises:
        NoStandingResult: There is none.
    """
    paper = papers.paper_of(subject_of(dossier.id), PaperKind.RESULT)
    if paper is None or papers.end_of(paper) is not None:
        raise errors.NoStandingResult
    return paper.id


def _check(reason: str, legal_basis: str) -> None:
    if not (reason.strip() and legal_basis.strip()):
        raise errors.BasisMissing


def _end(
    dossier: Dossier,
    paper_id: UUID,
    by_kind: PaperKind,
    reason: str,
    legal_basis: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    documents.end_paper(
        paper_id=paper_id,
        by_kind=by_kind,
        by_occasion=dossier.version,
        reason=reason.strip(),
        legal_basis=legal_basis.strip(),
        by=by,
        at=at,
    )
