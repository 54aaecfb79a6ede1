"""Integrators are told once, signed, again in vain for a day, and not for ever."""

import json
from datetime import timedelta

import httpx
import pytest

from motcua.agencies import queries as agencies
from motcua.audit.models import Event
from motcua.identity.types import Role
from motcua.net import addresses, remote
from motcua.notifications import actions, errors, queries, rules
from motcua.notifications.adapters import webhook as adapter
from motcua.notifications.models import Notice, Webhook, WebhookDelivery
from motcua.notifications.types import Occasion
from tests.integration.delivery import AN_MY, offered
from tests.integration.notifications.asking import BY, NOW
from tests.integration.pages import officers_browser
from tests.integration.people import officer

__all__ = ["offered", "officer", "officers_browser"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("offered")]

URL = "https://phan-mem.vidu.example/nhan"
PAGE = "/ban-lam-viec/webhook/"


@pytest.fixture(autouse=True)
def site(monkeypatch, as_site):
    """Stand on the agency site, and let every name be public."""
    as_site("agency")
    monkeypatch.setattr(addresses, "public", lambda *_: "203.162.0.11")


@pytest.fixture
def receiver():
    """The integrator: what it got, and the status it answers."""
    got = []
    answers = {"status": 204}

    def take(request):
        got.append(request)
        return httpx.Response(answers["status"])

    with remote.mounted(URL, httpx.MockTransport(take)):
        yield got, answers


@pytest.fixture
def unit():
    return agencies.agencies_by_codes([AN_MY], on=agencies.legal_today()).get()


@pytest.fixture
def added(unit):
    return actions.add_webhook(
        agency_id=unit.id, url=URL, occasions=["dossier.accepted"], by=BY, at=NOW
    )


def announce(unit, key="1", occasion=Occasion.ACCEPTED):
    actions.announce(
        agency_ids=[unit.id],
        occasion=occasion,
        key=key,
        payload={"code": "H47.40.2-211018-0001", "status": "4"},
        at=NOW,
    )
    return WebhookDelivery.objects.filter(key=key).first()


def test_it_is_told_once_what_it_chose_and_can_check_who_says_so(unit, added, receiver):
    got, _ = receiver
    announce(unit, key="2", occasion=Occasion.STOPPED)
    delivery = announce(unit)
    announce(unit)
    for _ in range(2):
        actions.deliver(delivery_id=delivery.id, at=NOW)
    (request,) = got
    assert json.loads(request.content)["data"]["code"] == "H47.40.2-211018-0001"
    assert request.headers["webhook-signature"] == adapter.signature(
        added[1],
        message_id=request.headers["webhook-id"],
        sent_at=int(request.headers["webhook-timestamp"]),
        body=request.content,
    )
    (message,) = queries.messages_to(added[0])
    assert (message.status, message.tries) == ("delivered", 1)
    assert queries.due_messages(at=NOW + timedelta(days=9), most=9) == []


def test_in_vain_it_is_tried_for_a_day_under_the_same_id_and_can_be_sent_again(
    unit, added, receiver
):
    got, answers = receiver
    answers["status"] = 500
    delivery = announce(unit)
    at = NOW
    while queries.due_messages(at=at + timedelta(days=2), most=9):
        at = WebhookDelivery.objects.get().due_at
        actions.deliver(delivery_id=delivery.id, at=at)
    assert len(WebhookDelivery.objects.get().answer) > 0
    (message,) = queries.messages_to(added[0])
    assert (message.status, message.tries) == ("failed", len(rules.WAITS) + 1)
    answers["status"] = 200
    remote._breakers.clear()
    actions.replay(delivery_id=delivery.id, by=BY, at=at)
    actions.deliver(delivery_id=delivery.id, at=at)
    (message,) = queries.messages_to(added[0])
    assert message.status == "delivered"
    assert len({request.headers["webhook-id"] for request in got}) == 1


def test_who_takes_nothing_for_days_is_not_told_any_more_and_administrators_know(
    unit, added, receiver, officer
):
    officer(Role.ADMINISTRATOR, name="Quản trị")
    _, answers = receiver
    answers["status"] = 410
    first, second = announce(unit), announce(unit, key="2")
    actions.deliver(delivery_id=first.id, at=NOW)
    assert Webhook.objects.get().disabled_at is None
    actions.deliver(delivery_id=second.id, at=NOW + rules.GIVES_UP_AFTER)
    assert Webhook.objects.get().disabled_at == NOW + rules.GIVES_UP_AFTER
    assert Notice.objects.filter(template="webhook_disabled").count() == 1
    assert announce(unit, key="3") is None
    actions.switch_webhook(webhook_id=added[0], on=True, by=BY, at=NOW)
    assert announce(unit, key="4") is not None


def test_the_secret_lies_sealed_and_in_no_log(added):
    assert added[1].encode() not in bytes(Webhook.objects.get().secret)
    assert added[1] not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "phan-mem.vidu.example",
        "http://phan-mem.vidu.example/",
        "https://a:b@vidu.example/",
        "https://vidu.example:99999/",
        "ftp://vidu.example/",
        "https://" + "a" * 500,
    ],
)
def test_an_address_that_is_not_safe_is_refused(unit, url):
    with pytest.raises(errors.WebhookAddressRefused):
        actions.add_webhook(
            agency_id=unit.id, url=url, occasions=["dossier.accepted"], by=BY, at=NOW
        )


def test_an_address_inside_is_refused(unit, monkeypatch):
    def inside(*_):
        raise addresses.NotPublicError

    monkeypatch.setattr(addresses, "public", inside)
    with pytest.raises(errors.WebhookAddressRefused):
        actions.add_webhook(
            agency_id=unit.id, url=URL, occasions=["dossier.accepted"], by=BY, at=NOW
        )


def test_nothing_chosen_is_refused(unit):
    with pytest.raises(errors.WebhookOccasionsMissing):
        actions.add_webhook(agency_id=unit.id, url=URL, occasions=["x"], by=BY, at=NOW)


class TestPages:
    """Of the administrator of the agency."""

    @pytest.fixture
    def browser(self, officer, officers_browser):
        return officers_browser(officer(Role.ADMINISTRATOR))

    def test_the_secret_is_shown_once(self, browser, unit):
        typed = {"co-quan": unit.id, "dia-chi": URL, "su-kien": ["dossier.accepted"]}
        page = browser.post(PAGE, typed).content.decode()
        assert "whsec_" in page
        made = Webhook.objects.get()
        assert "whsec_" not in browser.get(f"{PAGE}{made.id}/").content.decode()
        assert URL in browser.get(PAGE).content.decode()

    def test_what_was_refused_stays_typed(self, browser, unit):
        answer = browser.post(PAGE, {"co-quan": unit.id, "dia-chi": "http://a.example"})
        assert answer.status_code == 422
        assert 'value="http://a.example"' in answer.content.decode()

    def test_messages_are_listed_sent_again_and_stopped(self, browser, unit, added, receiver):
        delivery = announce(unit)
        actions.deliver(delivery_id=delivery.id, at=NOW)
        page = browser.get(f"{PAGE}{added[0]}/").content.decode()
        assert "H47.40.2-211018-0001" in page
        assert browser.post(f"{PAGE}{added[0]}/{delivery.id}/").status_code == 302
        assert WebhookDelivery.objects.get().status == "waiting"
        browser.post(f"{PAGE}{added[0]}/bat/", {"bat": "0"})
        assert "Quản trị viên đã tắt." in browser.get(f"{PAGE}{added[0]}/").content.decode()

    def test_the_administrator_of_another_agency_finds_nothing(
        self, added, officer, officers_browser, unit
    ):
        other = officers_browser(officer(Role.ADMINISTRATOR, agency="H47.7"))
        assert other.get(f"{PAGE}{added[0]}/").status_code == 404
        assert other.post(f"{PAGE}{added[0]}/bat/", {"bat": "0"}).status_code == 404
        assert URL not in other.get(PAGE).content.decode()
        assert other.post(PAGE, {"co-quan": unit.id, "dia-chi": URL}).status_code == 404
