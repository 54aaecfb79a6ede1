"""A controller edits a procedure, reads what changes, and publishes it from a day on."""

from datetime import date

import pytest

from motcua.identity.types import Role
from tests.journeys.conftest import NOW, SEED

BOTH = pytest.mark.parametrize("size", ["phone", "desk"])
PROCEDURE = "2.000635"


@pytest.fixture
def procedure(site):
    from motcua.catalogue import actions

    own = {"form": "", "process": "", "result_form": ""}
    said = next(one for one in actions.carried() if one.code == PROCEDURE)
    return actions.publish_version(
        content=said.model_copy(update=own).model_dump(mode="json"),
        valid_from=date(2021, 7, 1),
        by=SEED,
        at=NOW,
    )


@BOTH
def test_a_controller_edits_compares_and_publishes(visitor, staff, signs_in, procedure, size):
    controller = visitor(size)
    signs_in(controller, staff("k@vidu.example", Role.CONTROLLER, agency="G02"))
    controller.opens("/danh-muc/")
    controller.page.fill("[name=tim]", "trich luc")
    controller.presses("Lọc")
    controller.presses("Sửa")

    controller.follows("Phí và thanh toán")
    controller.page.fill("[name=fees-0-amount]", "tám nghìn")
    controller.presses("Lưu và sang phần sau")
    assert "phải là số nguyên" in controller.reads()
    controller.page.fill("[name=fees-0-amount]", "9000")
    controller.presses("Lưu và sang phần sau")

    controller.follows("Thành phần hồ sơ")
    controller.presses("Thêm giấy tờ")
    controller.page.fill("[name=papers-3-code]", "ho-chieu")
    controller.page.fill("[name=papers-3-name]", "Hộ chiếu")
    controller.page.select_option("[name=papers-3-online]", "upload")
    controller.page.get_by_role("button", name="Lưu phần này").last.click()
    controller.looks()

    told = controller.reads()
    assert "2 chỗ khác nhau" in told
    assert "Hộ chiếu" in told
    controller.presses("Công bố…")
    controller.page.get_by_label("Chuyển sang phiên bản mới").check()
    controller.presses("Công bố")

    assert "Phiên bản 2" in controller.reads()
    controller.follows("So với phiên bản 1")
    assert "8000" in controller.reads()
    assert "9000" in controller.reads()
