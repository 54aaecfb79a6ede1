"""From the agency site to the national one, over HTTP inside one process."""

from uuid import uuid4

import pytest
from pydantic import SecretStr

from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as offers
from motcua.catalogue import sync as services
from motcua.conf.environment import Connection
from motcua.dossiers import actions, queries, snapshots, sync
from motcua.dossiers.models import Dossier
from motcua.exchange import actions as exchange
from motcua.exchange.adapters import client_credentials
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.net import remote
from motcua.net.errors import RemoteRefused
from motcua.registry import queries as registry
from motcua.registry.models import ReceivedEvent, SyncedDossier, SyncedService
from tests import in_process
from tests.integration.delivery import NOW, PROCEDURE, offer, offered
from tests.integration.dossiers.conftest import data_folder, draft_of, keys_made_once, submitted
from tests.integration.people import an, officer
from tests.integration.registry.conftest import CLIENT, SECRET, register

__all__ = [
    "an",
    "data_folder",
    "draft_of",
    "keys_made_once",
    "offer",
    "offered",
    "officer",
    "submitted",
]

NATIONAL = "http://127.0.0.1:8001"


@pytest.fixture
def nation(settings, offered):
    """The national site behind its address; what is called is the real API."""
    register()
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "national": Connection(url=NATIONAL, client=CLIENT, secret=SecretStr(SECRET))
    }
    client_credentials._tokens.clear()
    with remote.mounted(NATIONAL, in_process.site("national")):
        yield
    client_credentials._tokens.clear()


def sent(found):
    return snapshots.snapshot(
        found,
        event_id=f"{found.id}:{found.version}",
        contact={"personal_id": "049195000011", "phone": "0905123456", "email": ""},
        shift=sync.agencies.legal_shift(),
        names={},
    )


def send(*rows):
    return exchange.call(
        partner="national",
        service="sync/dossiers",
        body={"data": list(rows)},
        rows=len(rows),
        at=NOW,
    )["data"]


def test_a_dossier_sent_twice_arrives_once(nation, submitted):
    found = queries.dossier(submitted.id)
    for _ in range(2):
        (answer,) = send(sent(found))
        assert answer["accepted"], answer["reason"]

    arrived = SyncedDossier.objects.get()
    assert (arrived.code, arrived.version, arrived.status) == (found.code, found.version, "1")
    assert arrived.applicant_name == "Nguyễn Thị An"
    assert ReceivedEvent.objects.count() == 1


def test_the_job_pushes_what_is_behind_and_the_look_up_finds_it(nation, submitted):
    assert sync.is_behind()
    sync.push_batch(at=NOW)

    assert not sync.is_behind()
    code = Dossier.objects.get().code
    assert registry.look_up(code=code, fact="049195000011").status == "1"
    assert registry.look_up(code=code, fact="+84 905 123 456")
    assert registry.look_up(code=code, fact="0905123457") is None


def test_each_later_event_replaces_the_state(nation, submitted, officer):
    early = sent(queries.dossier(submitted.id))
    actions.note_payment(
        dossier_id=submitted.id, charge_id=uuid4(), by=Actor.system("test"), at=NOW
    )
    actions.accept(dossier_id=submitted.id, viewer=officer(Role.CLERK), at=NOW)
    sync.push_batch(at=NOW)
    (answer,) = send(early)

    assert (answer["accepted"], answer["outcome"]) == (True, "stale")
    arrived = SyncedDossier.objects.get()
    assert (arrived.status, arrived.is_fee_paid_online) == ("2", True)
    assert f"{arrived.promised_at:%Y%m%d %H:%M}" == "20211020 10:00", "17:00 in Hanoi"


def test_services_arrive_and_a_switch_drops_what_they_can_do(nation):
    services.push_batch(at=NOW)
    assert SyncedService.objects.filter(capable_level=4, declared_level=4).count() == 4

    content = offers.current_version(PROCEDURE).content.model_dump(mode="json")
    catalogue.publish_version(
        content={**content, "online_payment": False},
        valid_from=offers.current_version(PROCEDURE).valid_from,
        by=Actor.system("test"),
        at=NOW,
    )
    services.push_batch(at=NOW)
    assert SyncedService.objects.filter(capable_level=3, declared_level=4).count() == 4
    assert not services.is_behind()


def test_a_token_that_the_nation_forgot_is_renewed(nation, submitted):
    from oauth2_provider.models import AccessToken

    row = sent(queries.dossier(submitted.id))
    send(row)
    AccessToken.objects.all().delete()

    assert send(row)[0]["outcome"] == "known"


def test_with_a_wrong_secret_nothing_is_sent(nation, submitted, settings):
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "national": Connection(url=NATIONAL, client=CLIENT, secret=SecretStr("guessed"))
    }
    with pytest.raises(RemoteRefused):
        sync.push_batch(at=NOW)
    assert sync.is_behind()
    assert not SyncedDossier.objects.exists()
