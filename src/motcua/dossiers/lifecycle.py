"""What can happen to a dossier, by the status numbers of the national portal."""

from motcua.dossiers.types import Status
from motcua.kernel.lifecycle import Lifecycle, Transition

DOSSIER = Lifecycle(
    statuses=Status,
    initial=Status.REGISTERED,
    finals=frozenset({Status.REFUSED, Status.RETURNED}),
    transitions=(
        Transition("accept", frozenset({Status.REGISTERED}), Status.ACCEPTED),
        Transition("refuse", frozenset({Status.REGISTERED}), Status.REFUSED),
        Transition("expire", frozenset({Status.REGISTERED}), Status.REFUSED),
        Transition("take_up", frozenset({Status.ACCEPTED}), Status.PROCESSING),
        Transition("approve", frozenset({Status.PROCESSING}), Status.PROCESSING),
        Transition("finish", frozenset({Status.PROCESSING}), Status.FINISHED),
        Transition("return", frozenset({Status.FINISHED}), Status.RETURNED),
    ),
)
