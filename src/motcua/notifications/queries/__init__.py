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

__all__ = [
    "PAGE",
    "Choices",
    "Proof",
    "Spent",
    "Told",
    "choices_of",
    "due",
    "notices_about",
    "proof_of",
    "spent",
    "told",
    "told_to",
    "unread",
]
