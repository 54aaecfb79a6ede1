"""Reads of notices."""

from motcua.notifications.queries.costs import Spent, spent
from motcua.notifications.queries.notices import due, notices_about
from motcua.notifications.queries.proofs import Proof, proof_of
from motcua.notifications.queries.reading import (
    PAGE,
    Choices,
    Told,
    choices_of,
    told,
    told_to,
    unread,
)
from motcua.notifications.queries.webhooks import (
    DELIVERIES,
    Integrator,
    Message,
    due_messages,
    integrator,
    integrators,
    is_message_of,
    messages_to,
)
from motcua.notifications.queries.wordings import SetText, set_texts

__all__ = [
    "DELIVERIES",
    "PAGE",
    "Choices",
    "Integrator",
    "Message",
    "Proof",
    "SetText",
    "Spent",
    "Told",
    "choices_of",
    "due",
    "due_messages",
    "integrator",
    "integrators",
    "is_message_of",
    "messages_to",
    "notices_about",
    "proof_of",
    "set_texts",
    "spent",
    "told",
    "told_to",
    "unread",
]
