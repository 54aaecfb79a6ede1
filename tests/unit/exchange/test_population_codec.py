"""Answers of the population database: only one about the right person, alone and alive, tells."""

from datetime import date

import pytest

from motcua.exchange.adapters import population_codec as codec
from motcua.exchange.types import Asked, Fact, Outcome
from motcua.net.errors import RemoteAnswerNotUnderstood

AN = Asked(personal_id="003190000011", full_name="Nguyễn Thị An", birth_date=date(1990, 9, 2))
MUI = Asked(personal_id="003148000044", full_name="Lê Thị Mùi", birth_date=None)
NUMBER = "0193a0000000700080000000000000ff"

ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<{operation} xmlns="{register}"><MaYeuCau>{number}</MaYeuCau>'
    '<CongdanCollection xmlns="http://www.mic.gov.vn/dancu/1.0">{citizens}</CongdanCollection>'
    "</{operation}></soap:Body></soap:Envelope>"
)
CITIZEN = (
    "<CongDan><SoDinhDanh>{id}</SoDinhDanh>"
    "<HoVaTen><Ho>{family}</Ho><ChuDem>{middle}</ChuDem><Ten>{given}</Ten></HoVaTen>"
    "<GioiTinh>{sex}</GioiTinh><DanToc>{ethnicity}</DanToc><TonGiao>00</TonGiao>"
    "<QuocTich>VN</QuocTich><NgayThangNamSinh>{birth}</NgayThangNamSinh>"
    "<ThuongTru><MaTinhThanh>49</MaTinhThanh><MaQuanHuyen>513</MaQuanHuyen>"
    "<MaPhuongXa>20800</MaPhuongXa><ChiTiet>Thôn 2</ChiTiet><QuocGia>{country}</QuocGia>"
    "</ThuongTru>{death}</CongDan>"
)


def citizen(**changed):
    return CITIZEN.format(
        **{
            "id": "003190000011",
            "family": "Nguyễn",
            "middle": "Thị",
            "given": "An",
            "sex": "2",
            "ethnicity": "01",
            "birth": "<NgayThangNam>19900902</NgayThangNam>",
            "country": "VN",
            "death": "",
        }
        | changed
    )


def told(*citizens, asked=AN, **changed):
    values = {
        "doctype": "",
        "operation": "TraCuuThongTinCongDanResponse",
        "register": codec.REGISTER,
        "number": NUMBER,
        "citizens": "".join(citizens),
    } | changed
    return codec.read(ENVELOPE.format(**values).encode(), asked=asked, number=NUMBER)


def test_the_person_that_was_asked_for_is_told_of():
    answer = told(citizen())

    assert answer.outcome is Outcome.FOUND
    assert answer.facts == {
        Fact.SEX: "female",
        Fact.ETHNICITY: "01",
        Fact.NATIONALITY: "VN",
        Fact.PERMANENT_ADDRESS: {
            "province": "49",
            "district": "513",
            "commune": "20800",
            "line": "Thôn 2",
        },
    }


def test_of_old_people_the_year_is_compared():
    of_mui = {"id": "003148000044", "family": "Lê", "given": "Mùi"}

    assert told(citizen(**of_mui, birth="<Nam>1948</Nam>"), asked=MUI).outcome is Outcome.FOUND
    other_year = told(citizen(**of_mui, birth="<Nam>1949</Nam>"), asked=MUI)
    assert other_year.outcome is Outcome.ANOTHER_PERSON


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "003190000012"},
        {"given": "Anh"},
        {"middle": ""},
        {"birth": "<NgayThangNam>20150430</NgayThangNam>"},
        {"birth": "<Nam>1990</Nam>"},
        {"birth": ""},
    ],
    ids=["number", "name", "middle name", "a child's birth", "year alone", "no birth"],
)
def test_another_person_is_not_told_of(changed):
    answer = told(citizen(**changed))

    assert answer.outcome is Outcome.ANOTHER_PERSON
    assert answer.facts == {}


def test_nobody_several_and_the_dead_are_told_apart():
    assert told().outcome is Outcome.NOT_FOUND
    assert told(citizen(), citizen(id="003190000012")).outcome is Outcome.SEVERAL
    assert told(citizen(), citizen()).outcome is Outcome.SEVERAL
    dead = told(citizen(death="<NgayMat>20191224</NgayMat>"))
    assert (dead.outcome, dead.facts) == (Outcome.DECEASED, {})


def test_a_value_that_is_not_known_is_left_out():
    answer = told(citizen(sex="0", ethnicity="Kinh", country="LA"))

    assert answer.outcome is Outcome.FOUND
    assert answer.facts == {Fact.NATIONALITY: "VN"}


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "0193a0000000700080000000000000fe"},
        {"operation": "XacThucThongTinCongDanResponse"},
        {"register": "http://dancu.example"},
        {"doctype": '<!DOCTYPE x [<!ENTITY e "x">]>'},
        {"doctype": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'},
        {"doctype": '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>'},
    ],
    ids=["another number", "another operation", "namespace", "entity", "external", "laughs"],
)
def test_what_is_no_answer_to_the_question_is_refused(changed):
    with pytest.raises(RemoteAnswerNotUnderstood):
        told(citizen(), **changed)


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>502</body></html>", b"{}", b"\xff\xfe", b"<a>" * 5000]
)
def test_what_is_no_envelope_is_refused(content):
    with pytest.raises(RemoteAnswerNotUnderstood):
        codec.read(content, asked=AN, number=NUMBER)


def test_a_question_names_all_that_must_agree_in_the_order_that_is_demanded():
    content = codec.question(AN, number=NUMBER, service="1.000894", officer="citizen:1").decode()

    names = [part.split(">")[0] for part in content.split("<dan:")[1:]]
    assert names == [
        "TraCuuThongTinCongDan",
        "MaYeuCau",
        "MaDVC",
        "MaTichHop",
        "MaCanBo",
        "SoDinhDanh",
        "HoVaTen",
        "NgayThangNamSinh",
        "NgayThangNam",
    ]
    assert "NGUYỄN THỊ AN" in content
    assert ">037<" in content
    assert ">19900902<" in content


def test_the_nine_digits_of_an_old_card_have_their_own_element():
    old = Asked(personal_id="205123456", full_name="Lê Thị Mùi", birth_date=date(1948, 1, 2))

    assert (
        ">205123456</dan:SoCMND>"
        in codec.question(old, number=NUMBER, service="1", officer="citizen:1").decode()
    )
