"""The agency site pulls the national catalogue over HTTP, and a controller decides.

Both sites share the database of the test. What only the nation has published is therefore there
while the national site answers, and gone afterwards.
"""

from datetime import date, timedelta

import httpx
import pytest
from django.db import transaction
from django.utils import timezone
from pydantic import SecretStr

from motcua.audit import queries as audit
from motcua.catalogue import actions, jobs, queries
from motcua.catalogue.errors import ProcedureClosed
from motcua.catalogue.models import NationalProposal
from motcua.catalogue.types import ProposalStatus, Running
from motcua.conf.environment import Connection
from motcua.dossiers import actions as dossiers
from motcua.dossiers import jobs as dossier_jobs
from motcua.dossiers import queries as dossier_queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.net import remote
from tests import in_process
from tests.integration.delivery import NOW, PROCEDURE, SEED, offer, offered
from tests.integration.dossiers.conftest import data_folder, draft_of, keys_made_once, submitted
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

NATIONAL = "http://127.0.0.1:8001"
TODAY = date(2021, 10, 20)
NATION = Actor.system("nation")


class Nation(httpx.BaseTransport):
    """The national site, with versions of its own while it answers."""

    def __init__(self):
        self._site = in_process.site("national")
        self.published = []
        self.asked = []

    def handle_request(self, request):
        self.asked.append(request.url.path)
        with transaction.atomic():
            for version in self.published:
                actions.publish_version(by=NATION, at=timezone.now(), **version)
            answer = self._site.handle_request(request)
            answer.read()
            transaction.set_rollback(True)
        return answer


@pytest.fixture
def nation(settings):
    settings.MOTCUA_SITE = "agency"
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "national": Connection(url=NATIONAL, client="h47", secret=SecretStr("x" * 20))
    }
    site = Nation()
    with remote.mounted(NATIONAL, site):
        yield site


@pytest.fixture
def controller(submitted, officer, officers_browser):
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def said(**changes):
    content = queries.history(PROCEDURE)[0].content.model_dump(mode="json")
    return {**content, **changes}


def pull():
    jobs.pull_national(0)
    return NationalProposal.objects.filter(status=ProposalStatus.OPEN).first()


def test_what_the_nation_publishes_is_pulled_shown_and_accepted(nation, controller):
    name = queries.history(PROCEDURE)[0].content.name
    nation.published = [{"content": said(name=f"{name} điện tử"), "valid_from": TODAY}]
    found = pull()
    assert nation.asked == ["/api/v1/procedures/changes"]
    assert queries.history(PROCEDURE)[0].content.name == name

    page = f"/danh-muc/quoc-gia/{found.id}/"
    assert "<ins>điện tử</ins>" in controller.get(page).text
    assert controller.post(page, {"quyet-dinh": "cong-bo"}).status_code == 302

    ours = queries.history(PROCEDURE)[0]
    assert (ours.number, ours.content.name) == (2, f"{name} điện tử")
    assert ours.content.form == said()["form"] != ""
    assert pull() is None


def test_what_says_what_we_say_is_not_proposed(nation, controller):
    assert pull() is None
    assert len(nation.asked) == 1


def test_a_procedure_withdrawn_nationally_takes_nothing_while_a_running_dossier_goes_on(
    nation, controller, submitted, draft_of, an, officer
):
    late = draft_of(an)
    day = jobs.agencies.legal_today() + timedelta(days=2)
    nation.published = [
        {
            "content": said(),
            "valid_from": TODAY,
            "running": Running.CLOSE,
            "closes_on": day,
        }
    ]
    found = pull()
    assert found.closes_on == day
    page = f"/danh-muc/quoc-gia/{found.id}/"
    assert controller.post(page, {"quyet-dinh": "cong-bo"}).status_code == 302
    closing = queries.history(PROCEDURE)[0]
    assert closing.closes_on == day
    dossier_jobs.version_was_published(procedure=PROCEDURE, number=closing.number)

    closed = timezone.now() + timedelta(days=3)
    with pytest.raises(ProcedureClosed):
        dossiers.submit(draft_id=late.id, owner=an, at=closed)

    kinds = [event.kind for event in audit.events_of(f"dossier:{submitted.id}")]
    assert kinds.count("dossiers.procedure_closes.v1") == 1
    dossiers.note_payment(dossier_id=submitted.id, charge_id=submitted.id, by=SEED, at=NOW)
    received = dossiers.accept(dossier_id=submitted.id, viewer=officer(Role.CLERK), at=NOW)
    assert Status(received.status) is Status.ACCEPTED
    assert queries.version(received.procedure_version_id).number == 1
    assert (
        dossier_queries.terms_of(received).limit
        == queries.version(received.procedure_version_id).content.limit
    )
