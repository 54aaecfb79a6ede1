"""Claims of a national identity become particulars, or are refused; nothing else happens."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.identity import rules
from motcua.identity.errors import ClaimsIncomplete
from motcua.identity.types import Assurance, Particulars, PersonKind

AN = {
    "sub": "5f1c",
    "acr": "LoA2",
    "LoaiTaiKhoan": "1",
    "HoVaTen": "  nguyễn thị  AN ",
    "SoDinhDanh": "049 990 000 001",
    "NgayThangNamSinh": "02/09/1990",
    "ThuongTru": "Thôn 1, xã Bình Nguyên",
    "SoDienThoai": "0999000001",
    "ThuDienTu": "an@vidu.example",
}
FIRM = {
    "sub": "77aa",
    "acr": "LoA2",
    "LoaiTaiKhoan": "2",
    "HoVaTen": "Trần Văn Bình",
    "TenDoanhNghiep": "Công ty TNHH Ví Dụ",
    "MaSoThue": "4000000001",
}


def test_a_person_is_read():
    assert rules.particulars(AN) == Particulars(
        subject="5f1c",
        kind=PersonKind.PERSON,
        full_name="nguyễn thị AN",
        personal_id="049990000001",
        birth_date=date(1990, 9, 2),
        address="Thôn 1, xã Bình Nguyên",
        phone="0999000001",
        email="an@vidu.example",
        assurance=Assurance.LEVEL_2,
    )


def test_a_business_goes_by_its_own_name_and_code_not_by_those_of_who_signed_in_for_it():
    firm = rules.particulars(FIRM)
    assert (firm.kind, firm.full_name) == (PersonKind.BUSINESS, "Công ty TNHH Ví Dụ")
    assert firm.personal_id == "4000000001"


def test_the_old_id_number_counts_where_there_is_no_new_one():
    old = {**AN, "SoDinhDanh": "", "SoCMND": "205 123 456"}
    assert rules.particulars(old).personal_id == "205123456"


@pytest.mark.parametrize("written", ["02/09/1990", "1990-09-02", "19900902"])
def test_a_birth_date_is_read_in_any_of_its_spellings(written):
    assert rules.particulars({**AN, "NgayThangNamSinh": written}).birth_date == date(1990, 9, 2)


@pytest.mark.parametrize("written", ["1948", "00/00/1948", "31/02/1990", "hôm qua", "", None, 7.5])
def test_a_birth_date_that_is_no_day_is_left_open(written):
    assert rules.particulars({**AN, "NgayThangNamSinh": written}).birth_date is None


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        ("sub", "subject"),
        ("HoVaTen", "full_name"),
        ("SoDinhDanh", "personal_id"),
        ("acr", "assurance"),
    ],
)
@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}, True])
def test_without_what_matters_nobody_is_signed_in(claim, field, nothing):
    with pytest.raises(ClaimsIncomplete) as refusal:
        rules.particulars({**AN, claim: nothing})
    assert refusal.value.params == {"field": field}


@pytest.mark.parametrize("kind", ["3", "", "person", None])
def test_an_unknown_kind_of_account_is_refused(kind):
    with pytest.raises(ClaimsIncomplete):
        rules.particulars({**AN, "LoaiTaiKhoan": kind})


@pytest.mark.parametrize("acr", ["loa2", "LoA3", "2", 2, ["LoA2"], {"LoA2": 1}])
def test_a_level_in_other_words_is_no_level(acr):
    assert rules.NATIONAL.assurance_of(acr) is None


def test_levels_are_ordered():
    assert rules.NATIONAL.assurance_of("LoA1") < rules.NATIONAL.assurance_of("LoA2")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted({*AN, *FIRM})), anything))
def test_whatever_is_claimed_is_read_or_refused_and_can_be_stored(claims):
    try:
        read = rules.particulars(claims)
    except ClaimsIncomplete:
        return
    assert read.subject
    assert read.full_name
    for value in (read.subject, *rules.details(read).values()):
        assert len(value) <= rules.LONGEST
        assert "\0" not in value
        value.encode()


PLAIN = rules.Reading(
    kind_claim="",
    kinds={},
    claims={PersonKind.PERSON: {**rules.STANDARD, "personal_id": ("identity.number",)}},
    levels={},
    vouched=Assurance.LEVEL_2,
)


def test_a_provider_of_standard_claims_is_read_by_configuration():
    stated = {
        "sub": "u-1",
        "name": "Jane Nguyễn",
        "birthdate": "1990-09-02",
        "address": {"formatted": "12 Lê Lợi, Hội An"},
        "identity": {"number": "049 990 000 001"},
    }
    jane = rules.particulars(stated, PLAIN)
    assert (jane.full_name, jane.birth_date) == ("Jane Nguyễn", date(1990, 9, 2))
    assert (jane.address, jane.personal_id) == ("12 Lê Lợi, Hội An", "049990000001")
    assert jane.assurance is Assurance.LEVEL_2


def test_a_claim_whose_name_has_a_dot_is_found_by_its_name_first():
    stated = {"sub": "u", "name": "A", "identity.number": "1", "identity": {"number": "2"}}
    assert rules.particulars(stated, PLAIN).personal_id == "1"


@pytest.mark.parametrize("identity", [None, "1", ["number"], {"number": {"x": "1"}}])
def test_a_path_that_leads_nowhere_states_nothing(identity):
    with pytest.raises(ClaimsIncomplete):
        rules.particulars({"sub": "u", "name": "A", "identity": identity}, PLAIN)


def test_the_lowest_level_that_is_enough_is_asked_for():
    assert rules.NATIONAL.acr_for(Assurance.LEVEL_1) == "LoA1"
    assert rules.NATIONAL.acr_for(Assurance.LEVEL_2) == "LoA2"
    assert PLAIN.acr_for(Assurance.LEVEL_2) is None
