"""A day at the one-stop: the clerk's desk, a specialist who asks, a leader who signs fifty."""

import re

from tests.journeys.demo import officer, person, spine, totp_time
from tests.journeys.filling import example, files
from tests.journeys.test_joint import opens_task

__all__ = ["officer", "person", "spine", "totp_time"]

AN_MY, TAM_KY = "H47.40.2", "H47.40"
MARRIAGE, LAND = "1.004873", "1.000798"
FIFTY = "from tests.journeys.waiting import for_the_leader; for_the_leader(50)"


def test_a_clerk_receives_hands_over_and_closes_the_books(person, officer):
    clerk, citizen = officer("motcua@anmy.vidu.example"), person("phone")
    answers = example("dang-ky-khai-sinh")
    code = files(citizen, "1.001193", AN_MY, "Trần Văn Bình", answers)

    clerk.opens("/mot-cua/")
    clerk.waits_for(code)
    clerk.page.get_by_label(f"Chọn hồ sơ {code}").check()
    clerk.presses("Tiếp nhận nhiều hồ sơ")
    clerk.presses(re.compile("Xác nhận 1 hồ sơ"))
    clerk.waits_for("Đã xong")

    clerk.follows("Bàn giao")
    clerk.waits_for(code)
    clerk.page.get_by_label(f"Chọn hồ sơ {code}").check()
    clerk.presses("Lập phiếu bàn giao")
    assert clerk.downloads("Phiếu bàn giao (PDF)").startswith(b"%PDF")

    clerk.opens("/mot-cua/so-theo-doi/")
    while code not in clerk.reads():
        # In the order of receipt: today's are last.
        clerk.follows("Trang sau")
    clerk.opens("/mot-cua/bao-cao/")
    assert "Số liệu khớp" in clerk.reads()
    clerk.opens("/mot-cua/ho-so/?tim=tran+van+binh")
    assert code in clerk.reads()


def test_a_specialist_asks_another_agency_and_goes_on(person, officer):
    citizen, specialist = person("phone"), officer("hotich@anmy.vidu.example")
    police = officer("congan@anmy.vidu.example")
    code = files(citizen, MARRIAGE, AN_MY, "Nguyễn Thị An", example("xac-nhan-tinh-trang-hon-nhan"))
    clerk = officer("motcua@anmy.vidu.example")
    clerk.opens(f"/mot-cua/ho-so/{code}/")
    clerk.presses("Tiếp nhận và hẹn trả kết quả")

    opens_task(specialist, code)
    specialist.presses("Nhận xử lý, chưa làm xong")
    specialist.follows("Hỏi ý kiến cơ quan khác")
    asked = specialist.page.get_by_label("Cơ quan được hỏi")
    police_station = asked.locator("option", has_text="Công an phường An Mỹ").first
    asked.select_option(police_station.get_attribute("value"))
    specialist.page.get_by_label("Nội dung hỏi").fill("Người này cư trú tại phường từ năm nào?")
    specialist.presses("Gửi")
    police.opens("/mot-cua/phoi-hop/")
    police.waits_for(code)
    police.page.get_by_role("link", name=code).first.click()
    police.looks()
    police.page.get_by_label("Cung cấp thông tin").check()
    police.page.get_by_label("Nội dung trả lời").fill("Cư trú từ năm 2015.")
    police.presses("Gửi trả lời")

    specialist.opens(f"/mot-cua/ho-so/{code}/")
    specialist.waits_for("Cư trú từ năm 2015.")
    assert "4. Đang xử lý" in specialist.reads()


def test_a_leader_signs_fifty_with_one_confirmation(spine, officer):
    spine.runs("agency", FIFTY)
    leader = officer("lanhdao@anmy.vidu.example")
    leader.opens("/mot-cua/?thu-tuc=1.001193&vi-tri=leader")
    assert leader.page.locator("#viec-cua-toi tbody tr").count() >= 50

    leader.presses("Phê duyệt, ký nhiều việc")
    confirm = leader.page.get_by_role("button", name=re.compile(r"Xác nhận \d+ hồ sơ"))
    count = int(re.search(r"\d+", confirm.inner_text())[0])
    assert count >= 50
    confirm.click()
    leader.looks()
    leader.waits_for(lambda: leader.page.locator("[data-look-again]").count() == 0)
    assert "Chưa được" not in leader.reads(), leader.reads()
    assert leader.page.locator(".mc-facts dd").all_inner_texts() == [str(count), "0"]
    assert leader.page.get_by_text("Đã xong", exact=True).count() == count
