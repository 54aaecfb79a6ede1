"""Writes of forms, one function per use case."""

from motcua.eforms.actions.banking import ask_from_bank, share_question
from motcua.eforms.actions.drafting import (
    begin_form,
    begin_from_definition,
    begin_from_version,
    publish_draft,
    return_draft,
    save_definition,
    sign_off,
    submit_draft,
    take_back,
    withdraw_draft,
)
from motcua.eforms.actions.publishing import publish, publish_bundled
from motcua.eforms.actions.recording import (
    accept_outcome,
    record_carried,
    record_case,
    retire_case,
)

__all__ = [
    "accept_outcome",
    "ask_from_bank",
    "begin_form",
    "begin_from_definition",
    "begin_from_version",
    "publish",
    "publish_bundled",
    "publish_draft",
    "record_carried",
    "record_case",
    "retire_case",
    "return_draft",
    "save_definition",
    "share_question",
    "sign_off",
    "submit_draft",
    "take_back",
    "withdraw_draft",
]
