from uuid import uuid4

import pytest

from motcua.dossiers import actions
from motcua.identity.types import Role
from tests.integration.delivery import NOW, offer, offered
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


@pytest.fixture
def made(an, draft_of):
    """Make dossiers that are paid: `made(3)`."""

    def make(count):
        found = []
        for _ in range(count):
            dossier = actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW)
            actions.note_payment(dossier_id=dossier.id, charge_id=uuid4(), by=an.actor, at=NOW)
            found.append(dossier)
        return found

    return make


@pytest.fixture
def accepted(made, officer):
    """Make dossiers that wait for a specialist: `accepted(3)`."""

    def make(count):
        clerk = officer(Role.CLERK, name=f"Tiếp nhận {uuid4()}")
        found = made(count)
        for one in found:
            actions.accept(dossier_id=one.id, viewer=clerk, at=NOW)
        return found

    return make
