"""A fee is paid when the platform itself says so, and only then."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from motcua.audit import queries as audit
from motcua.payments import actions, errors, queries
from motcua.payments.models import Receipt
from motcua.payments.types import OPEN
from tests.integration.payments.conftest import COPIES, status


def pairs(url):
    return tuple(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def test_a_paid_fee_has_a_receipt(world):
    charge = world.paid()

    receipt = queries.receipt_of(charge)
    assert (receipt.number, receipt.amount, receipt.payee_agency_code) == (1, 16000, "H47.11.1")
    assert receipt.lines == COPIES
    assert receipt.paid_at == world.now
    assert receipt.transaction


def test_a_notice_alone_pays_nothing(world):
    charge = world.charge()

    assert world.deliver(*world.decide(world.start(charge))) == ["00"]

    assert status(charge) == "due"
    assert queries.receipt_of(charge) is None
    assert queries.is_being_confirmed(charge)
    world.work()
    assert status(charge) == "paid"
    assert not queries.is_being_confirmed(charge)


@pytest.mark.parametrize("browser_first", [True, False])
def test_the_browser_may_come_back_before_the_notice_or_after_it(world, browser_first):
    charge = world.charge()
    url = world.start(charge)
    notices = world.decide(url)
    back = world.way_back(world.open_page(url))

    if not browser_first:
        world.deliver(*notices)
    seen = actions.receive_return(provider="vnpay", params=pairs(back), at=world.now)
    assert (seen, status(charge)) == (charge, "due")
    world.work()
    assert status(charge) == "paid"
    if browser_first:
        assert world.deliver(*notices) == ["02"]
        world.work()
    assert Receipt.objects.count() == 1


def test_a_browser_that_never_comes_back_makes_no_difference(world):
    assert world.paid().status == "paid"


def test_a_return_address_edited_to_success_changes_nothing(world):
    charge = world.charge()
    url = world.start(charge)
    world.decide(url, "cancel")
    back = world.way_back(world.open_page(url))
    edited = back.replace("vnp_ResponseCode=24", "vnp_ResponseCode=00").replace(
        "vnp_TransactionStatus=02", "vnp_TransactionStatus=00"
    )
    assert edited != back

    with pytest.raises(errors.ForgedReturn):
        actions.receive_return(provider="vnpay", params=pairs(edited), at=world.now)

    world.work()
    assert status(charge) == "due"


def test_our_own_parameters_in_the_return_address_do_not_disturb(world):
    charge = world.charge()
    url = world.start(charge)
    world.decide(url)
    params = (("ngon-ngu", "vi"), *pairs(world.way_back(world.open_page(url))), ("x", ""))

    assert actions.receive_return(provider="vnpay", params=params, at=world.now) == charge


def test_a_cancelled_payment_can_be_started_anew(world):
    charge = world.charge()
    first = world.start(charge)
    world.deliver(*world.decide(first, "cancel"))

    second = world.start(charge)

    assert second != first
    world.work()
    world.deliver(*world.decide(second))
    world.work()
    assert status(charge) == "paid"
    assert [a.status for a in queries.attempts_of(charge)] == ["paid", "failed"]


def test_twice_clicked_is_the_same_order(world):
    charge = world.charge()

    assert world.start(charge) == world.start(charge)
    assert charge.attempts.count() == 1


def test_an_order_that_is_almost_over_is_replaced(world):
    charge = world.charge()
    first = world.start(charge)
    world.wait(minutes=14, seconds=30)

    assert world.start(charge) != first


@pytest.mark.parametrize("told", [True, False])
def test_who_may_have_paid_is_not_sent_to_pay_again(world, told):
    charge = world.charge()
    notices = world.decide(world.start(charge), "pay" if told else "hang")
    if told:
        world.deliver(*notices)
    else:
        world.confirm(world.attempt(charge))

    with pytest.raises(errors.PaymentUnderWay):
        world.start(charge)


def test_without_a_platform_nothing_can_be_paid_online(world, settings):
    from motcua.conf.environment import Connection

    charge = world.charge()
    settings.MOTCUA_CONNECTIONS = {"payment": Connection()}

    assert not queries.is_connected()
    with pytest.raises(errors.PaymentNotConnected):
        world.start(charge)
    assert Client().get("/thanh-toan/vnpay/ipn").status_code == 404


def test_the_story_of_a_fee_is_in_its_stream_without_personal_values(world):
    charge = world.paid()

    events = list(audit.events_of(f"charge:{charge.pk}"))
    assert [event.kind for event in events] == [
        "payments.charge_opened.v1",
        "payments.attempt_started.v1",
        "payments.notice_received.v1",
        "payments.attempt_paid.v1",
        "payments.charge_paid.v1",
        "payments.receipt_issued.v1",
    ]
    assert "203.0.113.7" not in str([event.payload for event in events])


def test_the_payers_address_is_forgotten_when_the_attempt_is_over(world):
    charge = world.charge()
    world.start(charge)
    assert "203.0.113.7" in world.attempt(charge).redirect_url

    world.deliver(*world.decide(world.start(charge)))
    world.work()

    assert world.attempt(charge).redirect_url == ""
    assert world.attempt(charge).status not in OPEN
