"""Reading what dossiers prove, and looking one's own up: on a phone, on a desk, without script."""

import pytest

from tests.integration.registry.conftest import send, send_services
from tests.unit.registry.snapshots import dossier, returned, service

pytestmark = pytest.mark.journey
BOTH = pytest.mark.parametrize("size", ["phone", "desk"])
CODE = "H47.40.2-211018-0001"


@pytest.fixture
def synced(site, registry_partner):
    send_services(
        service(),
        service(
            MaDichVu="s-2", DonViXuLy="H47.40.1", TenDonViXuLy="Ủy ban nhân dân phường Tân Thạnh"
        ),
        service(MaDichVu="s-3", DonViXuLy="H47.7", TenDonViXuLy="Sở Tư pháp tỉnh Quảng Nam"),
    )
    send(
        returned(1),
        returned(2, KenhThucHien="1", MucDoThucTe=2),
        dossier(3, TrangThaiHoSo="4", NgayHenTra="20211018170000"),
        returned(
            4,
            DonViXuLy="H47.7",
            MaHoSo="H47.7-211018-0004",
            DuocThanhToanTrucTuyen="0",
            MucDoThucTe=3,
        ),
    )
    return site


@pytest.fixture
def registry_partner(db, settings, monkeypatch):
    from types import SimpleNamespace

    from django.core.cache import cache

    from motcua.agencies.queries import calendar as legal_calendar
    from tests.integration.registry.conftest import AT, SHIFT, register

    settings.MOTCUA_LEGAL_SHIFT_DAYS = SHIFT
    monkeypatch.setattr(legal_calendar, "timezone", SimpleNamespace(now=lambda: AT))
    cache.clear()
    register()


def looks_up(visitor, code=CODE, number="0905 123 456"):
    visitor.page.fill("[name=ma]", code)
    visitor.page.fill("[name=so]", number)
    visitor.presses("Tra cứu")


@BOTH
@pytest.mark.parametrize("script", [True, False])
def test_an_applicant_looks_her_dossier_up(synced, visitor, size, script):
    applicant = visitor(size, script=script)
    applicant.opens("/")
    applicant.follows("Tra cứu hồ sơ")
    looks_up(applicant, number="0905 123 457")
    assert "Không tìm thấy hồ sơ khớp với cả hai thông tin" in applicant.reads()
    assert applicant.page.input_value("[name=ma]") == CODE
    assert applicant.page.input_value("[name=so]") == ""

    looks_up(applicant)
    assert "Đã trả kết quả" in applicant.reads()
    assert "N*** T*** A***" in applicant.reads()


@BOTH
def test_what_is_missing_is_said_at_its_field(synced, visitor, size):
    applicant = visitor(size)
    applicant.opens("/tra-cuu/")
    looks_up(applicant, code="hồ sơ", number="")

    assert "Nhập đúng mã trên giấy tiếp nhận" in applicant.reads()
    assert applicant.page.evaluate("document.activeElement.className") == "govuk-error-summary"


@BOTH
def test_after_too_many_guesses_she_is_told_when_to_come_back(synced, visitor, size):
    guesser = visitor(size)
    guesser.opens("/tra-cuu/")
    for number in range(11):
        looks_up(guesser, number=f"0000000000{number:02}")
    assert "Hãy đợi một lát rồi tra cứu tiếp" in guesser.reads()


@BOTH
@pytest.mark.parametrize("script", [True, False])
def test_a_journalist_goes_from_a_number_to_its_dossiers(synced, visitor, size, script):
    reader = visitor(size, script=script)
    reader.opens("/xep-hang/2019/H47/")
    assert "không chia cho nhau" in reader.reads()
    reader.page.get_by_role("link", name="Đo được, 23/07/2021 – 20/10/2021: 1").click()
    reader.looks()
    assert "Có 1 trên 3 dịch vụ." in reader.reads()

    reader.follows("Bỏ lọc")
    reader.page.get_by_role("link", name="1 trên 2").click()
    reader.looks()
    assert CODE in reader.reads()
    assert "Nguyễn" not in reader.reads()
    reader.follows("1 hồ sơ", exact=True)
    assert reader.page.locator("#bang-ho-so tbody tr").count() == 1


@BOTH
@pytest.mark.parametrize("path", ["/muc-do/H48/", "/muc-do/H47.40.1/2.000635/"])
def test_pages_without_figures_hold_no_barrier(synced, visitor, size, path):
    visitor(size).opens(path)
