"""What is done to many services at once."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.messages import message


class BulkKind(StrEnum):
    """What is done to one service within a change of many; the values are stored."""

    OFFER = "offer"
    """An agency begins to provide a procedure."""
    END = "end"
    """It ends to."""
    DECLARE = "declare"
    """The level that the agency says it has."""
    ELIGIBILITY = "eligibility"
    """Whether it is fit to be put fully online."""
    VOLUME = "volume"
    """How many dossiers a year the agency reports."""
    LIST = "list"
    """It is put on a list of services."""
    CLASSIFY = "classify"
    """The procedure, wherever it is provided, is put among those of a life event."""

    @property
    def label(self) -> str:
        """Return the name on screens, to be translated there."""
        return _BULK_KINDS[self]

    @property
    def is_decided_above(self) -> bool:
        """Whether only who answers for the whole catalogue may do it, not an agency for itself."""
        return self in _DECIDED_ABOVE


_DECIDED_ABOVE = frozenset({BulkKind.OFFER, BulkKind.END, BulkKind.LIST, BulkKind.CLASSIFY})
_BULK_KINDS = {
    BulkKind.OFFER: message("Giao cơ quan cung cấp"),
    BulkKind.END: message("Thôi cung cấp"),
    BulkKind.DECLARE: message("Khai báo mức độ"),
    BulkKind.ELIGIBILITY: message("Xét đủ điều kiện"),
    BulkKind.VOLUME: message("Số hồ sơ một năm"),
    BulkKind.LIST: message("Đưa vào danh mục"),
    BulkKind.CLASSIFY: message("Phân loại theo sự kiện đời sống"),
}


class BulkStatus(StrEnum):
    """Where a change of many services stands; the values are stored."""

    PREPARED = "prepared"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """Return the name on screens, to be translated there."""
        return _BULK_STATUSES[self]


_BULK_STATUSES = {
    BulkStatus.PREPARED: message("Chờ xem lại"),
    BulkStatus.APPLYING: message("Đang thực hiện"),
    BulkStatus.APPLIED: message("Đã thực hiện"),
    BulkStatus.UNDOING: message("Đang hoàn tác"),
    BulkStatus.UNDONE: message("Đã hoàn tác"),
    BulkStatus.DISCARDED: message("Đã bỏ"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one service shall be, within a change of many.

    Attributes:
        procedure, agency: Codes.
        value: Its keys depend on `kind` (see `actions.operations`).
    """

    kind: BulkKind
    procedure: str
    agency: str
    value: dict[str, Any]
