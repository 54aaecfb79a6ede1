"""One filing that several agencies carry out, each at its own desk."""

import re

from tests.journeys.demo import officer, person, spine, totp_time
from tests.journeys.filling import example, files, fills

__all__ = ["officer", "person", "spine", "totp_time"]

AN_MY, TAM_KY = "H47.40.2", "H47.40"
HOME = {"province": "49", "district": "502", "commune": "20341", "line": "12 Hùng Vương"}
"""In phường An Mỹ, whose police registers who lives there."""
PLOT = {
    "so_thua": "125",
    "so_to": "12",
    "so_phat_hanh": "BK 123456",
    "dien_tich": "420,5",
    "loai_dat": "CLN",
    "muc_dich_moi": "ODT",
    "dien_tich_chuyen": "200",
}
AGREED = {"ket_luan": "dong_y", "noi_dung": "Đồng ý theo đề nghị."}


def opens_task(worker, code):
    """Open a dossier from the inbox of one whose turn it is."""
    worker.opens("/mot-cua/")
    worker.waits_for(code)
    worker.page.get_by_role("link", name=code).first.click()
    worker.looks()


def proposes(worker, code, button="Trình lãnh đạo"):
    opens_task(worker, code)
    fills(worker.page, AGREED)
    worker.presses("Lưu nội dung kết quả")
    worker.presses(button)


def signs(worker, code):
    opens_task(worker, code)
    worker.presses("Phê duyệt và ký số")
    worker.waits_for("Kết quả")


def leg_of(clerk, code, name):
    """Return the code of a part of a dossier, once it has begun."""
    clerk.opens(f"/mot-cua/ho-so/{code}/")
    begun = clerk.page.locator("#lien-thong + ol li", has_text=name).locator(".mc-code")
    clerk.waits_for(begun.count)
    return begun.inner_text()


def test_a_newborn_gets_a_certificate_a_home_and_insurance_by_one_filing(person, officer):
    mother, clerk = person("phone"), officer("motcua@anmy.vidu.example")
    answers = example("lien-thong-khai-sinh", dia_chi_thuong_tru=HOME)
    code = files(mother, "9.900201", AN_MY, "Nguyễn Thị An", answers)

    clerk.opens(f"/mot-cua/ho-so/{code}/")
    clerk.presses("Tiếp nhận và hẹn trả kết quả")
    for name, specialist, leader in (
        ("Đăng ký khai sinh", "hotich@anmy", "lanhdao@anmy"),
        ("Đăng ký thường trú", "congan@anmy", "lanhdao@congan.anmy"),
        ("Cấp thẻ bảo hiểm y tế", "bhxh@tamky", "lanhdao@bhxh.tamky"),
    ):
        leg = leg_of(clerk, code, name)
        proposes(officer(f"{specialist}.vidu.example"), leg)
        signs(officer(f"{leader}.vidu.example"), leg)

    clerk.opens(f"/mot-cua/ho-so/{code}/")
    clerk.waits_for("9. Đã xử lý xong")
    clerk.presses(re.compile("Trả kết quả"))
    mother.opens(f"/ho-so/{code}/")
    mother.waits_for("Kết quả đã trả")
    for name in ("Đăng ký khai sinh", "Đăng ký thường trú cho trẻ", "Cấp thẻ bảo hiểm y tế"):
        assert mother.downloads(f"Tải kết quả – {name}").startswith(b"%PDF")


def test_land_stops_for_the_tax_and_goes_on_when_it_is_paid(person, officer):
    farmer, clerk = person("phone"), officer("motcua@tamky.vidu.example")
    specialist, taxes = officer("datdai@tamky.vidu.example"), officer("thue@tamky.vidu.example")
    answers = example("chuyen-muc-dich-su-dung-dat", thua_dat=[PLOT])
    code = files(farmer, "1.000798", TAM_KY, "Nguyễn Thị An", answers)

    clerk.opens(f"/mot-cua/ho-so/{code}/")
    clerk.presses("Tiếp nhận và hẹn trả kết quả")
    proposes(specialist, code, "Chuyển thông tin cho cơ quan thuế")
    taxes.opens("/mot-cua/phoi-hop/")
    taxes.waits_for(code)
    taxes.page.get_by_role("link", name=code).first.click()
    taxes.looks()
    taxes.page.get_by_label("Cung cấp thông tin").check()
    taxes.page.get_by_label("Nội dung trả lời").fill("Tính theo bảng giá đất năm 2021.")
    taxes.page.get_by_label("Số tiền phải nộp").fill("125000000")
    taxes.page.get_by_label("Số thông báo").fill("45/TB-CCT")
    taxes.presses("Gửi trả lời")

    farmer.opens(f"/ho-so/{code}/")
    farmer.waits_for("125.000.000 đồng")
    assert "không tính vào thời hạn" in farmer.reads()
    farmer.looks()
    farmer.presses("Nộp 125.000.000 đồng")
    farmer.page.wait_for_url(re.compile("vpcpay"))
    farmer.page.get_by_role("button", name="Thanh toán", exact=True).click()
    farmer.page.wait_for_url(re.compile("/ho-so/"))

    specialist.opens(f"/mot-cua/ho-so/{code}/")
    specialist.waits_for("4. Đang xử lý")
    specialist.opens(f"/mot-cua/ho-so/{code}/?thoi-gian=1")
    signs(officer("lanhdao@tamky.vidu.example"), code)
    clerk.opens(f"/mot-cua/ho-so/{code}/")
    clerk.waits_for("9. Đã xử lý xong")
    clerk.presses(re.compile("Trả kết quả"))
    farmer.opens(f"/ho-so/{code}/")
    farmer.waits_for("Kết quả đã trả")
