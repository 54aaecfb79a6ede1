"""A citizen lets a form take from the population database what the State knows already.

Sites, workers, database and Chromium are real; the population database is the sandbox's.
"""

import re

from tests.journeys.demo import person, spine, totp_time

__all__ = ["person", "spine", "totp_time"]

BEGIN = "/thu-tuc/1.000894/nop/?co-quan=H47.40.2"
OFFER = "Lấy thông tin từ CSDL quốc gia về dân cư"
FROM = "Từ CSDL quốc gia về dân cư, lúc"
NOTHING_LOST = "không có gì đã điền bị mất"


def begins(visitor, who):
    visitor.opens(BEGIN)
    visitor.page.get_by_label(re.compile(who)).check()
    while "/thu-tuc/" not in visitor.page.url:
        visitor.page.locator("main form button").first.click()
        visitor.looks()
    visitor.presses("Bắt đầu điền")


def turns(operator, position):
    operator.opens("/dan-cu/")
    operator.page.get_by_label(position, exact=True).check()
    operator.presses("Lưu")


def test_she_is_asked_first_loses_nothing_when_it_fails_and_reads_who_asked(person):
    she, operator = person("phone", script=False), person("desk", site="sandbox")
    begins(she, "Trần Văn Bình")
    she.page.get_by_label("Dân tộc", exact=True).select_option("Tày")

    turns(operator, "Không hoạt động")
    try:
        she.page.locator("main form .govuk-button-group button").click()
        she.follows(OFFER)
        assert "Để làm gì" in she.reads()
        she.presses("Đồng ý và lấy thông tin")
        assert NOTHING_LOST in she.reads()
    finally:
        turns(operator, "Hoạt động bình thường")

    she.presses("Thử lại")
    assert "Tày" in she.reads()
    she.page.get_by_label("Kinh", exact=True).check()
    she.presses("Lưu lựa chọn")
    assert she.reads().count(FROM) == 2
    assert she.page.get_by_label("Nam", exact=True).is_checked()

    she.opens("/tai-khoan/truy-cap/")
    for words in ("Chính bạn", "1.000894", "Không trả lời", "Đã trả lời", "Giới tính"):
        assert words in she.reads()
    operator.opens("/dan-cu/")
    assert "có thông tin" in operator.reads()
