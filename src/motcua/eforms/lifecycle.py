"""What can happen to the next version of a form while it is written."""

from typing import Final

from motcua.eforms.types.drafting import DraftStatus
from motcua.kernel.lifecycle import Lifecycle, Transition

EDITABLE: Final = frozenset({DraftStatus.DRAFTING, DraftStatus.RETURNED})
OPEN: Final = EDITABLE | {DraftStatus.IN_REVIEW, DraftStatus.APPROVED}

FORM_DRAFT = Lifecycle(
    statuses=DraftStatus,
    initial=DraftStatus.DRAFTING,
    finals=frozenset({DraftStatus.PUBLISHED, DraftStatus.WITHDRAWN}),
    transitions=(
        Transition("save", EDITABLE, DraftStatus.DRAFTING),
        Transition("submit", frozenset({DraftStatus.DRAFTING}), DraftStatus.IN_REVIEW),
        Transition("take_back", OPEN - EDITABLE, DraftStatus.DRAFTING),
        Transition("sign_off", frozenset({DraftStatus.IN_REVIEW}), DraftStatus.APPROVED),
        Transition("return", frozenset({DraftStatus.IN_REVIEW}), DraftStatus.RETURNED),
        Transition("publish", frozenset({DraftStatus.APPROVED}), DraftStatus.PUBLISHED),
        Transition("withdraw", OPEN, DraftStatus.WITHDRAWN),
    ),
)
"""Written, read by another than who wrote it, published as it was read.

Whoever wants to change what was signed off takes it back first; then it is read anew.
"""
