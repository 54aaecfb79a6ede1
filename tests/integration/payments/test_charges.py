"""A fee from its opening to its receipt, its expiry, or the return of what came too late."""

from datetime import timedelta

import pytest

from motcua.kernel.lifecycle import MoveNotAllowed
from motcua.payments import actions, errors, queries
from motcua.payments.models import Receipt, Refund
from motcua.payments.types import ChargeLine
from motcua.sandbox.payment import switch
from tests.integration.payments.conftest import CLERK, status


def test_an_unpaid_fee_expires_at_its_time(world):
    charge = world.charge(lasts=timedelta(minutes=10))
    world.wait(minutes=9, seconds=59)
    assert actions.expire_due(at=world.now) == 0
    world.wait(seconds=1)

    with pytest.raises(errors.ChargeExpired):
        world.start(charge)
    assert actions.expire_due(at=world.now) == 1
    assert status(charge) == "expired"
    with pytest.raises(errors.ChargeExpired):
        world.start(charge)


def test_an_order_lasts_no_longer_than_its_fee(world):
    charge = world.charge(lasts=timedelta(minutes=3))
    world.start(charge)

    assert world.attempt(charge).expires_at == charge.expires_at


def test_a_fee_whose_money_may_be_under_way_waits_for_the_platform(world):
    world.turn(switch.NOTICE_LOST)
    charge = world.charge(lasts=timedelta(minutes=10))
    world.decide(world.start(charge))
    world.wait(minutes=10)

    assert actions.expire_due(at=world.now) == 0
    world.reconcile()
    assert status(charge) == "paid"


def test_a_fee_with_an_abandoned_order_expires_soon_after_its_time(world):
    charge = world.charge(lasts=timedelta(minutes=10))
    world.start(charge)
    for _ in range(13):
        world.wait(minutes=1)
        world.reconcile()

    assert status(charge) == "expired"


@pytest.mark.parametrize("over", ["expired", "cancelled"])
def test_money_for_a_fee_that_is_over_goes_back_by_itself(world, over):
    charge = world.charge()
    world.decide(world.start(charge), "hang")
    if over == "expired":
        for _ in range(49):
            world.wait(hours=1)
            world.reconcile()
    else:
        actions.cancel_charge(charge_id=charge.pk, by=CLERK, at=world.now)
    world.deliver(*world.end("paid"))
    world.work()

    assert status(charge) == over
    refund = Refund.objects.get()
    assert (refund.is_surplus, refund.reason_code, refund.amount) == (True, "paid_late", 16000)
    world.wait(minutes=2)
    world.reconcile()
    assert (world.ledger(), world.books()) == (0, 0)
    assert Receipt.objects.count() == 0


def test_money_that_comes_twice_goes_back_once(world):
    charge = world.charge()
    first = world.start(charge)
    world.wait(minutes=14, seconds=30)
    second = world.start(charge)
    world.deliver(*world.decide(first), *world.decide(second))
    world.work()
    world.wait(minutes=2)
    world.reconcile()

    assert status(charge) == "paid"
    assert Refund.objects.get().reason_code == "paid_twice"
    assert Receipt.objects.count() == 1
    assert (world.ledger(), world.books()) == (16000, 16000)


def test_a_subject_owes_one_fee_at_a_time(world):
    charge = world.charge()
    assert world.charge() == charge

    other = (ChargeLine(name="Lệ phí khác", code="LP02", quantity=1, unit_amount=5000),)
    with pytest.raises(errors.AnotherChargeDue):
        world.charge(lines=other)


@pytest.mark.parametrize(
    "lines", [(), (ChargeLine(name="x", code="x", quantity=1, unit_amount=0),)]
)
def test_nothing_is_no_fee(world, lines):
    with pytest.raises(ValueError, match="cannot be charged"):
        world.charge(lines=lines)


def test_a_paid_fee_cannot_be_cancelled_and_a_cancelled_one_not_paid(world):
    with pytest.raises(MoveNotAllowed):
        actions.cancel_charge(charge_id=world.paid().pk, by=CLERK, at=world.now)

    charge = world.charge("thing:2")
    actions.cancel_charge(charge_id=charge.pk, by=CLERK, at=world.now)
    with pytest.raises(errors.ChargeNotDue):
        world.start(charge)


def test_receipts_are_numbered_without_gaps_by_payee_and_legal_year(world):
    charges = [world.paid(f"thing:{n}") for n in range(3)]

    assert [queries.receipt_of(charge).number for charge in charges] == [1, 2, 3]


def test_the_year_of_a_receipt_is_the_legal_one(world, settings):
    settings.MOTCUA_LEGAL_SHIFT_DAYS = -7 * 52 * 5

    charge = world.paid()

    assert queries.receipt_of(charge).year in {world.now.year - 5, world.now.year - 4}


def test_the_latest_charge_of_many_subjects_comes_in_one_query(world, django_assert_num_queries):
    first = world.charge("thing:1")
    actions.cancel_charge(charge_id=first.pk, by=CLERK, at=world.now)
    again, other = world.charge("thing:1"), world.charge("thing:2")

    with django_assert_num_queries(1):
        assert queries.charges_of(["thing:1", "thing:2", "thing:3"]) == {
            "thing:1": again,
            "thing:2": other,
        }
    assert queries.charge_of("thing:1") == again
    assert queries.charge_of("thing:3") is None


def test_a_fee_is_charged_in_few_statements(world, django_assert_max_num_queries):
    """Submitting a dossier waits for this: a savepoint and its end, insert, select, audit."""
    with django_assert_max_num_queries(5):
        world.charge()
