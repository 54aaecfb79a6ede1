from datetime import timedelta

import pytest

from motcua.agencies.models import Agency
from motcua.feedback import actions, jobs
from motcua.feedback.types import Kind, Said
from motcua.identity.types import Role
from motcua.kernel import ids
from tests.integration.delivery import AN_MY, NOW, offer, offered
from tests.integration.dossiers.conftest import (
    data_folder,
    draft_of,
    keys_made_once,
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
    "submitted",
]
TEXT = "Tôi là Nguyễn Thị An, chờ ở quầy số 3 từ sáng mà không được gọi."


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW)


@pytest.fixture
def unit():
    return lambda code=AN_MY: Agency.objects.get(code=code)


@pytest.fixture
def posts(officer):
    """The officers of An Mỹ, by role."""
    return {role: officer(role) for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)}


@pytest.fixture
def sent(an, posts, unit):
    """Send petitions of An's: `sent()`."""

    def send(*, at=NOW, **more):
        said = {"kind": Kind.REFLECTION, "agency_id": unit().id, "text": TEXT, **more}
        return actions.send(petition_id=ids.new_id(), author=an, said=Said(**said), at=at)

    return send


@pytest.fixture
def deal(posts):
    """Make moves by whoever may: `deal(petition, "accept")`."""
    by = {"answer": Role.SPECIALIST, "publish": Role.LEADER, "close": Role.LEADER}

    def make(petition, event, *, at=NOW, viewer=None, words="Cơ quan đã xem xét việc này."):
        viewer = viewer or posts[by.get(event, Role.CLERK)]
        if event == "publish":
            shown = {"question": "Chờ lâu ở quầy", "answer": "Đã thêm một quầy."}
            return actions.publish(petition_id=petition.id, viewer=viewer, at=at, **shown)
        return actions.deal_with(
            petition_id=petition.id, event=event, viewer=viewer, words=words, at=at
        )

    return make


DAY = timedelta(days=1)
