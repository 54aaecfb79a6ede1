"""The declaration of a dossier on paper, made when somebody first asks for it."""

from datetime import datetime

from motcua.documents.types import PaperKind
from motcua.dossiers import papers
from motcua.dossiers.models import Dossier


def print_declaration(*, dossier: Dossier, at: datetime) -> None:
    """Put what the applicant declared on paper, unless it was before.

    It says what was frozen when the dossier was submitted, so it does not matter who asks first.
    """
    papers.issue(dossier, PaperKind.DECLARATION, at=at)
