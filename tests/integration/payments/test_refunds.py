"""Money goes back once, whatever breaks on its way."""

import pytest
from django.db import IntegrityError, transaction

from motcua.net.errors import RemoteFailed, RemoteUnavailable
from motcua.payments import actions, errors, queries, rules
from motcua.payments.actions import refunds
from motcua.payments.adapters.vnpay import Vnpay
from motcua.payments.models import Refund
from motcua.sandbox.payment import switch
from motcua.sandbox.payment.models import PlatformRefund, PlatformRequest
from tests.integration.payments.conftest import CLERK


def request(world, charge, reason="tu-choi.02"):
    return actions.request_refund(charge_id=charge.pk, reason_code=reason, by=CLERK, at=world.now)


def follow(world, refund):
    return actions.follow_refund(refund_id=refund.pk, at=world.now)


def status(charge):
    charge.refresh_from_db()
    return charge.status


def settle(world, minutes=30):
    for _ in range(minutes):
        world.wait(minutes=1)
        world.reconcile()


def test_a_paid_fee_goes_back_whole(world):
    charge = world.paid()
    refund = request(world, charge)
    assert status(charge) == "refunding"

    world.work()
    refund.refresh_from_db()
    assert (refund.status, refund.amount) == ("accepted", 16000)

    settle(world, minutes=2)
    assert status(charge) == "refunded"
    assert queries.refunds_of(charge).get().settled_at is not None
    assert (world.ledger(), world.books()) == (0, 0)


def test_asked_for_twice_it_goes_back_once(world):
    charge = world.paid()

    assert request(world, charge) == request(world, charge)
    settle(world)
    assert request(world, charge) == Refund.objects.get()
    assert PlatformRefund.objects.count() == 1


def test_what_was_not_paid_does_not_go_back(world):
    with pytest.raises(errors.NothingToRefund):
        request(world, world.charge())


def test_a_job_killed_between_call_and_record_sends_nothing_twice(world, monkeypatch):
    charge = world.paid()
    refund = request(world, charge)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(refunds, "_settle_refund", killed)
        with pytest.raises(KeyboardInterrupt):
            follow(world, refund)
    assert PlatformRefund.objects.count() == 1
    refund.refresh_from_db()
    assert refund.status == "asked"

    world.work()  # the job is handed out again at once: it waits, the call may be on its way
    assert PlatformRequest.objects.count() == 2
    settle(world)

    assert status(charge) == "refunded"
    assert PlatformRefund.objects.count() == 1


def test_a_job_killed_before_the_call_sends_it_later(world, monkeypatch):
    charge = world.paid()
    refund = request(world, charge)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Vnpay, "refund", killed)
        with pytest.raises(KeyboardInterrupt):
            follow(world, refund)
    assert PlatformRefund.objects.count() == 0

    settle(world)
    assert status(charge) == "refunded"
    assert PlatformRefund.objects.count() == 1


def test_an_answer_that_was_lost_is_followed_by_a_question(world):
    charge = world.paid()
    refund = request(world, charge)
    world.turn(switch.ANSWER_LOST)
    with pytest.raises(RemoteUnavailable):
        follow(world, refund)
    assert PlatformRefund.objects.count() == 1

    world.turn("normal")
    settle(world)
    assert status(charge) == "refunded"
    assert PlatformRefund.objects.count() == 1


@pytest.mark.parametrize("position", [switch.DOWN, switch.ANSWER_UNSIGNED, switch.ANSWER_FORGED])
def test_a_platform_that_cannot_be_believed_is_asked_until_it_can(world, position):
    charge = world.paid()
    refund = request(world, charge)
    world.turn(position)
    with pytest.raises(RemoteFailed):
        follow(world, refund)
    settle(world, minutes=10)
    assert status(charge) == "refunding"

    world.turn("normal")
    settle(world)
    assert status(charge) == "refunded"
    assert PlatformRefund.objects.count() == 1


def test_what_certainly_did_not_arrive_is_sent_again(world, monkeypatch):
    charge = world.paid()
    refund = request(world, charge)

    def refused(*args, **kwargs):
        raise RemoteUnavailable(remote="payment", arrived=False)

    with monkeypatch.context() as patched:
        patched.setattr(Vnpay, "refund", refused)
        with pytest.raises(RemoteUnavailable):
            follow(world, refund)
    refund.refresh_from_db()
    assert refund.status == "requested"

    assert follow(world, refund) == "accepted"


def test_a_refused_refund_leaves_the_fee_paid_and_goes_to_an_officer(world):
    charge = world.paid()
    world.turn(switch.REFUND_REFUSED)
    request(world, charge)
    world.work()

    assert status(charge) == "paid"
    assert queries.refunds_for_officers().get().charge == charge
    assert (world.ledger(), world.books()) == (16000, 16000)

    world.turn("normal")
    request(world, charge)
    settle(world)
    assert status(charge) == "refunded"


def test_the_database_lets_money_of_an_attempt_go_back_once(world):
    charge = world.paid()
    first = request(world, charge)
    twin = {
        field: getattr(first, field)
        for field in ("charge", "attempt", "amount", "reason_code", "requested_by", "requested_at")
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.create(**twin, is_surplus=False, reference=rules.new_reference(world.now))


def test_a_refund_nobody_settles_goes_to_an_officer_after_three_days(world):
    charge = world.paid()
    request(world, charge)
    world.turn(switch.DOWN)
    for _ in range(80):
        world.wait(hours=1)
        world.reconcile()

    assert queries.refunds_for_officers().get().charge == charge
    assert status(charge) == "refunding"
