"""Levels are proven, not typed in."""

import json
from importlib import resources

import pytest

from motcua.catalogue import rules
from motcua.catalogue.types import Channel, Content, Lived
from motcua.kernel.levels import Level, Provision
from motcua.kernel.messages import message

RECORD = json.loads(
    resources.files("motcua.catalogue").joinpath("data", "2.000635.json").read_text("utf-8")
)


def content(**changes):
    return Content.model_validate({**RECORD, **changes})


def lived(**changes):
    whole = {
        "filed_online": True,
        "processed_online": True,
        "fee_due": True,
        "fee_paid_online": True,
        "result_channel": Channel.ONLINE,
    }
    return Lived(**{**whole, **changes})


def test_the_civil_status_extract_can_do_level_4_and_toan_trinh():
    assert rules.capable_level(content()) is Level.PAYMENT
    assert rules.capable_provision(content()) is Provision.FULL


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"online_payment": False}, Level.FILING),
        ({"form": ""}, Level.FILING),
        ({"process": ""}, Level.FILING),
        ({"channels": ["counter"]}, Level.FORMS),
        ({"result_channels": []}, Level.FILING),
        ({"legal_basis": []}, None),
    ],
)
def test_each_missing_part_costs_the_levels_that_need_it(changes, level):
    assert rules.capable_level(content(**changes)) == level


WITHOUT_FORM = {
    "code": "don",
    "name": "Đơn",
    "online": "upload",
    "form_name": "Mẫu số 01",
}
BREAKS = {
    message("Công bố đủ thông tin và căn cứ pháp lý"): {"legal_basis": []},
    message("Tải được các mẫu giấy tờ"): {"papers": [WITHOUT_FORM]},
    message("Điền và gửi hồ sơ trực tuyến"): {"channels": ["counter"]},
    message("Có biểu mẫu điện tử đầy đủ, không dùng biểu mẫu chung"): {"form": ""},
    message("Xử lý theo quy trình điện tử riêng của thủ tục"): {"process": ""},
    message("Không thu phí, hoặc thanh toán được trực tuyến"): {"online_payment": False},
    message("Chọn được cách nhận kết quả"): {"result_channels": []},
    message("Trả kết quả trực tuyến hoặc qua bưu chính công ích"): {"result_channels": ["counter"]},
}


@pytest.mark.parametrize("judge", [rules.checks, rules.provision_checks])
def test_each_rule_holds_for_one_record_and_breaks_for_another(judge):
    for check in judge(content()):
        broken = {one.asks: one for one in judge(content(**BREAKS[check.asks]))}

        assert check.holds, check.asks
        assert not broken[check.asks].holds, check.asks
        assert check.article
        assert check.to_do


@pytest.mark.parametrize(
    ("changes", "provision"),
    [
        ({}, Provision.FULL),
        ({"form": ""}, Provision.PARTIAL),
        ({"channels": ["counter"]}, Provision.NONE),
        ({"online_payment": False}, Provision.PARTIAL),
        ({"process": ""}, Provision.PARTIAL),
        ({"result_channels": ["post"]}, Provision.FULL),
    ],
)
def test_toan_trinh_asks_for_all_of_the_way(changes, provision):
    assert rules.capable_provision(content(**changes)) is provision


def test_the_general_form_is_worth_level_3_and_mot_phan_and_no_more():
    general = content(form="", process="", fees=[])

    assert rules.capable_level(general) is Level.FILING
    assert rules.capable_provision(general) is Provision.PARTIAL
    to_do = {check.to_do for check in rules.checks(general) if not check.holds}
    assert "Làm biểu mẫu điện tử đầy đủ thay cho biểu mẫu chung." in to_do
    assert all(check.article for check in rules.checks(general))


def test_a_form_that_cannot_be_had_costs_level_2():
    assert rules.capable_level(content(papers=[WITHOUT_FORM])) is Level.INFORMATION
    given = {**WITHOUT_FORM, "url": "https://mau.vidu.example/01.pdf"}
    assert rules.capable_level(content(papers=[given])) is Level.PAYMENT


def test_without_a_fee_no_payment_is_needed_for_level_4():
    free = content(fees=[], online_payment=False)

    assert rules.capable_level(free) is Level.PAYMENT


def test_picking_the_result_up_breaks_toan_trinh_but_not_level_4():
    at_the_counter = content(result_channels=["counter"])

    assert rules.capable_level(at_the_counter) is Level.PAYMENT
    assert rules.capable_provision(at_the_counter) is Provision.PARTIAL
    assert lived(result_channel=Channel.COUNTER).level is Level.PAYMENT
    assert not lived(result_channel=Channel.COUNTER).is_fully_online


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, Level.PAYMENT),
        ({"fee_due": False, "fee_paid_online": False}, Level.PAYMENT),
        ({"fee_paid_online": False}, Level.FILING),
        ({"processed_online": False}, Level.FORMS),
        ({"filed_online": False}, Level.FORMS),
    ],
)
def test_a_dossier_shows_no_more_than_it_went_through(changes, level):
    assert lived(**changes).level is level


def test_fees_count_the_copies():
    (line,) = rules.fee_lines(content().fees, {"so_ban_sao": 3})

    assert (line.quantity, line.unit_amount, line.amount) == (3, 8000, 24000)


@pytest.mark.parametrize("answer", [0, -1, True, "3", None, 1.5])
def test_a_number_of_copies_that_is_none_is_refused(answer):
    with pytest.raises(ValueError, match="no whole number"):
        rules.fee_lines(content().fees, {"so_ban_sao": answer})


def test_an_unknown_field_of_a_record_is_refused():
    with pytest.raises(ValueError, match="Extra inputs"):
        content(surprise=1)
