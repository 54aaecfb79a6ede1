"""The facts about agencies that the project carries."""

import csv
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from importlib import resources

import pytest

from motcua.kernel import text


def rows_of(module, file_name):
    content = resources.files(module).joinpath("data", file_name).read_text("utf-8")
    return list(csv.DictReader(content.splitlines()))


MINISTRIES = rows_of("motcua.agencies", "ministries.csv")
PROVINCES = rows_of("motcua.agencies", "provinces.csv")
AGENCIES = MINISTRIES + PROVINCES
SUCCESSORS = rows_of("motcua.agencies", "provinces_2025.csv")
UNTIL_2025 = rows_of("motcua.agencies", "country_until_2025_06.csv")
SINCE_2025 = rows_of("motcua.agencies", "country_from_2025_07.csv")


def spellings(agency):
    given = [agency["name"], agency.get("full_name", ""), *agency["aliases"].split("|")]
    return [spelling for spelling in given if spelling]


def test_there_are_the_20_ministries_and_63_provinces_of_the_appendix():
    assert (len(MINISTRIES), len(PROVINCES)) == (20, 63)


@pytest.mark.parametrize("column", ["code", "name"])
def test_no_two_agencies_share_a(column):
    assert len({agency[column] for agency in AGENCIES}) == len(AGENCIES)


def test_no_two_provinces_share_a_statistics_code():
    assert len({province["gso_code"] for province in PROVINCES}) == 63


def test_codes_say_whether_anybody_checked_them():
    assert {agency["code_source"] for agency in AGENCIES} == {"found", "from memory"}


def test_eleven_provinces_stayed_and_52_ended_on_one_day():
    ends = Counter(province["valid_until"] for province in PROVINCES)

    # The eleventh is Huế, which went on as a centrally-run city half a year earlier.
    assert ends == {"2025-07-01": 52, "": 10, "2025-01-01": 1}


def test_six_ministries_and_social_insurance_ended_on_one_day():
    ended = {agency["code"] for agency in MINISTRIES if agency["valid_until"] == "2025-03-01"}

    assert ended == {"G04", "G05", "G07", "G10", "G13", "G14", "G24"}
    assert all(not agency["valid_until"] for agency in MINISTRIES if agency["code"] not in ended)


def test_every_end_names_its_legal_act_and_how_sure_we_are():
    for agency in AGENCIES:
        assert bool(agency["valid_until"]) == bool(agency["legal_act"])
        assert bool(agency["legal_act"]) == (agency["legal_act_source"] in {"found", "from memory"})


def test_every_agency_begins_before_it_ends():
    for agency in AGENCIES:
        begin = date.fromisoformat(agency["valid_from"])
        assert begin == date(2008, 8, 1)
        if agency["valid_until"]:
            assert begin < date.fromisoformat(agency["valid_until"])


def test_the_five_centrally_run_cities_of_2019_are_called_so():
    cities = {
        province["name"] for province in PROVINCES if province["full_name"].startswith("Thành phố ")
    }

    assert cities == {"Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"}
    assert all(province["full_name"].startswith(("Tỉnh ", "Thành phố ")) for province in PROVINCES)


def test_no_spelling_means_two_agencies():
    meant = defaultdict(set)
    for agency in AGENCIES:
        for spelling in spellings(agency):
            meant[text.fold(spelling)].add(agency["code"])

    assert {spelling: codes for spelling, codes in meant.items() if len(codes) > 1} == {}


def test_no_alias_repeats_what_folding_already_matches():
    for agency in AGENCIES:
        folded = [text.fold(spelling) for spelling in spellings(agency)]
        assert len(set(folded)) == len(folded), agency["name"]


def test_the_city_of_hue_is_not_taken_for_the_province():
    assert "hue" not in {
        text.fold(spelling) for agency in AGENCIES for spelling in spellings(agency)
    }


def test_every_agency_of_the_2019_appendix_is_matched_exactly_once():
    appendix = rows_of("motcua.reporting", "level4_2019_cv929.csv")
    codes = {text.fold(spelling): a["code"] for a in AGENCIES for spelling in spellings(a)}

    matched = [codes[text.fold(row["agency_name"])] for row in appendix]

    assert len(matched) == len(set(matched)) == 83


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Thừa Thiên-Huế", "H57"),
        ("Thừa Thiên - Huế", "H57"),
        ("Hoà Bình", "H28"),
        ("TP. Hồ Chí Minh", "H29"),
        ("TP.HCM", "H29"),
        ("KH&ĐT", "G05"),
        ("bộ tt&tt", "G14"),
        ("UBND tỉnh An Giang", None),
        ("Huế", None),
    ],
)
def test_variants_in_the_papers_are_matched(written, code):
    codes = {text.fold(spelling): a["code"] for a in AGENCIES for spelling in spellings(a)}

    assert codes.get(text.fold(written)) == code


def test_every_province_that_ended_is_followed_by_exactly_one():
    ended = sorted(province["code"] for province in PROVINCES if province["valid_until"])
    followed = sorted(code for row in SUCCESSORS for code in row["before"].split("|"))

    assert followed == ended


def test_a_successor_begins_on_the_day_its_members_ended():
    ends = {province["code"]: province["valid_until"] for province in PROVINCES}
    for row in SUCCESSORS:
        assert {ends[code] for code in row["before"].split("|")} == {row["valid_from"]}


def test_a_successor_keeps_a_code_and_the_statistics_code_of_its_members():
    statistics = {province["code"]: province["gso_code"] for province in PROVINCES}
    for row in SUCCESSORS:
        members = row["before"].split("|")
        assert row["code"] in members
        assert row["gso_code"] in {statistics[code] for code in members}


def test_34_provinces_have_the_codes_of_the_new_list():
    stayed = {province["gso_code"] for province in PROVINCES if not province["valid_until"]}
    new = {row["gso_code"] for row in SUCCESSORS}

    assert stayed | new == {row["code"] for row in SINCE_2025 if len(row["code"]) == 2}
    assert len(stayed | new) == 34


@pytest.mark.parametrize(
    ("rows", "counts"),
    [(UNTIL_2025, {2: 63, 3: 696, 5: 10_051}), (SINCE_2025, {2: 34, 5: 3_321})],
    ids=["until 2025", "since 2025"],
)
def test_the_country_is_whole_and_each_code_is_listed_once(rows, counts):
    assert Counter(len(row["code"]) for row in rows) == counts
    assert len({row["code"] for row in rows}) == len(rows)


def test_names_of_the_country_are_composed_and_tidy():
    for row in UNTIL_2025 + SINCE_2025:
        assert row["name"] == " ".join(unicodedata.normalize("NFC", row["name"]).split())


def test_quang_nams_units_have_the_names_of_the_national_list():
    units = rows_of_units()
    national = {row["code"]: row["name"] for row in UNTIL_2025}
    for unit in units:
        if unit["gso_code"]:
            assert national[unit["gso_code"]] == unit["name"]


def rows_of_units():
    file = resources.files("motcua.agencies").joinpath("data", "units_quangnam.csv")
    lines = file.read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
