"""Writes of notices."""

from motcua.notifications.actions.asking import notify, tell
from motcua.notifications.actions.reading import open_notice, prefer
from motcua.notifications.actions.sending import attend_to

__all__ = ["attend_to", "notify", "open_notice", "prefer", "tell"]
