"""What can happen to a change of many services, and to a file of procedures."""

from motcua.catalogue.types import BulkStatus, FileStatus
from motcua.kernel.lifecycle import Lifecycle, Transition

BULK = Lifecycle(
    statuses=BulkStatus,
    initial=BulkStatus.PREPARED,
    finals=frozenset({BulkStatus.UNDONE, BulkStatus.DISCARDED}),
    transitions=(
        Transition("apply", frozenset({BulkStatus.PREPARED}), BulkStatus.APPLYING),
        Transition("discard", frozenset({BulkStatus.PREPARED}), BulkStatus.DISCARDED),
        Transition("finish", frozenset({BulkStatus.APPLYING}), BulkStatus.APPLIED),
        Transition("undo", frozenset({BulkStatus.APPLIED}), BulkStatus.UNDOING),
        Transition("finish_undo", frozenset({BulkStatus.UNDOING}), BulkStatus.UNDONE),
    ),
)
"""Looked at, applied line by line, and taken back."""

FILE = Lifecycle(
    statuses=FileStatus,
    initial=FileStatus.KEPT,
    finals=frozenset({FileStatus.PUBLISHED}),
    transitions=(
        Transition("publish", frozenset({FileStatus.KEPT}), FileStatus.PUBLISHING),
        Transition("finish", frozenset({FileStatus.PUBLISHING}), FileStatus.PUBLISHED),
    ),
)
"""Looked at, and published procedure by procedure."""
