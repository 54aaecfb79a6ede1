"""Somebody looks up which units there were on a day, and what became of them."""

import pytest

from motcua.identity.types import Role

BOTH = pytest.mark.parametrize("size", ["phone", "desk"])


@BOTH
def test_a_reader_follows_a_province_over_its_merger(visitor, size):
    reader = visitor(size)
    reader.opens("/co-quan/?ngay=2025-06-30")
    assert "63 đơn vị cấp tỉnh" in reader.reads()

    reader.follows("Bắc Giang", exact=True)
    assert "Nghị quyết 202/2025/QH15" in reader.reads()
    reader.page.locator("#bang-sap-xep").get_by_role("link", name="Bắc Ninh").click()
    reader.looks()
    assert "hình thành từ" in reader.reads()
    assert "Mã thống kê đơn vị hành chính 24" in reader.reads()


def test_the_date_and_the_search_work_without_script(visitor):
    reader = visitor("phone", script=False)
    reader.opens("/co-quan/")
    reader.page.fill("[name=ngay]", "2019-12-31")
    reader.presses("Xem")
    assert "63 đơn vị cấp tỉnh" in reader.reads()
    reader.page.fill("[name=tim]", "thua thien hue")
    reader.presses("Xem")
    assert reader.page.locator("#ket-qua tbody tr").count() == 1
    reader.follows("Thừa Thiên Huế")
    assert "Đổi tên: nay là" in reader.reads()


@BOTH
def test_the_appendix_is_read_by_the_units_of_today(visitor, size):
    reader = visitor(size)
    reader.opens("/?khoi=tinh")
    reader.page.select_option("[name=don-vi]", "nay")
    reader.presses("Lọc")
    assert reader.page.locator("#bang-xep-hang tbody tr").count() == 34
    assert "không phải số dịch vụ khác nhau" in reader.reads()

    reader.follows("Bắc Ninh", exact=True)
    assert "395" in reader.reads()
    reader.follows("Bắc Giang", exact=True)
    assert "H02" in reader.page.url


@BOTH
def test_a_merger_is_entered_looked_at_and_recorded(visitor, staff, signs_in, size):
    keeper = visitor(size)
    signs_in(keeper, staff("a@vidu.example", Role.ADMINISTRATOR))
    keeper.opens("/co-quan/sap-xep/?loai=rename")
    keeper.follows("Hợp nhất", exact=True)
    keeper.presses("Xem trước")
    assert "Tìm và chọn đơn vị kết thúc" in keeper.reads()

    keeper.page.fill("[name=on]", "01/07/2027")
    keeper.page.fill("[name=legal_act]", "Nghị quyết 1/2027/QH16")
    for name in ("Cao Bằng", "Lạng Sơn"):
        keeper.page.fill("[name=sought]", name)
        keeper.page.keyboard.press("Enter")
        keeper.page.get_by_label(name).check()
    keeper.page.fill("[name=after-0-name]", "Cao Lạng")
    keeper.page.fill("[name=after-0-government]", "H14")
    keeper.presses("Xem trước")
    assert "được cộng thành số liệu của Cao Lạng" in keeper.reads()
    assert "số liệu chỉ tiêu" in keeper.reads()

    keeper.presses("Ghi việc sắp xếp")
    assert "Nghị quyết 1/2027/QH16" in keeper.reads()
