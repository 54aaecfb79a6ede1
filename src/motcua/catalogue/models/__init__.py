"""Tables of the catalogue."""

from motcua.catalogue.models.levels import LevelDeclaration, LevelEvidence
from motcua.catalogue.models.procedures import Procedure, ProcedureVersion
from motcua.catalogue.models.services import Service

__all__ = ["LevelDeclaration", "LevelEvidence", "Procedure", "ProcedureVersion", "Service"]
