"""Writes of the case file, one function per use case."""

from motcua.dossiers.actions.deciding import (
    accept,
    do_system_task,
    do_task,
    enter_result,
    note_reading,
    note_search,
    refuse,
    take_up,
)
from motcua.dossiers.actions.drafts import (
    attach_file,
    begin_again,
    begin_draft,
    detach_file,
    discard_draft,
    save_answers,
)
from motcua.dossiers.actions.filing import expire, note_payment, submit
from motcua.dossiers.actions.rating import rate
from motcua.dossiers.actions.upgrading import tell_of_closing, upgrade

__all__ = [
    "accept",
    "attach_file",
    "begin_again",
    "begin_draft",
    "detach_file",
    "discard_draft",
    "do_system_task",
    "do_task",
    "enter_result",
    "expire",
    "note_payment",
    "note_reading",
    "note_search",
    "rate",
    "refuse",
    "save_answers",
    "submit",
    "take_up",
    "tell_of_closing",
    "upgrade",
]
