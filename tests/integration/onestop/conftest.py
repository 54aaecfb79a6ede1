from tests.integration.delivery import offer, offered
from tests.integration.dossiers.conftest import (
    data_folder,
    draft_of,
    keys_made_once,
    paid,
    submitted,
)
from tests.integration.pages import officers_browser
from tests.integration.people import an, officer

__all__ = [
    "an",
    "data_folder",
    "draft_of",
    "keys_made_once",
    "offer",
    "offered",
    "officer",
    "officers_browser",
    "paid",
    "submitted",
]
