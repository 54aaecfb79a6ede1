"""What can be done to a service within a change of many: how it is checked, done, taken back.

Each operation keeps what was there before. Taking back restores that, unless somebody has changed
the service since: then the line stays, and says so.
"""

from collections.abc import Mapping
from typing import Final

from motcua.catalogue.actions.operations.choosing import CLASSIFY, LIST
from motcua.catalogue.actions.operations.declaring import DECLARE, ELIGIBILITY
from motcua.catalogue.actions.operations.doing import Doing, Operation
from motcua.catalogue.actions.operations.providing import END, OFFER, VOLUME
from motcua.catalogue.types import BulkKind

OPERATIONS: Final[Mapping[BulkKind, Operation]] = {
    BulkKind.OFFER: OFFER,
    BulkKind.END: END,
    BulkKind.DECLARE: DECLARE,
    BulkKind.ELIGIBILITY: ELIGIBILITY,
    BulkKind.VOLUME: VOLUME,
    BulkKind.LIST: LIST,
    BulkKind.CLASSIFY: CLASSIFY,
}

__all__ = ["OPERATIONS", "Doing", "Operation"]
