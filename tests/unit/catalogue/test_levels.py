"""Levels are proven, not typed in."""

import json
from importlib import resources

import pytest

from motcua.catalogue import rules
from motcua.catalogue.types import Channel, Content, Lived
from motcua.kernel.levels import Level

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
    assert rules.is_fully_online(content())


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"online_payment": False}, Level.FILING),
        ({"form": ""}, Level.FORMS),
        ({"process": ""}, Level.FORMS),
        ({"channels": ["counter"]}, Level.FORMS),
        ({"result_channels": []}, Level.FILING),
        ({"legal_basis": []}, None),
    ],
)
def test_each_missing_part_costs_the_levels_that_need_it(changes, level):
    assert rules.capable_level(content(**changes)) == level


def test_without_a_fee_no_payment_is_needed_for_level_4():
    free = content(fees=[], online_payment=False)

    assert rules.capable_level(free) is Level.PAYMENT


def test_picking_the_result_up_breaks_toan_trinh_but_not_level_4():
    at_the_counter = content(result_channels=["counter"])

    assert rules.capable_level(at_the_counter) is Level.PAYMENT
    assert not rules.is_fully_online(at_the_counter)
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
