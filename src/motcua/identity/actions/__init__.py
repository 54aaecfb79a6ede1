"""Writes of accounts, roles and citizens: one function per use case."""

from motcua.identity.actions.accounts import (
    assign_role,
    correct_elsewhere,
    end_roles,
    let_fill,
    let_type,
    meet_at_counter,
    meet_elsewhere,
    open_account,
    readmit_person,
    sign_in_person,
    stop_typing,
    suspend_person,
)
from motcua.identity.actions.deputies import appoint_deputy, recall_deputy

__all__ = [
    "appoint_deputy",
    "assign_role",
    "correct_elsewhere",
    "end_roles",
    "let_fill",
    "let_type",
    "meet_at_counter",
    "meet_elsewhere",
    "open_account",
    "readmit_person",
    "recall_deputy",
    "sign_in_person",
    "stop_typing",
    "suspend_person",
]
