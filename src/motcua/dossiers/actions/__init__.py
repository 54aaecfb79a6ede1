"""Writes of the case file, one function per use case."""

from motcua.dossiers.actions.archiving import archive, due_archive, take_package
from motcua.dossiers.actions.asking import MOST_BYTES, ask_to_complete, complete, give_file
from motcua.dossiers.actions.assigning import assign, may_give
from motcua.dossiers.actions.carrying import (
    CODE_DAYS,
    changes_of,
    give_code,
    renew,
    take_code_back,
    use_code,
)
from motcua.dossiers.actions.consulting import answer_consultation, consult
from motcua.dossiers.actions.declaring import (
    preview_result,
    print_declaration,
    print_receipt,
    word_copy,
    word_of_hand_over,
)
from motcua.dossiers.actions.delivering import give_result, note_parcel, send_parcel
from motcua.dossiers.actions.digitising import scan_paper, scan_result
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
from motcua.dossiers.actions.ending import (
    ask_withdrawal,
    confirm_withdrawal,
    decline,
    withdraw,
)
from motcua.dossiers.actions.exporting import begin_export
from motcua.dossiers.actions.fees import hand_fee_back, reverse_fee, take_fee
from motcua.dossiers.actions.filing import expire, note_payment, submit
from motcua.dossiers.actions.handing import hand_in
from motcua.dossiers.actions.handing_over import (
    MOST_ON_A_SLIP,
    hand_over,
    print_hand_over,
)
from motcua.dossiers.actions.import_calls import register_source, take_call
from motcua.dossiers.actions.import_files import (
    confirm_import,
    drop_import,
    forget_imports,
    keep_import,
    take_some,
)
from motcua.dossiers.actions.importing import Paper, Sent, take_rows
from motcua.dossiers.actions.legs import begin_leg, conduct
from motcua.dossiers.actions.listing import forget_list, save_list
from motcua.dossiers.actions.noting import note_listing, note_reading, note_search
from motcua.dossiers.actions.pausing import (
    ask_payment,
    ask_supplement,
    note_supplement,
    obligation_met,
    obligation_paid,
    resume,
    stop,
    supplement,
)
from motcua.dossiers.actions.population import ask_population, choose_told
from motcua.dossiers.actions.promising import extend, reappoint
from motcua.dossiers.actions.proposing import propose
from motcua.dossiers.actions.rating import rate
from motcua.dossiers.actions.receiving import accept, refuse
from motcua.dossiers.actions.redressing import correct, revoke, write_correction
from motcua.dossiers.actions.remarking import answer_question, ask_applicant, write_note
from motcua.dossiers.actions.sittings import (
    agree,
    close_idle,
    close_sitting,
    confirm,
    confirm_signed,
    open_sitting,
    owner_of,
    receive_now,
    send_code,
    stay,
)
from motcua.dossiers.actions.timing import fire
from motcua.dossiers.actions.together import begin_batch, outcome_of, work_off
from motcua.dossiers.actions.upgrading import tell_of_closing, upgrade
from motcua.dossiers.actions.uploading import begin_upload, forget_uploads, give_up, take_piece
from motcua.dossiers.actions.vaulting import keep_result
from motcua.dossiers.actions.warning import due_alarms, look_at_dossier, look_at_task
from motcua.dossiers.actions.working import do_system_task, do_task, take_up
from motcua.dossiers.actions.writing import enter_result

__all__ = [
    "CODE_DAYS",
    "MOST_BYTES",
    "MOST_ON_A_SLIP",
    "Paper",
    "Sent",
    "accept",
    "agree",
    "answer_consultation",
    "answer_question",
    "archive",
    "ask_applicant",
    "ask_payment",
    "ask_population",
    "ask_supplement",
    "ask_to_complete",
    "ask_withdrawal",
    "assign",
    "attach_file",
    "begin_again",
    "begin_batch",
    "begin_draft",
    "begin_export",
    "begin_leg",
    "begin_upload",
    "changes_of",
    "choose_told",
    "close_idle",
    "close_sitting",
    "complete",
    "conduct",
    "confirm",
    "confirm_import",
    "confirm_signed",
    "confirm_withdrawal",
    "consult",
    "correct",
    "decline",
    "detach_file",
    "discard_draft",
    "do_system_task",
    "do_task",
    "drop_import",
    "due_alarms",
    "due_archive",
    "enter_result",
    "expire",
    "extend",
    "fire",
    "forget_drafts",
    "forget_imports",
    "forget_list",
    "forget_uploads",
    "give_code",
    "give_file",
    "give_result",
    "give_up",
    "hand_fee_back",
    "hand_in",
    "hand_over",
    "keep_import",
    "keep_result",
    "look_at_dossier",
    "look_at_task",
    "may_give",
    "note_listing",
    "note_parcel",
    "note_payment",
    "note_reading",
    "note_search",
    "note_supplement",
    "note_view",
    "obligation_met",
    "obligation_paid",
    "open_sitting",
    "outcome_of",
    "owner_of",
    "preview_result",
    "print_declaration",
    "print_hand_over",
    "print_receipt",
    "propose",
    "rate",
    "reappoint",
    "receive_now",
    "refuse",
    "register_source",
    "renew",
    "resume",
    "reuse_file",
    "reverse_fee",
    "revoke",
    "save_answers",
    "save_list",
    "scan_paper",
    "scan_result",
    "send_code",
    "send_parcel",
    "stay",
    "stop",
    "submit",
    "supplement",
    "take_call",
    "take_code_back",
    "take_fee",
    "take_package",
    "take_piece",
    "take_rows",
    "take_some",
    "take_up",
    "tell_of_closing",
    "upgrade",
    "use_code",
    "withdraw",
    "word_copy",
    "word_of_hand_over",
    "work_off",
    "write_correction",
    "write_note",
]
