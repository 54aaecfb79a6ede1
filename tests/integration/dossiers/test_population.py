"""What the population database tells a draft: on her word, over nothing that she answered."""

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from motcua.dossiers import actions, errors, queries
from motcua.dossiers.actions import population
from motcua.eforms import queries as eforms
from motcua.exchange.models import Inquiry
from motcua.exchange.types import Outcome
from motcua.net import remote
from motcua.sandbox.population import switch
from tests.integration.delivery import NOW
from tests.integration.population import SANDBOX, citizen, marriage, offer_marriage, register

__all__ = ["marriage", "register"]


@pytest.fixture
def an(register):
    return citizen("an")


@pytest.fixture
def draft(marriage, an):
    return actions.begin_draft(offer=marriage, owner=an, at=NOW)


def ask(draft, owner):
    return actions.ask_population(draft_id=draft.id, owner=owner, at=timezone.now())


def held(draft, owner):
    return queries.filled(queries.draft(draft.id, owner=owner))


def answer(draft, owner, *, typed=None, **answers):
    filled = held(draft, owner)
    now = filled.with_answers({**filled.answers, **answers}, typed or {})
    actions.save_answers(draft_id=draft.id, owner=owner, filled=now, at=NOW)


def test_beginning_a_draft_asks_nobody(draft):
    assert not Inquiry.objects.exists()


def test_what_is_empty_is_filled_in_with_its_source(draft, an):
    assert ask(draft, an) is Outcome.FOUND

    filled = held(draft, an)
    assert filled.answers["gioi_tinh"] == "nu"
    assert filled.answers["dan_toc"] == "01"
    assert filled.sources["gioi_tinh"] == filled.sources["dan_toc"]
    assert filled.sources["dan_toc"] == f"population:{Inquiry.objects.get().asked_at.isoformat()}"
    assert filled.told == {}


def test_what_begins_with_the_same_answer_is_nobodys_gift(draft, an):
    ask(draft, an)

    assert held(draft, an).answers["quoc_tich"] == "VN"
    assert "quoc_tich" not in held(draft, an).sources


def test_no_transaction_is_open_while_it_is_asked(draft, an):
    around, during = len(connection.savepoint_ids), []

    def look(_request):
        during.append(len(connection.savepoint_ids))
        return httpx.Response(503)

    with remote.mounted(SANDBOX, httpx.MockTransport(look)):
        assert ask(draft, an) is Outcome.UNAVAILABLE
    assert during == [around]


def test_the_purpose_is_the_procedure_and_the_draft(draft, an, marriage):
    ask(draft, an)

    row = Inquiry.objects.get()
    assert row.procedure == "1.000894"
    assert row.purpose == marriage.version.content.name
    assert row.subject == f"draft:{draft.id}"
    assert row.asked_by == str(an.actor)


class TestAnAddress:
    def test_is_filled_in_by_its_units(self, offered, register):
        binh = citizen("binh")
        draft = actions.begin_draft(offer=offer_marriage(address=True), owner=binh, at=NOW)
        ask(draft, binh)

        form, filled = queries.form_of_draft(draft), held(draft, binh)
        place = "Khối phố 5, Phường An Xuân, Thành phố Tam Kỳ, Tỉnh Quảng Nam"
        assert eforms.worded(form, filled.answers)["thuong_tru"] == place

    def test_whose_units_do_not_stand_any_more_is_left_to_her(self, offered, register, settings):
        binh = citizen("binh")
        draft = actions.begin_draft(offer=offer_marriage(address=True), owner=binh, at=NOW)
        settings.MOTCUA_LEGAL_SHIFT_DAYS = 0

        assert ask(draft, binh) is Outcome.FOUND
        assert "thuong_tru" not in held(draft, binh).answers


class TestWhatSheAnswered:
    @pytest.fixture
    def differing(self, draft, an):
        answer(draft, an, dan_toc="26")
        ask(draft, an)
        return draft

    def test_stays_and_both_are_shown(self, differing, an):
        filled = held(differing, an)
        assert filled.answers["dan_toc"] == "26"
        assert "dan_toc" not in filled.sources
        (found,) = queries.mismatches(queries.form_of_draft(differing), filled)
        assert (found.own, found.theirs, found.is_fixed) == ("Cơ-tu", "Kinh", False)

    def test_goes_where_she_takes_the_registers_word(self, differing, an):
        actions.choose_told(
            draft_id=differing.id, owner=an, taken=["dan_toc"], seen=["dan_toc"], at=NOW
        )
        filled = held(differing, an)
        assert filled.answers["dan_toc"] == "01"
        assert filled.sources["dan_toc"] == filled.sources["gioi_tinh"]
        assert filled.told == {}

    def test_stays_for_good_where_she_keeps_it(self, differing, an):
        actions.choose_told(draft_id=differing.id, owner=an, taken=[], seen=["dan_toc"], at=NOW)
        filled = held(differing, an)
        assert filled.answers["dan_toc"] == "26"
        assert (filled.told, "dan_toc" in filled.sources) == ({}, False)

    def test_is_settled_when_she_types_the_same(self, differing, an):
        answer(differing, an, dan_toc="01")
        assert held(differing, an).told == {}

    def test_waits_through_other_saves(self, differing, an):
        answer(differing, an, gioi_tinh="nu")
        assert held(differing, an).told.keys() == {"dan_toc"}

    def test_is_not_settled_by_what_she_was_not_shown(self, differing, an):
        actions.choose_told(draft_id=differing.id, owner=an, taken=["dan_toc"], seen=[], at=NOW)
        assert held(differing, an).answers["dan_toc"] == "26"

    def test_is_kept_when_it_is_not_right(self, draft, an):
        answer(draft, an, typed={"dan_toc": "Kinhh"})
        ask(draft, an)

        filled = held(draft, an)
        assert filled.typed == {"dan_toc": "Kinhh"}
        (found,) = queries.mismatches(queries.form_of_draft(draft), filled)
        assert (found.own, found.theirs) == ("Kinhh", "Kinh")

        actions.choose_told(
            draft_id=draft.id, owner=an, taken=["dan_toc"], seen=["dan_toc"], at=NOW
        )
        assert (held(draft, an).typed, held(draft, an).answers["dan_toc"]) == ({}, "01")

    def test_goes_when_she_has_seen_why_where_the_form_is_fixed(self, offered, an):
        draft = actions.begin_draft(offer=offer_marriage(fixed=True), owner=an, at=NOW)
        answer(draft, an, dan_toc="26")
        ask(draft, an)

        filled = held(draft, an)
        (found,) = queries.mismatches(queries.form_of_draft(draft), filled)
        assert (filled.answers["dan_toc"], found.is_fixed) == ("26", True)
        actions.choose_told(draft_id=draft.id, owner=an, taken=[], seen=["dan_toc"], at=NOW)
        assert held(draft, an).answers["dan_toc"] == "01"

    def test_of_another_moment_is_not_lost(self, draft, an, monkeypatch):
        """While the register is asked, another tab saves."""
        exchange_asks = population.exchange.ask_population

        def meanwhile(**question):
            told = exchange_asks(**question)
            answer(draft, an, dan_toc="26", ghi_chu="x")
            return told

        monkeypatch.setattr(population.exchange, "ask_population", meanwhile)
        ask(draft, an)
        filled = held(draft, an)
        assert (filled.answers["dan_toc"], filled.answers["ghi_chu"]) == ("26", "x")
        assert filled.answers["gioi_tinh"] == "nu"
        assert filled.told.keys() == {"dan_toc"}


@pytest.mark.parametrize(
    "position",
    [
        switch.DOWN,
        switch.NOBODY,
        switch.OTHER_PERSON,
        switch.TWO_PERSONS,
        switch.MINOR,
        switch.DECEASED,
        switch.ERROR_PAGE,
        switch.ENTITIES,
        switch.QUOTA,
    ],
)
def test_an_answer_that_cannot_be_used_changes_nothing(draft, an, register, position):
    before = held(draft, an)
    register(position)

    assert ask(draft, an) is not Outcome.FOUND
    assert held(draft, an) == before


class TestNobodyIsAsked:
    def test_again_and_again(self, draft, an, register, monkeypatch):
        monkeypatch.setattr(population, "MOST_ASKED", 2)
        register(switch.NOBODY)
        ask(draft, an)
        ask(draft, an)
        with pytest.raises(errors.AskedTooOften):
            ask(draft, an)
        assert Inquiry.objects.count() == 2

    def test_for_somebody_elses_draft(self, draft):
        with pytest.raises(errors.UnknownDraft):
            ask(draft, citizen("binh"))
        assert not Inquiry.objects.exists()

    def test_for_a_business(self, marriage, register):
        business = citizen("vi-du")
        draft = actions.begin_draft(offer=marriage, owner=business, at=NOW)
        with pytest.raises(errors.NothingToAsk):
            ask(draft, business)

    def test_about_whom_the_identity_hardly_knows(self, marriage, register):
        lan = citizen("lan", acr="LoA1")
        draft = actions.begin_draft(offer=marriage, owner=lan, at=NOW)
        with pytest.raises(errors.NothingToAsk):
            ask(draft, lan)

    def test_where_the_form_wants_nothing_of_it(self, offer, an):
        draft = actions.begin_draft(offer=offer, owner=an, at=NOW)
        with pytest.raises(errors.NothingToAsk):
            ask(draft, an)

    def test_where_the_site_is_not_connected(self, draft, an, settings):
        connections = settings.MOTCUA_CONNECTIONS
        settings.MOTCUA_CONNECTIONS = connections | {"population": type(connections["sms"])()}
        with pytest.raises(errors.NothingToAsk):
            ask(draft, an)
