"""Names of what happens to petitions."""

from typing import Final

KINDS: Final = {
    "receive": "feedback.received.v1",
    "accept": "feedback.accepted.v1",
    "ask_more": "feedback.more_asked.v1",
    "add_more": "feedback.more_added.v1",
    "refuse": "feedback.refused.v1",
    "forward": "feedback.forwarded.v1",
    "answer": "feedback.answered.v1",
    "publish": "feedback.published.v1",
    "close": "feedback.closed.v1",
    "become_due_soon": "feedback.became_due_soon.v1",
    "become_late": "feedback.became_late.v1",
}
"""The event in the log for each move, and for what time alone brings."""

READ: Final = "feedback.read.v1"
CHANGED: Final = "feedback.changed.v1"
"""The fact that goes up after each: which petition, which version, what happened."""
