"""The SMS gateway refuses what a real one would, and the inboxes show what came."""

import json

import httpx
import pytest
from django.test import Client
from django.utils import timezone
from pydantic import SecretStr

from motcua.conf.environment import Connection
from motcua.sandbox.messages import actions
from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.messages.types import Kind
from motcua.sandbox.switches import actions as switches
from motcua.sandbox.switches import queries as positions
from tests import in_process

pytestmark = pytest.mark.django_db

SEND = "/sms/messages"
TEXT = "Ho so H47.40.2-211018-0001 da co ket qua."


@pytest.fixture(autouse=True)
def site(as_site, settings):
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "sms": Connection(url="http://127.0.0.1:8002/sms", secret=SecretStr("k-1"))
    }
    as_site("sandbox")


@pytest.fixture
def machine():
    with httpx.Client(
        transport=in_process.site("sandbox"), base_url="http://127.0.0.1:8002"
    ) as http:
        yield http


def send(machine, key="n-1", to="+84999000011", text=TEXT, authorization="Bearer k-1", body=None):
    return machine.post(
        SEND,
        content=body if body is not None else json.dumps({"to": to, "text": text}),
        headers={"Authorization": authorization, "Idempotency-Key": key},
    )


def test_an_sms_is_taken_once_and_its_receipt_can_be_asked_for(machine):
    first, again = send(machine), send(machine)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert CarriedMessage.objects.count() == 1
    receipt = machine.get(f"{SEND}/{first.json()['id']}", headers={"Authorization": "Bearer k-1"})
    assert receipt.json()["status"] == "delivered"


def test_another_message_under_the_same_key_is_refused(machine):
    send(machine)
    assert send(machine, text="Khac").status_code == 409
    assert send(machine, to="0999000022").status_code == 409


def test_a_number_is_the_same_in_both_spellings(machine):
    assert send(machine).status_code == 201
    assert send(machine, to="0999000011").status_code == 200


@pytest.mark.parametrize("authorization", ["", "Bearer k-2", "k-1", "Bearer "])
def test_without_the_key_nothing_is_taken_nor_told(machine, authorization):
    assert send(machine, authorization=authorization).status_code == 401
    other = f"{SEND}/019380f4-0000-7000-8000-000000000001"
    assert machine.get(other, headers={"Authorization": authorization}).status_code == 401
    assert not CarriedMessage.objects.exists()


def test_a_gateway_without_a_key_of_its_own_is_closed(machine, settings):
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {"sms": Connection()}
    assert send(machine, authorization="Bearer ").status_code == 401


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"key": ""}, 400),
        ({"key": "k" * 65}, 400),
        ({"body": "{"}, 400),
        ({"body": "[]"}, 400),
        ({"body": json.dumps({"to": "0999000011"})}, 400),
        ({"to": "113"}, 422),
        ({"to": "02353811999"}, 422),
        ({"to": "+19990000111"}, 422),
        ({"to": "0999000011; drop"}, 422),
        ({"text": ""}, 422),
        ({"text": "x" * 161}, 422),
        ({"text": "Đã có kết quả"}, 422),
        ({"text": 7}, 422),
    ],
    ids=str,
)
def test_what_an_operator_would_not_take_is_refused(machine, wrong, status):
    assert send(machine, **wrong).status_code == status
    assert not CarriedMessage.objects.exists()


def test_an_unknown_message_has_no_receipt(machine):
    other = f"{SEND}/019380f4-0000-7000-8000-000000000001"
    assert machine.get(other, headers={"Authorization": "Bearer k-1"}).status_code == 404


def test_the_switch_lets_it_fail(machine):
    switches.turn("messages", "down")
    assert send(machine).status_code == 503
    switches.turn("messages", "bounce")
    taken = send(machine)
    receipt = machine.get(f"{SEND}/{taken.json()['id']}", headers={"Authorization": "Bearer k-1"})
    assert receipt.json()["status"] == "undelivered"


def came(address="0999000011", kind=Kind.SMS, text=TEXT, subject="", key="1"):
    actions.take(
        kind=kind,
        key=key,
        sender="MOTCUA",
        address=address,
        subject=subject,
        text=text,
        at=timezone.now(),
    )


def test_an_empty_inbox_says_so(client):
    assert "Chưa có ai nhận được gì." in client.get("/hop-thu/").content.decode()


def test_the_inbox_knows_whose_address_it_is(client):
    came()
    page = client.get("/hop-thu/").content.decode()
    assert "Nguyễn Thị An (1)" in page
    assert TEXT not in page


def test_a_person_reads_all_her_addresses_in_one_place(client):
    came()
    came(address="an@vidu.example", kind=Kind.MAIL, subject="Thư", text="Kính gửi", key="2")
    came(address="ai@do.example", kind=Kind.MAIL, subject="Khác", text="Kính gửi", key="3")
    for asked in ("an", "an@vidu.example", "0999000011"):
        page = client.get("/hop-thu/", {"cua": asked}).content.decode()
        assert "Nguyễn Thị An (2)" in page
        assert "Thư</h3>" in page
        assert TEXT in page
        assert "Khác" not in page
    assert "Khác" in client.get("/hop-thu/", {"cua": "ai@do.example"}).content.decode()


def test_the_newest_stands_first_and_links_work_without_letting_anything_in(client):
    came(address="an@vidu.example", kind=Kind.MAIL, subject="Cũ", text="a")
    came(
        address="an@vidu.example",
        kind=Kind.MAIL,
        subject="<b>Mới</b>",
        text="Xem: http://127.0.0.1:8000/ho-so/1/ <script>alert(1)</script>",
        key="2",
    )
    page = client.get("/hop-thu/", {"cua": "an"}).content.decode()
    assert page.index("Mới") < page.index("Cũ")
    assert 'href="http://127.0.0.1:8000/ho-so/1/"' in page
    assert "<script>alert" not in page
    assert "<b>Mới" not in page


def test_what_did_not_arrive_is_in_no_inbox(client):
    switches.turn("messages", "bounce")
    came()
    assert "Chưa có ai nhận được gì." in client.get("/hop-thu/").content.decode()
    assert TEXT not in client.get("/hop-thu/", {"cua": "0999000011"}).content.decode()


def test_the_switch_is_turned_on_the_page(client):
    assert client.post("/hop-thu/vi-tri/", {"messages": "slow"}).status_code == 302
    assert positions.position("messages") == "slow"
    assert positions.position("messages-backup") == "normal"
    client.post("/hop-thu/vi-tri/", {"messages-backup": "down"})
    assert positions.position("messages") == "slow"
    assert positions.position("messages-backup") == "down"
    assert client.post("/hop-thu/vi-tri/", {"messages": "x"}).status_code == 404
    assert Client(enforce_csrf_checks=True).post("/hop-thu/vi-tri/").status_code == 403
