"""Two of everything at the same moment: one wins, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.conf.worker import working_app
from motcua.kernel.errors import Refusal
from motcua.payments import actions, queries
from motcua.payments.models import PaymentNotice, Receipt, Refund
from motcua.sandbox.payment import jobs
from motcua.sandbox.payment.models import PlatformRefund
from tests.integration.payments.conftest import CITIZEN, CLERK, COPIES, RETURN_URL, World

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 5


@pytest.fixture
def world(transactional_db, connected, clock):
    return World(clock)


def at_once(do):
    """Do the same thing in several threads, begun together; returns what each got."""
    start = Barrier(THREADS)

    def one(number):
        try:
            start.wait()
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_many_clicks_are_one_order(world):
    charge = world.charge()

    urls = at_once(
        lambda _: actions.start_attempt(
            charge_id=charge.pk,
            return_url=RETURN_URL,
            client_ip="203.0.113.7",
            by=CITIZEN,
            at=world.now,
        )
    )

    assert len(set(urls)) == 1
    assert charge.attempts.count() == 1


def test_a_fee_is_charged_once(world):
    charges = at_once(lambda _: world.charge("thing:9").pk)

    assert len(set(charges)) == 1


def test_one_notice_many_times_is_taken_once(world):
    charge = world.charge()
    (notice,) = world.decide(world.start(charge))
    params = tuple(notice.params.items())

    replies = at_once(
        lambda _: actions.receive_notice(provider="vnpay", params=params, at=world.now)["RspCode"]
    )

    assert sorted(replies) == ["00", "02", "02", "02", "02"]
    assert PaymentNotice.objects.get().times == THREADS


def test_one_forged_notice_many_times_is_kept_once(world):
    params = (("vnp_TxnRef", "X"), ("vnp_SecureHash", "0" * 128))

    replies = at_once(
        lambda _: actions.receive_notice(provider="vnpay", params=params, at=world.now)["RspCode"]
    )

    assert replies == ["97"] * THREADS
    assert PaymentNotice.objects.get().times == THREADS


def test_many_confirmations_give_one_receipt(world):
    charge = world.charge()
    world.decide(world.start(charge))
    attempt = world.attempt(charge)

    assert at_once(lambda _: world.confirm(attempt)) == ["paid"] * THREADS

    assert Receipt.objects.count() == 1
    assert Refund.objects.count() == 0


def test_receipts_of_fees_paid_at_once_have_numbers_without_gaps(world):
    attempts = []
    for number in range(THREADS):
        charge = world.charge(f"thing:{number}")
        world.decide(world.start(charge))
        attempts.append(world.attempt(charge))

    at_once(lambda number: world.confirm(attempts[number]))

    numbers = Receipt.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, THREADS + 1))


def test_a_refund_followed_many_times_is_sent_once(world):
    charge = world.paid()
    refund = actions.request_refund(
        charge_id=charge.pk, reason_code="tu-choi.02", by=CLERK, at=world.now
    )

    at_once(lambda _: actions.follow_refund(refund_id=refund.pk, at=world.now))

    assert PlatformRefund.objects.count() == 1
    refund.refresh_from_db()
    assert refund.status == "accepted"


def test_the_worker_does_all_of_it_by_itself(world):
    """From the pay page to the receipt and back, with nothing but the two queues."""
    charge = world.charge()
    jobs.send(world.decide(world.start(charge)))
    work()
    charge.refresh_from_db()
    assert charge.status == "paid"

    actions.request_refund(charge_id=charge.pk, reason_code="x", by=CLERK, at=world.now)
    work()
    assert Refund.objects.get().status == "accepted"


def work():
    """Let a real worker do everything that is queued."""
    with working_app() as worker_app, ThreadPoolExecutor(1) as thread:
        thread.submit(
            worker_app.run_worker, wait=False, install_signal_handlers=False, listen_notify=False
        ).result()


def test_paying_and_cancelling_at_once_ends_in_one_of_the_two(world):
    charge = world.charge()
    world.decide(world.start(charge))
    attempt = world.attempt(charge)

    def either(number):
        if number == 0:
            return world.confirm(attempt)
        try:
            actions.cancel_charge(charge_id=charge.pk, by=CLERK, at=world.now)
        except Refusal:
            return "refused"
        return "cancelled"

    at_once(either)

    charge.refresh_from_db()
    has_receipt = queries.receipt_of(charge) is not None
    assert (charge.status, has_receipt, Refund.objects.count()) in {
        ("paid", True, 0),
        ("cancelled", False, 1),
    }
    assert charge.amount == sum(line.amount for line in COPIES)
