import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import ids
from motcua.kernel.ids import DossierCode, NotADossierCode, NotAnAgencyCode, NotAProcedureCode

AGENCIES = st.from_regex(r"[0-9A-Z]{1,5}(\.[0-9A-Z]{1,4}){0,5}", fullmatch=True)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_ids_are_plain_version_7_and_sort_by_age():
    several = [ids.new_id() for _ in range(1000)]

    assert {type(one) for one in several} == {uuid.UUID}
    assert {one.version for one in several} == {7}
    assert several == sorted(several)
    assert len(set(several)) == 1000


@pytest.mark.parametrize("code", ["000.00.06.H56", "H47.11.1", "H47", "G09", "A" * 35])
def test_old_and_new_agency_codes_are_taken(code):
    assert ids.agency_code(code) == code


@pytest.mark.parametrize(
    "code", ["", "h47", "H47.", ".H47", "H47..1", "H-47", "Đ47", "A" * 36, "H47\n"]
)
def test_other_agency_codes_are_refused(code):
    with pytest.raises(NotAnAgencyCode):
        ids.agency_code(code)


@pytest.mark.parametrize(
    "code", ["1.001193", "1.014466.H12", "1.001193.000.00.00.H47", "2.000488.G01"]
)
def test_every_seen_shape_of_procedure_code_is_taken(code):
    assert ids.procedure_code(code) == code


@pytest.mark.parametrize(
    "code", ["", "1.00119", "11.001193", "1.001193.H", "1.001193.000.H47", "١.001193"]
)
def test_other_procedure_codes_are_refused(code):
    with pytest.raises(NotAProcedureCode):
        ids.procedure_code(code)


@pytest.mark.parametrize(
    ("text", "agency", "day", "serial"),
    [
        ("000.00.06.H56-231027-0361", "000.00.06.H56", date(2023, 10, 27), "0361"),
        ("H47.11.1-210412-0001", "H47.11.1", date(2021, 4, 12), "0001"),
        ("H47.100.01-250701-010001", "H47.100.01", date(2025, 7, 1), "010001"),
    ],
)
def test_dossier_codes_of_three_regulations_are_read(text, agency, day, serial):
    code = DossierCode.parse(text)

    assert code == DossierCode(agency, day, serial)
    assert str(code) == text


def test_the_number_of_the_day_has_four_digits_until_it_needs_more():
    day = date(2021, 10, 18)

    assert str(DossierCode.numbered("H47.11.1", day, 7)) == "H47.11.1-211018-0007"
    assert str(DossierCode.numbered("H47.11.1", day, 12345)) == "H47.11.1-211018-12345"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H47.11.1",
        "H47.11.1-210412-001",
        "H47.11.1-210431-0001",
        "H47.11.1-211312-0001",
        "h47-210412-0001",
        "H47.11.1-210412-0001 ",
        "H47.11.1-210412-٠٠٠١",
        "A" * 36 + "-210412-0001",
        "H47-210412-" + "1" * 5000,
    ],
)
def test_other_dossier_codes_are_refused(text):
    with pytest.raises(NotADossierCode) as caught:
        DossierCode.parse(text)

    assert len(caught.value.text()) < 250


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2100, 1, 1)])
def test_a_day_outside_the_century_has_no_code(day):
    with pytest.raises(NotADossierCode):
        DossierCode.numbered("H47", day, 1)


@given(AGENCIES, DAYS, st.integers(1, 10**9))
def test_every_dossier_code_is_written_and_read_back(agency, day, sequence):
    code = DossierCode.numbered(agency, day, sequence)

    assert DossierCode.parse(str(code)) == code
    assert len(str(code)) <= ids.DOSSIER_CODE_LENGTH
