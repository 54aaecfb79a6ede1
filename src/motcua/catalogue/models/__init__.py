"""Tables of the catalogue."""

from motcua.catalogue.models.bulk import BulkChange, BulkLine
from motcua.catalogue.models.drafts import ProcedureDraft
from motcua.catalogue.models.files import FiledProcedure, ProcedureFile
from motcua.catalogue.models.finding import MissedSearch, SearchEntry, Synonym
from motcua.catalogue.models.levels import (
    EligibilityDecision,
    LevelDeclaration,
    LevelEvidence,
)
from motcua.catalogue.models.lists import ServiceList, ServiceListMember
from motcua.catalogue.models.national import NationalCursor, NationalProposal
from motcua.catalogue.models.procedures import GeneralParts, Procedure, ProcedureVersion
from motcua.catalogue.models.services import Service
from motcua.catalogue.models.settings import Setting

__all__ = [
    "BulkChange",
    "BulkLine",
    "EligibilityDecision",
    "FiledProcedure",
    "GeneralParts",
    "LevelDeclaration",
    "LevelEvidence",
    "MissedSearch",
    "NationalCursor",
    "NationalProposal",
    "Procedure",
    "ProcedureDraft",
    "ProcedureFile",
    "ProcedureVersion",
    "SearchEntry",
    "Service",
    "ServiceList",
    "ServiceListMember",
    "Setting",
    "Synonym",
]
