"""What can happen to a change of many services."""

from motcua.catalogue.types import BulkStatus
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
