"""Synonyms are kept by controllers, who see what was searched for in vain and never by whom."""

from datetime import date

import pytest

from motcua.audit import queries as audit
from motcua.catalogue import actions, queries
from motcua.catalogue.actions import finding
from motcua.catalogue.models import MissedSearch, Synonym
from motcua.identity.types import Role
from tests.integration.delivery import PROCEDURE

PAGE = "/danh-muc/tu-dong-nghia/"
DAY = date(2021, 10, 20)


@pytest.fixture
def browser(as_site, offered, officer, officers_browser):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def miss(words, times=1):
    for _ in range(times):
        actions.note_missed_search(words=words, day=DAY)


def missed():
    return dict(MissedSearch.objects.values_list("folded", "searches"))


def test_a_synonym_is_added_found_by_listed_and_ended(browser, client):
    added = browser.post(PAGE, {"tu": "Zu zu zu", "nghia": "", "ma": PROCEDURE})
    assert added.status_code == 302
    assert "Zu zu zu" in browser.get(f"{PAGE}?tim=zu").text
    assert queries.rank("zu zu zu")[:1] == [PROCEDURE]

    kept = Synonym.objects.get(folded="zu zu zu")
    assert browser.post(f"{PAGE}{kept.id}/bo/").status_code == 302
    assert not Synonym.objects.filter(id=kept.id).exists()
    assert browser.post(f"{PAGE}{kept.id}/bo/").status_code == 302
    told = [event.kind for event in audit.events_of("catalogue:synonyms")]
    assert told.count("catalogue.synonym_ended.v1") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tu": "", "nghia": "khai sinh"}, "Chưa ghi từ"),
        ({"tu": "zu zu", "nghia": ""}, "Chưa ghi từ"),
        ({"tu": "zu zu", "ma": "7.777777"}, "7.777777"),
    ],
)
def test_a_synonym_that_stands_for_nothing_is_refused(browser, typed, said):
    answer = browser.post(PAGE, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Synonym.objects.filter(folded="zu zu").exists()


def test_a_search_in_vain_is_counted_by_its_folded_phrase(browser, client):
    for words in ("Xyzzy Quỵt", "xyzzy quyt", "XYZZY QUYT"):
        assert client.get("/thu-tuc/", {"tim": words}).status_code == 200
    assert missed() == {"xyzzy quyt": 3}
    page = browser.get(PAGE).text
    assert "xyzzy quyt" in page
    assert [field.name for field in MissedSearch._meta.get_fields()] == [
        "folded",
        "searches",
        "last_day",
    ]


def test_what_was_found_or_narrowed_is_not_counted(browser, client):
    client.get("/thu-tuc/", {"tim": "trich luc"})
    client.get("/thu-tuc/", {"tim": "xyzzy", "linh-vuc": "Hộ tịch"})
    assert missed() == {}


def test_numbers_of_persons_addresses_and_long_texts_are_not_kept(db):
    for words in ("ho so 049 187 000 123", "an@vidu.example", "tim giup toi " * 9, "  "):
        miss(words)
    assert missed() == {}


def test_what_one_person_typed_once_is_not_shown(browser):
    miss("nguyen thi an", 2)
    miss("xyzzy", 3)
    assert [one.folded for one in queries.missed_searches()] == ["xyzzy"]
    assert "nguyen thi an" not in browser.get(PAGE).text


def test_the_table_keeps_the_frequent_and_does_not_grow(db, monkeypatch):
    monkeypatch.setattr(finding, "MOST_PHRASES", 2)
    miss("mot mot", 3)
    miss("hai hai", 2)
    miss("ba ba")
    miss("bon bon")
    assert len(missed()) <= 3
    assert {"mot mot": 3, "hai hai": 2}.items() <= missed().items()


def test_a_phrase_that_got_a_synonym_is_missed_no_more(browser):
    miss("zu zu zu", 4)
    assert 'href="?tu=zu%20zu%20zu#them"' in browser.get(PAGE).text
    browser.post(PAGE, {"tu": "zu zu zu", "ma": PROCEDURE})
    assert missed() == {}
