"""Whoever knocks at the notice's address in the platform's name is checked, kept and answered."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from motcua.payments import actions
from motcua.payments.models import PaymentNotice, Receipt
from motcua.sandbox.payment import signing, switch
from tests.integration.payments.conftest import CLERK, SECRET

STRANGERS = "another secret"
ADDRESS = "/thanh-toan/vnpay/ipn"


def knock(fields, *, secret=SECRET, sign=True):
    """Send a notice, signed as the platform signs; returns the code of the answer."""
    fields = {name: value for name, value in fields.items() if value is not None}
    if sign:
        fields |= {"vnp_SecureHash": signing.of_query(fields, secret)}
    return send(urlencode(fields))


def send(query):
    answer = Client().get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    return answer.json()["RspCode"]


@pytest.fixture
def charge(world):
    return world.charge()


@pytest.fixture
def fields(world, charge):
    """What a right notice of a paid order says, not yet signed."""
    url = world.start(charge)
    (notice,) = world.decide(url)
    params = dict(notice.params)
    del params["vnp_SecureHash"]
    return params


def status(charge):
    charge.refresh_from_db()
    return charge.status


def test_a_right_notice_is_taken_and_the_platform_is_asked(world, charge, fields):
    assert knock(fields) == "00"
    world.work()
    assert status(charge) == "paid"


def test_the_same_notice_again_is_known_and_kept_once(world, charge, fields):
    assert [knock(fields) for _ in range(5)] == ["00", "02", "02", "02", "02"]
    world.work()
    assert knock(fields) == "02"
    assert PaymentNotice.objects.get().times == 6
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: knock(f, sign=False),
        lambda f: knock(f | {"vnp_SecureHash": ""}, sign=False),
        lambda f: knock(f, secret=STRANGERS),
        lambda f: knock(f, secret=""),
        lambda f: send(urlencode(f | {"vnp_SecureHash": signing.of_query(f, SECRET)[:-1]})),
        lambda f: send(urlencode(f | {"vnp_SecureHash": "0" * 128})),
        lambda f: send(
            urlencode(f | {"vnp_SecureHash": signing.of_query(f | {"vnp_TxnRef": "X"}, SECRET)})
        ),
        lambda f: send(
            urlencode(f | {"vnp_SecureHash": signing.of_query(f, SECRET)}) + "&vnp_Amount=1"
        ),
        lambda f: send(
            "vnp_Amount=1&" + urlencode(f | {"vnp_SecureHash": signing.of_query(f, SECRET)})
        ),
        lambda f: send(
            urlencode(f | {"vnp_SecureHash": signing.of_query(f, SECRET)}) + "&vnp_Extra=1"
        ),
        lambda f: send(urlencode(f) + "&vnp_SecureHash=%ff%fe"),
        lambda f: send(urlencode(f) + "&x=1" * 60),
        lambda f: send(urlencode(f) + "&vnp_OrderInfo2=" + "x" * 5000),
        lambda f: send(""),
    ],
    ids=[
        "no signature",
        "empty signature",
        "another secret",
        "no secret",
        "truncated",
        "zeros",
        "of another order",
        "amount twice, ours last",
        "amount twice, ours first",
        "a parameter added",
        "no text",
        "too many",
        "too long",
        "nothing",
    ],
)
def test_a_forged_notice_changes_nothing(world, charge, fields, spoil):
    assert spoil(fields) == "97"
    world.work()
    assert status(charge) == "due"
    assert world.attempt(charge).asked_at is None


def test_a_signature_in_capitals_and_spaces_written_otherwise_are_the_same(world, charge, fields):
    signature = signing.of_query(fields, SECRET).upper()
    query = urlencode(fields | {"vnp_SecureHash": signature}).replace("+", "%20")

    assert send(query) == "00"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"vnp_Amount": "1600001"}, "04"),
        ({"vnp_Amount": "1600100"}, "04"),
        ({"vnp_Amount": "1599900"}, "04"),
        ({"vnp_Amount": "160000000"}, "04"),
        ({"vnp_Amount": "16000"}, "04"),
        ({"vnp_Amount": "-1600000"}, "04"),
        ({"vnp_Amount": "1600000.0"}, "04"),
        ({"vnp_Amount": None}, "04"),
        ({"vnp_TxnRef": "261122UNKNOWN000"}, "01"),
        ({"vnp_TxnRef": None}, "01"),
        ({"vnp_TmnCode": "OTHER001"}, "01"),
        ({"vnp_TmnCode": None}, "01"),
        # The first thing that is wrong is what is told.
        ({"vnp_TxnRef": "261122UNKNOWN000", "vnp_Amount": "1"}, "01"),
    ],
)
def test_a_wrong_notice_is_told_what_is_wrong_and_changes_nothing(
    world, charge, fields, changed, code
):
    assert knock(fields | changed) == code
    world.work()
    assert status(charge) == "due"
    assert knock(fields | changed) == code


def test_a_notice_for_a_cancelled_fee_is_taken_and_its_money_goes_back(world, charge, fields):
    actions.cancel_charge(charge_id=charge.pk, by=CLERK, at=world.now)

    assert knock(fields) == "00"
    world.work()

    assert status(charge) == "cancelled"
    world.wait(minutes=2)
    world.reconcile()
    assert (world.ledger(), world.books()) == (0, 0)


def test_failed_after_paid_changes_nothing(world, charge, fields):
    knock(fields)
    world.work()
    late = fields | {"vnp_ResponseCode": "24", "vnp_TransactionStatus": "02"}

    assert knock(late) == "02"
    world.work()
    assert status(charge) == "paid"


def test_paid_after_failed_is_believed_when_the_platform_confirms_it(world, charge):
    world.turn(switch.NOTICE_OUT_OF_ORDER)
    failed, paid = world.decide(world.start(charge))

    assert world.deliver(failed) == ["00"]
    world.work()
    # The question was answered truly already.
    assert status(charge) == "paid"
    assert world.deliver(paid) == ["02"]


def test_an_attempt_that_failed_can_turn_out_paid(world, charge):
    world.decide(world.start(charge), "hang")
    from motcua.sandbox.payment.models import PlatformPayment

    PlatformPayment.objects.update(status="failed")
    assert world.confirm(world.attempt(charge)) == "failed"
    PlatformPayment.objects.update(status="pending")
    world.deliver(*world.end("paid"))
    world.work()

    assert status(charge) == "paid"
    assert world.attempt(charge).status == "paid"


def test_a_notice_that_claims_too_much_is_found_out(world, charge):
    """Signed by the platform's key, but the platform itself says otherwise: the query decides."""
    world.decide(world.start(charge), "hang")
    attempt = world.attempt(charge)
    claim = {
        "vnp_Amount": "1600000",
        "vnp_ResponseCode": "00",
        "vnp_TransactionStatus": "00",
        "vnp_TmnCode": "MOTCUA01",
        "vnp_TxnRef": attempt.reference,
        "vnp_TransactionNo": "1",
    }

    assert knock(claim) == "00"
    world.work()
    assert status(charge) == "due"
    assert world.attempt(charge).status == "pending"


@pytest.mark.parametrize(
    ("position", "replies"),
    [
        (switch.NOTICE_TWICE, ["00", "02"]),
        (switch.NOTICE_WRONG_AMOUNT, ["04"]),
        (switch.NOTICE_FORGED, ["97"]),
    ],
)
def test_whatever_the_platform_does_to_its_notices_the_fee_is_paid_once(
    world, charge, position, replies
):
    world.turn(position)
    url = world.start(charge)
    assert world.deliver(*world.decide(url)) == replies
    world.turn("normal")
    for _ in range(15):
        world.wait(minutes=1)
        world.reconcile()
        world.work()

    assert status(charge) == "paid"
    assert (world.ledger(), world.books()) == (16000, 16000)


def test_a_notice_of_yesterday_changes_nothing(world, charge, fields):
    knock(fields)
    world.work()
    world.wait(days=1)

    assert knock(fields) == "02"
    assert (
        PaymentNotice.objects.get().last_received_at - PaymentNotice.objects.get().received_at
        == timedelta(days=1)
    )


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_notice_is_only_asked_for_with_get(world, method):
    assert getattr(Client(), method)(ADDRESS).status_code == 405


def test_forged_notices_are_kept_apart_from_attempts(world, charge, fields):
    knock(fields, secret=STRANGERS)

    notice = PaymentNotice.objects.get()
    assert (notice.genuine, notice.attempt, notice.verdict) == (False, None, "forged")
    assert notice.reference == ""


def test_forged_notices_are_forgotten_after_a_month_genuine_ones_never(world, charge, fields):
    knock(fields, secret=STRANGERS)
    knock(fields)
    world.wait(days=30)
    assert actions.forget_forged(at=world.now) == 0
    world.wait(seconds=1)

    assert actions.forget_forged(at=world.now) == 1
    assert PaymentNotice.objects.get().genuine
