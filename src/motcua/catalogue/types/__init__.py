"""What a procedure says of itself, what a level is, and what controllers do to both."""

from motcua.catalogue.types.bulk import (
    BulkKind,
    BulkStatus,
    Wanted,
)
from motcua.catalogue.types.content import (
    ILLUSTRATIVE,
    Act,
    Case,
    Channel,
    Content,
    Fee,
    FeeLine,
    Leg,
    Limit,
    Paper,
    Reason,
    Terms,
    pairs,
)
from motcua.catalogue.types.levels import (
    PROVISIONS,
    LevelScheme,
    Lived,
)
from motcua.catalogue.types.parts import Parts
from motcua.catalogue.types.publishing import (
    FileStatus,
    ProposalStatus,
    Running,
)

__all__ = [
    "ILLUSTRATIVE",
    "PROVISIONS",
    "Act",
    "BulkKind",
    "BulkStatus",
    "Case",
    "Channel",
    "Content",
    "Fee",
    "FeeLine",
    "FileStatus",
    "Leg",
    "LevelScheme",
    "Limit",
    "Lived",
    "Paper",
    "Parts",
    "ProposalStatus",
    "Reason",
    "Running",
    "Terms",
    "Wanted",
    "pairs",
]
