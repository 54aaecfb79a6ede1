"""What can happen to an imported file."""

from motcua.kernel.lifecycle import Lifecycle, Transition
from motcua.reporting.types import ImportStatus

IMPORT = Lifecycle(
    statuses=ImportStatus,
    initial=ImportStatus.CHECKED,
    finals=frozenset({ImportStatus.CONFIRMED, ImportStatus.DISCARDED}),
    transitions=(
        Transition("confirm", frozenset({ImportStatus.CHECKED}), ImportStatus.CONFIRMED),
        Transition("discard", frozenset({ImportStatus.CHECKED}), ImportStatus.DISCARDED),
    ),
)
