"""Papers of a dossier that are made when somebody first asks for them."""

from datetime import datetime

from motcua.documents.types import PaperKind
from motcua.dossiers import papers
from motcua.dossiers.models import Dossier


def print_declaration(*, dossier: Dossier, at: datetime) -> None:
    """Put what the applicant declared on paper, unless it was before.

    It says what was frozen when the dossier was submitted, so it does not matter who asks first.
    """
    papers.issue(dossier, PaperKind.DECLARATION, at=at)


def print_receipt(*, dossier: Dossier, at: datetime) -> None:
    """Put a dossier's receipt on paper now: whoever stands at the counter waits for no job.

    Before it was received nothing is issued.
    """
    if dossier.accepted_at is not None:
        papers.issue(dossier, PaperKind.RECEIPT, at=at)
