"""The people of the demo are invented, and nobody can be mistaken for one of them."""

import pytest

from motcua.identity import rules
from motcua.sandbox.identity.people import PEOPLE

everybody = pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)


def test_there_are_enough_of_them_of_both_kinds_and_both_levels():
    assert len(PEOPLE) >= 9
    assert any(person.business for person in PEOPLE.values())
    assert {person.level for person in PEOPLE.values()} == {1, 2}


@everybody
def test_an_id_number_is_shaped_as_a_real_one_of_a_province_that_does_not_exist(person):
    province, of_whom, year = person.personal_id[:3], person.personal_id[3], person.personal_id[4:6]
    assert len(person.personal_id) == 12
    assert province == "003"
    first_of_century = 2 if person.born[-4:] >= "2000" else 0
    assert of_whom == str(first_of_century + person.female)
    assert year == person.born[-2:]


def test_the_tax_code_fails_its_own_check():
    ((_name, code, _seat),) = [p.business for p in PEOPLE.values() if p.business]
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    right = 10 - sum(int(d) * w for d, w in zip(code, weights, strict=False)) % 11
    assert int(code[9]) != right


@everybody
def test_ways_to_reach_them_lead_nowhere(person):
    assert person.email == "" or person.email.endswith("@vidu.example")
    assert person.phone == "" or person.phone.startswith("0999000")


@everybody
def test_our_own_reading_of_the_claims_finds_who_was_meant(person):
    read = rules.particulars(person.claims() | {"sub": "x", "acr": person.acr})
    assert read.full_name == person.shown_name
    assert read.personal_id == person.shown_id
    assert read.assurance == person.level
