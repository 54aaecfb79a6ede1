"""Writes of the case file, one function per use case."""

from motcua.dossiers.actions.carrying import (
    CODE_DAYS,
    changes_of,
    give_code,
    renew,
    take_code_back,
    use_code,
)
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
from motcua.dossiers.actions.declaring import print_declaration
from motcua.dossiers.actions.drafts import (
    attach_file,
    begin_again,
    begin_draft,
    detach_file,
    discard_draft,
    forget_drafts,
    note_view,
    reuse_file,
    save_answers,
)
from motcua.dossiers.actions.filing import expire, note_payment, submit
from motcua.dossiers.actions.population import ask_population, choose_told
from motcua.dossiers.actions.rating import rate
from motcua.dossiers.actions.upgrading import tell_of_closing, upgrade
from motcua.dossiers.actions.uploading import begin_upload, forget_uploads, give_up, take_piece

__all__ = [
    "CODE_DAYS",
    "accept",
    "ask_population",
    "attach_file",
    "begin_again",
    "begin_draft",
    "begin_upload",
    "changes_of",
    "choose_told",
    "detach_file",
    "discard_draft",
    "do_system_task",
    "do_task",
    "enter_result",
    "expire",
    "forget_drafts",
    "forget_uploads",
    "give_code",
    "give_up",
    "note_payment",
    "note_reading",
    "note_search",
    "note_view",
    "print_declaration",
    "rate",
    "refuse",
    "renew",
    "reuse_file",
    "save_answers",
    "submit",
    "take_code_back",
    "take_piece",
    "take_up",
    "tell_of_closing",
    "upgrade",
    "use_code",
]
