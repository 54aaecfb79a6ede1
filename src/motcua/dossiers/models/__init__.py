"""Tables of case files. Every change of one is an event of its audit stream `dossier:<id>`."""

from motcua.dossiers.models.cases import AnswerFact, CodeCounter, Dossier, Rating
from motcua.dossiers.models.clock import Pause, Promise, Supplement
from motcua.dossiers.models.consultations import Consultation
from motcua.dossiers.models.desk import Batch, BatchLine, Remark, SavedList
from motcua.dossiers.models.drafts import (
    AbandonedDraft,
    Attachment,
    Draft,
    ProcedureView,
    Upload,
)
from motcua.dossiers.models.imports import (
    Import,
    ImportedDossier,
    ImportLine,
    ImportPaper,
    SourceSystem,
)
from motcua.dossiers.models.papers import HandOver, HandOverLine, Proposal
from motcua.dossiers.models.results import Delivery, Parcel, ResultDraft
from motcua.dossiers.models.sittings import HandedPaper, Sitting
from motcua.dossiers.models.work import WorkItem

__all__ = [
    "AbandonedDraft",
    "AnswerFact",
    "Attachment",
    "Batch",
    "BatchLine",
    "CodeCounter",
    "Consultation",
    "Delivery",
    "Dossier",
    "Draft",
    "HandOver",
    "HandOverLine",
    "HandedPaper",
    "Import",
    "ImportLine",
    "ImportPaper",
    "ImportedDossier",
    "Parcel",
    "Pause",
    "ProcedureView",
    "Promise",
    "Proposal",
    "Rating",
    "Remark",
    "ResultDraft",
    "SavedList",
    "Sitting",
    "SourceSystem",
    "Supplement",
    "Upload",
    "WorkItem",
]
