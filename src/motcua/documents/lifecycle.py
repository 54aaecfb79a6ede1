"""How a record of the vault comes to be relied on: the table."""

from typing import Final

from motcua.documents.types import RELIABLE, Quality
from motcua.kernel.lifecycle import Lifecycle, Transition

VAULT: Final = Lifecycle(
    statuses=Quality,
    initial=Quality.EXPECTED,
    finals=frozenset(RELIABLE),
    transitions=(
        Transition("scan", frozenset({Quality.EXPECTED}), Quality.SCANNED),
        Transition("key", frozenset({Quality.EXPECTED, Quality.SCANNED}), Quality.KEYED),
        Transition("check", frozenset({Quality.KEYED}), Quality.CHECKED),
        Transition("send_back", frozenset({Quality.KEYED}), Quality.SCANNED),
        Transition("issue", frozenset({Quality.EXPECTED}), Quality.SIGNED),
    ),
)
