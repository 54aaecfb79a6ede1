"""Reads of the catalogue."""

from motcua.catalogue.queries.finding import (
    MOST_FOUND,
    search,
)
from motcua.catalogue.queries.levels import (
    Levels,
    declared_levels,
    evidence,
    levels,
    levels_of,
    lived,
)
from motcua.catalogue.queries.services import (
    Offer,
    judged_services,
    offer,
    offers,
    service,
    services_at,
)
from motcua.catalogue.queries.versions import (
    Version,
    current_version,
    due_procedures,
    fee_lines,
    history,
    in_force,
    numbered,
    version,
    versions,
)

__all__ = [
    "MOST_FOUND",
    "Levels",
    "Offer",
    "Version",
    "current_version",
    "declared_levels",
    "due_procedures",
    "evidence",
    "fee_lines",
    "history",
    "in_force",
    "judged_services",
    "levels",
    "levels_of",
    "lived",
    "numbered",
    "offer",
    "offers",
    "search",
    "service",
    "services_at",
    "version",
    "versions",
]
