"""What services are worth: read by anybody, declared by a controller for many at once."""

import re

import pytest

from tests.journeys.demo import officer, person, spine, totp_time

__all__ = ["officer", "person", "spine", "totp_time"]

CONTROLLER = "kiemsoat@quangnam.vidu.example"
# Others live the service of An Mỹ; what is declared here must not be in their way.
NEIGHBOUR = "Ủy ban nhân dân xã Tam Ngọc, thành phố Tam Kỳ"


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_reader_goes_from_all_agencies_to_what_one_service_lacks(person, size):
    reader = person(size)
    reader.opens("/muc-do/")
    reader.follows(NEIGHBOUR)
    assert "phiên bản đang dùng đáp ứng được" in reader.reads()
    reader.follows("Đăng ký khai sinh", exact=True)
    said = reader.reads()
    assert "Việc cần làm" in said
    assert "Gắn quy trình điện tử" in said
    assert "Lịch sử mức độ" in said


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_reader_sees_who_owes_what_a_list_asks(person, size):
    reader = person(size, script=False)
    reader.opens("/danh-muc-dich-vu/")
    reader.follows(re.compile("Danh mục ưu tiên"))
    reader.follows(NEIGHBOUR)
    assert "chưa khai báo" in reader.reads()


def test_a_controller_declares_many_and_takes_it_back(officer):
    controller = officer(CONTROLLER)
    page = controller.page
    controller.opens("/danh-muc/dich-vu/?co-quan=H47.40.9")
    for box in page.locator("input[name=dv]").all()[:3]:
        box.check()
    page.get_by_label("Khai báo mức độ", exact=True).check()
    page.select_option("#id_muc", "nd43-2011:2")
    page.fill("#id_van_ban", "Công văn 12/SNV ngày 20/10/2021")
    page.fill("#id_tu_ngay", "20/10/2021")
    controller.presses("Xem trước")
    assert "mức 2; Công văn 12/SNV" in controller.reads()

    controller.presses("Thực hiện")
    controller.waits_for("Đã thực hiện")
    controller.presses("Hoàn tác cả đợt")
    controller.waits_for("Đã hoàn tác")
