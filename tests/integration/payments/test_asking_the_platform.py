"""What the platform says when we ask it: late, nothing, or what cannot be believed."""

from datetime import timedelta

import pytest

from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteUnavailable
from motcua.payments import errors, queries
from motcua.payments.models import Refund
from motcua.sandbox.payment import switch
from motcua.sandbox.payment.models import PlatformNotice
from tests.integration.payments.conftest import status


@pytest.fixture
def world(either_world):
    return either_world


def test_a_lost_notice_is_made_up_for_within_fifteen_minutes(world):
    world.turn(switch.NOTICE_LOST)
    charge = world.charge()
    url = world.start(charge)
    world.wait(minutes=7)
    assert world.decide(url) == []

    paid_at = world.now
    while status(charge) == "due":
        world.wait(minutes=1)
        world.reconcile()
    assert world.now - paid_at <= timedelta(minutes=15)


@pytest.mark.parametrize(
    ("hours", "ends"),
    [(20, "paid"), (30, "expired")],
    ids=["within a day of its time", "later"],
)
def test_a_fee_waits_a_day_for_a_payment_that_hangs(world, hours, ends):
    charge = world.charge(lasts=timedelta(hours=1))
    world.decide(world.start(charge), "hang")
    for _ in range(hours):
        world.wait(hours=1)
        world.reconcile()
    assert world.attempt(charge).status == "pending"

    world.end("paid")
    world.wait(hours=6)
    world.reconcile()

    assert status(charge) == ends
    reasons = list(Refund.objects.values_list("reason_code", flat=True))
    assert reasons == ([] if ends == "paid" else ["paid_late"])


def test_what_hangs_for_three_days_is_for_an_officer(world):
    charge = world.charge()
    world.decide(world.start(charge), "hang")
    for _ in range(80):
        world.wait(hours=1)
        world.reconcile()

    attempt = queries.attempts_for_officers().get()
    assert (attempt.charge, attempt.status) == (charge, "pending")


@pytest.mark.parametrize(
    ("position", "failure"),
    [
        (switch.DOWN, RemoteUnavailable),
        (switch.ANSWER_LOST, RemoteUnavailable),
        (switch.ANSWER_UNSIGNED, RemoteAnswerNotUnderstood),
        (switch.ANSWER_FORGED, RemoteAnswerNotUnderstood),
    ],
)
def test_an_answer_that_cannot_be_believed_pays_nothing(world, position, failure):
    charge = world.charge()
    world.decide(world.start(charge))
    world.turn(position)

    with pytest.raises(failure):
        world.confirm(world.attempt(charge))

    assert status(charge) == "due"
    world.turn("normal")
    world.wait(minutes=10)
    world.reconcile()
    assert status(charge) == "paid"


def test_an_answer_with_another_amount_pays_nothing(world):
    charge = world.charge()
    world.decide(world.start(charge))
    world.turn(switch.ANSWER_WRONG_AMOUNT)

    assert world.confirm(world.attempt(charge)) == "unknown"
    assert status(charge) == "due"
    with pytest.raises(errors.PaymentUnderWay):
        world.start(charge)


def test_an_answer_that_says_pending_pays_nothing(world):
    charge = world.charge()
    world.decide(world.start(charge))
    world.turn(switch.ANSWER_PENDING)

    assert world.confirm(world.attempt(charge)) == "pending"
    assert status(charge) == "due"


def test_a_platform_that_is_down_is_not_besieged(world):
    charge = world.charge()
    world.start(charge)
    world.turn(switch.DOWN)
    asked = set()
    for _ in range(120):
        world.wait(minutes=1)
        world.reconcile()
        asked.add(world.attempt(charge).asked_at)
    assert 10 <= len(asked) <= 30


def test_an_order_nobody_opened_fails_when_its_time_is_over(world):
    charge = world.charge()
    world.start(charge)
    world.wait(minutes=16)
    assert world.confirm(world.attempt(charge)) == "started"
    world.wait(minutes=2)
    assert world.confirm(world.attempt(charge)) == "failed"
    assert world.attempt(charge).redirect_url == ""


def test_the_platform_stops_telling_when_we_are_content(world):
    world.paid()
    assert PlatformNotice.objects.get().accepted_at is not None
