"""Papers of a dossier that are made when somebody first asks for them."""

from datetime import datetime
from uuid import UUID

from motcua.documents.types import PaperKind
from motcua.dossiers import errors, papers, queries
from motcua.dossiers.actions import noting
from motcua.dossiers.models import Dossier, HandOver
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer


def print_declaration(*, dossier: Dossier, at: datetime) -> None:
    """Put what the applicant declared on paper, unless it was before; elsewhere it was there.

    It says what was frozen when the dossier was submitted, so it does not matter who asks first.
    """
    if not queries.is_imported(dossier):
        papers.issue(dossier, PaperKind.DECLARATION, at=at)


def print_receipt(*, dossier: Dossier, at: datetime) -> None:
    """Put a dossier's receipt on paper now: whoever stands at the counter waits for no job.

    Before it was received nothing is issued, nor of one that was received by another system.
    """
    if dossier.accepted_at is not None and queries.decision_of(dossier.id) is not None:
        papers.issue(dossier, PaperKind.RECEIPT, at=at)


def preview_result(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> bytes:
    """Return the result as it would be issued now, as a PDF marked as a draft; nothing is kept.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She neither writes nor approves results there.
        ResultIncomplete: Nobody has entered yet what it is to say.
    """
    found = queries.dossier(dossier_id)
    posts = (Post.SPECIALIST, Post.LEADER)
    if not any(queries.holds(viewer, post, found.agency_id) for post in posts):
        raise errors.NotYourPost
    if found.result is None:
        raise errors.ResultIncomplete
    noting.note_reading(dossier_id=found.id, viewer=viewer, at=at)
    return papers.draft_of_result(found, at=at)


def word_copy(*, dossier: Dossier, paper_id: UUID) -> tuple[bytes, str]:
    """Return a paper of a dossier as a Word document to be worked on, and the name of the file.

    Nothing is kept of it: what counts is the paper.

    Raises:
        UnknownDossier: The dossier has no such paper.
    """
    return papers.word_copy(dossier, paper_id)


def word_of_hand_over(*, slip: HandOver) -> tuple[bytes, str]:
    """Return a slip of handing over as a Word document, and the name of the file.

    Raises:
        UnknownDossier: It is not on paper yet.
    """
    return papers.word_of_hand_over(slip)
