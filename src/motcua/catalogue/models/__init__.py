"""Tables of the catalogue."""

from motcua.catalogue.models.drafts import ProcedureDraft
from motcua.catalogue.models.levels import LevelDeclaration, LevelEvidence
from motcua.catalogue.models.national import NationalCursor, NationalProposal
from motcua.catalogue.models.procedures import Procedure, ProcedureVersion
from motcua.catalogue.models.services import Service
from motcua.catalogue.models.settings import Setting

__all__ = [
    "LevelDeclaration",
    "LevelEvidence",
    "NationalCursor",
    "NationalProposal",
    "Procedure",
    "ProcedureDraft",
    "ProcedureVersion",
    "Service",
    "Setting",
]
