"""Writes of the catalogue, one function per use case."""

from motcua.catalogue.actions.levels import (
    LEVEL_CHANGED,
    declare_level,
    judge_service,
    record_evidence,
)
from motcua.catalogue.actions.services import offer_service
from motcua.catalogue.actions.versions import (
    VERSION_PUBLISHED,
    bring_into_force,
    publish_version,
)

__all__ = [
    "LEVEL_CHANGED",
    "VERSION_PUBLISHED",
    "bring_into_force",
    "declare_level",
    "judge_service",
    "offer_service",
    "publish_version",
    "record_evidence",
]
