"""Writes of notices."""

from motcua.notifications.actions.asking import notify, tell
from motcua.notifications.actions.reading import open_notice, prefer
from motcua.notifications.actions.sending import attend_to
from motcua.notifications.actions.webhooks import (
    add_webhook,
    announce,
    deliver,
    replay,
    switch_webhook,
)
from motcua.notifications.actions.wordings import set_wording

__all__ = [
    "add_webhook",
    "announce",
    "attend_to",
    "deliver",
    "notify",
    "open_notice",
    "prefer",
    "replay",
    "set_wording",
    "switch_webhook",
    "tell",
]
