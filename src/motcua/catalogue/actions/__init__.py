"""Writes of the catalogue, one function per use case."""

from motcua.catalogue.actions.bulk import (
    BULK_BEGUN,
    apply_some,
    begin_bulk,
    discard_bulk,
    prepare_bulk,
    undo_bulk,
)
from motcua.catalogue.actions.drafts import (
    begin_draft,
    begin_new,
    discard_draft,
    publish_draft,
    put_in_draft,
    save_section,
)
from motcua.catalogue.actions.files import (
    FILE_BEGUN,
    drop_file,
    import_procedures,
    keep_file,
    publish_file,
    publish_some,
)
from motcua.catalogue.actions.finding import (
    end_synonym,
    enter_synonym,
    load_synonyms,
    note_missed_search,
)
from motcua.catalogue.actions.general import give_parts
from motcua.catalogue.actions.levels import (
    LEVEL_CHANGED,
    decide_eligibility,
    declare_level,
    judge_service,
    record_evidence,
)
from motcua.catalogue.actions.lists import make_list, put_on_list
from motcua.catalogue.actions.many import (
    carried,
    offer_services,
    publish_carried,
    publish_new,
    publish_synthetic,
)
from motcua.catalogue.actions.national import (
    accept_proposal,
    decline_proposal,
    note_read,
    receive_change,
)
from motcua.catalogue.actions.services import end_service, offer_service
from motcua.catalogue.actions.settings import end_setting, enter_setting
from motcua.catalogue.actions.versions import (
    VERSION_CAME_INTO_FORCE,
    VERSION_PUBLISHED,
    bring_into_force,
    publish_version,
)

__all__ = [
    "BULK_BEGUN",
    "FILE_BEGUN",
    "LEVEL_CHANGED",
    "VERSION_CAME_INTO_FORCE",
    "VERSION_PUBLISHED",
    "accept_proposal",
    "apply_some",
    "begin_bulk",
    "begin_draft",
    "begin_new",
    "bring_into_force",
    "carried",
    "decide_eligibility",
    "declare_level",
    "decline_proposal",
    "discard_bulk",
    "discard_draft",
    "drop_file",
    "end_service",
    "end_setting",
    "end_synonym",
    "enter_setting",
    "enter_synonym",
    "give_parts",
    "import_procedures",
    "judge_service",
    "keep_file",
    "load_synonyms",
    "make_list",
    "note_missed_search",
    "note_read",
    "offer_service",
    "offer_services",
    "prepare_bulk",
    "publish_carried",
    "publish_draft",
    "publish_file",
    "publish_new",
    "publish_some",
    "publish_synthetic",
    "publish_version",
    "put_in_draft",
    "put_on_list",
    "receive_change",
    "record_evidence",
    "save_section",
    "undo_bulk",
]
