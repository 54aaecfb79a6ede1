"""Addresses choose from the units that the tables of organisations hold on a day."""

from datetime import date

import pytest

from motcua.eforms import definitions, rules
from motcua.eforms.country import COUNTRY as UNITS
from motcua.eforms.country import tree_on
from tests.unit.eforms.making import component, definition

BEFORE, AFTER = date(2021, 10, 18), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _anew():
    tree_on.cache_clear()
    yield
    tree_on.cache_clear()


def first(code, on):
    return UNITS.below(code, on=on)[0]


def test_there_are_three_levels_until_the_reform_and_two_after(country):
    provinces = UNITS.below("", on=BEFORE)
    assert (len(provinces), len(UNITS.below("", on=AFTER))) == (63, 34)

    district = first(provinces[0].code, BEFORE)
    assert district.level == "district"
    assert first(district.code, BEFORE).level == "commune"
    assert first(first("", AFTER).code, AFTER).level == "commune"


def test_a_unit_is_found_by_its_statistics_code_of_the_day(country):
    assert UNITS.unit("49", on=BEFORE).name == "Tỉnh Quảng Nam"
    assert UNITS.unit("502", on=BEFORE).name == "Thành phố Tam Kỳ"
    assert UNITS.unit("49", on=AFTER) is None
    assert UNITS.unit("", on=BEFORE) is None


def test_the_whole_tree_of_a_day_is_one_query(country, django_assert_num_queries):
    with django_assert_num_queries(1):
        for province in UNITS.below("", on=BEFORE):
            UNITS.below(province.code, on=BEFORE)
            UNITS.unit(province.code, on=BEFORE)


def test_judging_addresses_asks_the_database_once_however_many_there_are(
    country, django_assert_max_num_queries
):
    fields = [component("vnAddress", key=f"o{number}") for number in range(20)]
    form = definitions.parse(definition(*fields), units=UNITS)
    today = UNITS.today()
    province = first("", today).code
    posted = {f"o{number}-province": province for number in range(20)}
    page = form.pages[0]

    with django_assert_max_num_queries(1):
        checked = rules.check_page(form, page, rules.read(page, posted), {}, today=today)

    assert len(checked.errors) == 20


def test_departments_are_no_part_of_an_address(country):
    levels = {unit.level for unit in UNITS.below("49", on=BEFORE)}

    assert levels == {"district"}
