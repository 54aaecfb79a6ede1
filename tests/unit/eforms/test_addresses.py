"""Addresses: which levels are asked depends on the day."""

from datetime import date

import pytest

from motcua.eforms import definitions, errors, rules
from tests.unit.eforms.country import Country
from tests.unit.eforms.making import component, definition

OLD, NEW = date(2021, 10, 18), date(2025, 7, 1)
HOME = {"province": "49", "district": "502", "commune": "20335", "line": "12 Phan Châu Trinh"}


def asked(today=OLD, **more):
    found = definitions.parse(
        definition(component("vnAddress", key="o", label="Nơi ở", **more)), units=Country(today)
    )
    return found, found.fields[0]


def sent(parts, today=OLD, **more):
    found, _ = asked(today, **more)
    posted = {f"o-{part}": text for part, text in parts.items()}
    page = found.pages[0]
    return rules.check_page(found, page, rules.read(page, posted), {}, today=today)


def test_an_address_holds_codes_a_line_and_its_day():
    assert sent(HOME).answers == {"o": {**HOME, "on": "2021-10-18"}}


def test_an_address_reads_from_the_house_to_the_province():
    found, _ = asked()

    (line,) = rules.summary(found, sent(HOME).answers)

    assert line.text == ("12 Phan Châu Trinh, Phường An Mỹ, Thành phố Tam Kỳ, Tỉnh Quảng Nam")


def test_since_the_reform_no_district_is_asked():
    parts = {"province": "48", "commune": "20194", "line": "1 Lý Thái Tổ"}

    assert sent(parts, NEW).answers["o"] == {**parts, "on": "2025-07-01"}


def test_an_old_address_reads_by_the_names_of_its_day():
    found, _ = asked(NEW)
    answers = {"o": {**HOME, "on": "2021-10-18"}}

    assert rules.summary(found, answers)[0].text.endswith("Thành phố Tam Kỳ, Tỉnh Quảng Nam")


@pytest.mark.parametrize(
    "old",
    [
        {**HOME, "on": "2021-10-18"},
        # The code is held today too, by another ward.
        {"province": "48", "district": "490", "commune": "20194", "line": "1", "on": "2021-10-18"},
    ],
)
def test_a_draft_begun_before_the_reform_is_asked_anew(old):
    found, _ = asked(NEW)

    (problem,) = rules.check_all(found, {"o": old}, today=NEW)

    assert type(problem.error) is errors.AddressOutdated


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ({"line": "12 Phan Châu Trinh"}, "Tỉnh, thành phố"),
        ({"province": "49"}, "Quận, huyện, thị xã"),
        ({"province": "49", "district": "502"}, "Xã, phường, thị trấn"),
        ({**HOME, "line": ""}, "Số nhà, đường, thôn hoặc tổ dân phố"),
        # Of another province, or of none.
        ({**HOME, "province": "48"}, "Quận, huyện, thị xã"),
        ({**HOME, "commune": "20398"}, "Xã, phường, thị trấn"),
        ({**HOME, "province": "99"}, "Tỉnh, thành phố"),
    ],
)
def test_an_error_says_which_part_is_missing(parts, missing):
    (error,) = sent(parts).errors.values()

    assert error.text().startswith(f"“Nơi ở” chưa có phần “{missing}”.")


def test_an_address_may_go_without_a_line_and_be_left_out():
    parts = {part: HOME[part] for part in ("province", "district", "commune")}

    assert sent(parts, hasLine=False).errors == {}
    assert sent({}).answers == {}


def test_each_choice_brings_the_next_list():
    _, field = asked()

    def levels(value):
        return [(one.level, one.chosen) for one in field.lists(value)]

    assert levels("") == [("province", "")]
    assert levels(["49", "", "", ""]) == [("province", "49"), ("district", "")]
    assert levels(["49", "490", "", ""]) == [("province", "49"), ("district", "")]
    assert levels(HOME)[-1] == ("commune", "20335")


def test_the_button_for_the_next_list_judges_nothing():
    found, _ = asked(validate={"required": True})
    posted = {"o-province": "49", "chon-dia-chi": "o"}
    raw = rules.read(found.pages[0], posted)

    assert rules.rearranged(found.pages[0], raw, posted) == raw


@pytest.mark.parametrize(
    "answer",
    ["x", 7, ["49"], {}, {"province": "49"},
     {**HOME, "on": "hôm nay"}, {**HOME, "on": "2022-01-01"},
     {**HOME, "on": "2021-10-18", "la": "x"}, {**HOME, "on": "2021-10-18", "line": 7},
     {**HOME, "on": "2021-10-18", "line": " a"}, {**HOME, "on": "2021-10-18", "line": "a" * 201},
     {**HOME, "on": "2021-10-18", "line": "Рhố"}],
)  # fmt: skip
def test_an_address_sent_by_a_program_is_looked_at_too(answer):
    found, _ = asked()

    assert rules.check_all(found, {"o": answer}, today=OLD) or answer == {}


def test_an_address_is_known_to_rules_by_its_parts():
    written = component(
        key="z",
        conditional={"json": {"==": [{"var": "data.o.province"}, "49"]}},
        conditionText="Chỉ ở Quảng Nam.",
    )
    found = definitions.parse(
        definition(component("vnAddress", key="o"), written), units=Country(OLD)
    )

    assert "z" in rules.visible(found, {"o": {**HOME, "on": "2021-10-18"}})


def test_an_address_known_elsewhere_fills_in():
    found, _ = asked(prefill="population.address")

    answers = rules.prefilled(found, {"population": {"address": HOME}})

    assert answers == {"o": {**HOME, "on": "2021-10-18"}}
