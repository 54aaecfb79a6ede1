"""Officers publish figures: signed in, shown what is wrong, asked before anything is published."""

import pytest

from motcua.identity.types import Role

BOTH = pytest.mark.parametrize("size", ["phone", "desk"])
HEADER = "section,no,agency_name,procedures_total,level4_services,printed_percent\n"
BAD = (
    HEADER + "ministry,1,Bộ Công an,299,300,1.00%\n"
    "province,2,Lào Cay,2076,620,30%\n"
    "province,3,Nam Định,17x6,100,5.83%\n"
)
CORRECTION = HEADER + "ministry,15,Bộ Thông tin và Truyền thông,206,62,30.10%\n"


def sends(visitor, content, *, period="2019"):
    visitor.page.fill("[name=period]", period)
    visitor.page.set_input_files(
        "[name=file]",
        {"name": "so-lieu.csv", "mimeType": "text/csv", "buffer": content.encode()},
    )
    visitor.presses("Gửi và xem nhận định")


@BOTH
def test_an_officer_is_told_every_error_then_publishes_a_correction(visitor, staff, signs_in, size):
    officer = visitor(size)
    signs_in(officer, staff("a@vidu.example", Role.REPORTING_OFFICER))

    sends(officer, BAD)
    told = officer.reads()
    assert "có 3 lỗi" in told
    assert "Lào Cai" in told
    assert officer.page.locator("#loi tbody tr").count() == 3

    sends(officer, CORRECTION)
    assert "1 dòng khác số đang công bố" in officer.reads()
    visitor("desk").opens("/")
    assert "8 trên 83" in _public(visitor)

    officer.presses("Xác nhận và công bố 1 dòng")
    assert "bản số 2" in officer.reads()
    assert "9 trên 83" in _public(visitor)
    assert "8 trên 83" in _public(visitor, "/xep-hang/2019/?ban=1")


def test_two_officers_at_once_lose_nothing(visitor, staff, signs_in, totp_time):
    first, second = visitor(), visitor("phone")
    signs_in(first, staff("a@vidu.example", Role.REPORTING_OFFICER))
    signs_in(second, staff("b@vidu.example", Role.REPORTING_OFFICER))
    sends(first, HEADER + "province,37,Lào Cai,2076,623,30.01%\n")
    sends(
        second,
        HEADER + "province,37,Lào Cai,2076,630,30.35%\nprovince,39,Nam Định,1716,200,11.66%\n",
    )

    first.presses("Xác nhận và công bố")
    second.page.get_by_role("button", name="Xác nhận và công bố").click()
    assert "người khác đã xác nhận số liệu mới của: Lào Cai" in second.reads()
    assert "623 / 2.076" in second.reads()

    second.presses("Xác nhận và công bố")
    assert "30,35%" in _public(visitor, "/xep-hang/2019/H38/")
    assert "30,01%" in _public(visitor, "/xep-hang/2019/H38/?ban=2")
    assert "11,66%" in _public(visitor, "/xep-hang/2019/H40/")


def test_a_reporter_sends_only_what_is_her_own(visitor, staff, signs_in):
    officer, reporter = visitor(), visitor()
    signs_in(officer, staff("a@vidu.example", Role.REPORTING_OFFICER))
    signs_in(reporter, staff("b@vidu.example", Role.REPORTER, agency="H38"))

    sends(reporter, HEADER + "province,1,Nam Định,1716,200,11.66%\n")
    assert "không được giao báo cáo cho “Nam Định”" in reporter.reads()

    sends(officer, CORRECTION)
    answer = reporter.page.goto(officer.page.url)
    assert answer.status == 404


def test_the_one_who_keeps_the_calendar_does_not_report(visitor, staff, signs_in):
    keeper = visitor()
    signs_in(keeper, staff("a@vidu.example", Role.ADMINISTRATOR))
    assert keeper.page.get_by_role("heading", level=1).inner_text() != "Tệp số liệu khai báo"
    keeper.looks()


def _public(visitor, path="/"):
    reader = visitor()
    reader.opens(path)
    return reader.reads()
