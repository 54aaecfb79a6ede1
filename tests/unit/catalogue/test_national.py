"""Our records in the field names of the national database, and back."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from motcua.catalogue import errors, national
from motcua.catalogue.types import Content
from tests.unit.catalogue.contents import contents

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def plain(content):
    """Without terms that say nothing of their own: the national record has no place for them."""
    said = content.model_dump(mode="json")
    for term in said["terms"]:
        term["limit"] = None if term["limit"] == said["limit"] else term["limit"]
        term["fees"] = None if term["fees"] == said["fees"] else term["fees"]
    said["terms"] = sorted(
        (t for t in said["terms"] if t["limit"] or t["fees"] is not None or t["note"]),
        key=lambda term: (term["channel"], term["case"]),
    )
    return said


@few
@given(contents())
def test_there_and_back_loses_nothing(content):
    back = national.content_of(national.record(content), base=content)
    assert plain(back) == plain(content)


@few
@given(contents())
def test_what_both_hold_needs_no_base(content):
    received = national.record(content)
    assert national.record(national.content_of(received)) == received


def minimal():
    return {
        "MATTHC": "1.000001",
        "TENTTHC": "Thử",
        "LINHVUCTHUCHIEN": {"MALINHVUC": "LV", "TENLINHVUC": "Thử"},
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "Nộp thay", "TRINHTU": ["Bước 1"]}],
        "CACHTHUCTHUCHIEN": [
            {
                "KENH": 2,
                "THOIGIAN": [
                    {
                        "THOIGIANGIAIQUYET": "3",
                        "DONVITINH": "ngày làm việc",
                        "PHILEPHI": [{"MAPHILEPHI": "P1", "SOTIEN": "5000", "DONVI": "lần"}],
                    },
                    {"TRUONGHOP": "Nộp thay", "THOIGIANGIAIQUYET": 5, "DONVITINH": "Ngày"},
                ],
            }
        ],
    }


def test_a_record_without_our_own_fields_is_read():
    found = national.content_of(minimal())

    assert (found.limit.amount, found.fees[0].amount) == (3, 5000)
    assert [(case.code, case.name) for case in found.cases] == [("th-1", "Nộp thay")]
    term = found.terms[0]
    assert (term.case, term.limit.amount, term.fees) == ("th-1", 5, ())


@pytest.mark.parametrize(
    "change",
    [
        {"CACHTHUCTHUCHIEN": [{"KENH": 9, "THOIGIAN": []}]},
        {"CACHTHUCTHUCHIEN": "x"},
        {"LINHVUCTHUCHIEN": {}},
        {"CAPTHUCHIEN": ["Cấp Thôn"]},
        {"TENTTHC": 5},
    ],
)
def test_a_record_of_another_shape_is_refused(change):
    with pytest.raises(errors.RecordNotUnderstood):
        national.content_of({**minimal(), **change})


def test_a_withdrawn_record_closes_on_its_day_or_today():
    today = date(2021, 10, 20)
    content = national.content_of(minimal())
    assert isinstance(content, Content)
    assert national.closes_on(national.record(content), today=today) is None
    withdrawn = national.record(content, closes_on=date(2021, 12, 1), on=today)
    assert withdrawn["TRANGTHAI"] == national.PUBLIC
    assert national.closes_on(withdrawn, today=today) == date(2021, 12, 1)
    assert national.closes_on({"TRANGTHAI": "0"}, today=today) == today
