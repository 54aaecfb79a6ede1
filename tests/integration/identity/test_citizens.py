"""Citizens sign in at the national identity, over its real protocol; who they are is kept sealed.

The other side is the simulator, inside the process.
"""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from motcua.audit.models import Event
from motcua.identity import actions, queries
from motcua.identity.models import Person
from motcua.identity.types import Assurance, Contact, PersonKind
from motcua.kernel.actors import Actor
from motcua.sandbox.identity.models import ProviderAccount
from tests.integration.citizens import CALLBACK, NOW, PROVIDER, query_of
from tests.integration.identity.pages_of_citizens import (
    MINE,
    START,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_of_citizens")]


def test_a_citizen_page_leads_to_the_national_identity_and_back_to_itself(away):
    asked = Client().get(f"{MINE}?trang=2")
    assert asked.headers["Location"] == f"{START}?{urlencode({'tiep': f'{MINE}?trang=2'})}"
    browser, back = away("an", tiep=f"{MINE}?trang=2")
    assert browser.get(back).headers["Location"] == f"{MINE}?trang=2"
    assert browser.get(MINE).content.decode() == "của Nguyễn Thị An, mức 2"


def test_the_request_carries_everything_that_binds_the_answer_to_it(provider):
    address = Client().get(START).headers["Location"]
    assert address.startswith(f"{PROVIDER}/identity/o/authorize?")
    asked = query_of(address)
    assert asked["redirect_uri"] == CALLBACK
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == "LoA2"
    assert asked["prompt"] == "login"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    again = query_of(Client().get(START).headers["Location"])
    assert not {asked["state"], asked["nonce"]} & {again["state"], again["nonce"]}


def test_the_address_to_come_back_to_is_not_taken_from_the_request(provider, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = Client().get(START, headers={"host": "gia-mao.example"}).headers["Location"]
    assert query_of(address)["redirect_uri"] == CALLBACK


def test_in_english_too_the_provider_knows_one_address(away):
    start = Client().get(f"/en{START}", {"tiep": "/en/cua-toi/"}).headers["Location"]
    assert query_of(start)["redirect_uri"] == CALLBACK


def test_what_the_provider_says_is_kept_sealed(citizen_browser):
    citizen_browser("an")
    person = Person.objects.get()
    assert (person.issuer, person.full_name) == (PROVIDER, "Nguyễn Thị An")
    assert person.subject == ProviderAccount.objects.get(person="an").tech_id.hex
    assert person.folded_name == "nguyen thi an"
    stored = bytes(person.details) + bytes(person.personal_id_index)
    assert b"003190000011" not in stored
    assert b"vidu.example" not in stored
    assert queries.prefill_of(person.id) == {
        "identity.full_name": "Nguyễn Thị An",
        "identity.personal_id": "003190000011",
        "identity.birth_date": "1990-09-02",
        "identity.address": "Thôn 2, xã Bình Nguyên, huyện Thăng Bình, tỉnh Quảng Nam",
        "identity.phone": "0999000011",
        "identity.email": "an@vidu.example",
    }
    contact = Contact(email="an@vidu.example", phone="0999000011")
    assert queries.contact_of(person.id) == contact
    assert queries.contacts_of([person.id]) == {person.id: contact}
    assert queries.person_names([person.id]) == {person.id: "Nguyễn Thị An"}
    assert queries.ids_with_personal_id("003 190 000 011") == [person.id]
    assert queries.ids_with_personal_id("003190000012") == []


def test_what_the_provider_does_not_know_is_empty(citizen_browser):
    citizen_browser("mui")
    known = queries.prefill_of(Person.objects.get().id)
    assert known["identity.birth_date"] == ""  # only the year of her birth is known
    assert known["identity.phone"] == "0999000044"


def test_a_business_signs_in_as_itself(citizen_browser):
    browser = citizen_browser("vi-du")
    assert "của Công ty TNHH Ví Dụ Tam Kỳ" in browser.get(MINE).content.decode()
    person = Person.objects.get()
    assert person.kind == PersonKind.BUSINESS
    assert queries.prefill_of(person.id)["identity.personal_id"] == "4009999990"


def test_the_same_person_is_the_same_row_and_another_is_another(citizen_browser):
    for person in ("an", "binh", "an"):
        citizen_browser(person)
    assert sorted(Person.objects.values_list("full_name", flat=True)) == [
        "Nguyễn Thị An",
        "Trần Văn Bình",
    ]


def stated(**changed):
    return {
        "sub": "s-1",
        "acr": "LoA2",
        "HoVaTen": "Nguyễn Thị An",
        "SoDinhDanh": "003190000011",
        **changed,
    }


def test_people_are_never_joined_by_their_id_number():
    here = actions.sign_in_person(claims=stated(), issuer="https://a.example", at=NOW)
    there = actions.sign_in_person(claims=stated(), issuer="https://b.example", at=NOW)
    other = actions.sign_in_person(claims=stated(sub="s-2"), issuer="https://a.example", at=NOW)
    assert len({here.id, there.id, other.id}) == 3


def test_new_particulars_replace_old_ones_and_the_log_says_which_never_what():
    later = timezone.now()
    met = actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=NOW)
    moved = stated(SoDienThoai="0999000099", HoVaTen="Nguyễn Thị Ân")
    same = actions.sign_in_person(claims=moved, issuer=PROVIDER, at=later)
    assert same.id == met.id
    person = Person.objects.get()
    assert (person.first_seen_at, person.last_seen_at) == (NOW, later)
    assert queries.prefill_of(person.id)["identity.phone"] == "0999000099"
    assert person.folded_name == "nguyen thi an"
    log = Event.objects.filter(stream=f"person:{person.id}").order_by("seq")
    events = list(log.values_list("kind", "payload", "actor"))
    assert [kind for kind, _, _ in events] == [
        "identity.person_met.v1",
        "identity.person_signed_in.v1",
        "identity.person_changed.v1",
        "identity.person_signed_in.v1",
    ]
    assert events[2][1] == {"changed": ["full_name", "phone"]}
    assert {actor for _, _, actor in events} == {f"citizen:{person.id}"}
    assert "0999" not in str(events)


@pytest.mark.django_db(transaction=True)
def test_who_comes_for_the_first_time_in_two_tabs_at_once_is_one_person():
    def come(_):
        try:
            return actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=NOW).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as tabs:
        assert len(set(tabs.map(come, range(2)))) == 1
    assert Person.objects.count() == 1


def test_an_unchanged_person_is_only_seen_again():
    actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=NOW)
    before = Person.objects.get()
    actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=timezone.now())
    after = Person.objects.get()
    assert bytes(after.details) == bytes(before.details)
    assert after.last_seen_at > before.last_seen_at


def test_a_citizen_is_what_the_rest_of_the_house_sees(citizen_browser):
    citizen_browser("an")
    person = Person.objects.get()
    citizen = queries.citizen(person.id)
    assert citizen.actor == Actor.citizen(person.id)
    assert (citizen.id, citizen.kind, citizen.assurance) == (
        person.id,
        PersonKind.PERSON,
        Assurance.LEVEL_2,
    )
