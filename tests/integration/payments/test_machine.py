"""Any order of clicks, notices, losses, faults and waits ends well, and the books agree."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.net.errors import RemoteFailed
from motcua.payments import actions, lifecycle, queries
from motcua.payments.models import Charge, PaymentAttempt, Receipt, Refund, StatementLine
from motcua.payments.types import ChargeStatus, CounterMethod
from motcua.sandbox.payment import orders, switch
from motcua.sandbox.payment.models import BankEntry, PlatformPayment, PlatformRefund
from tests.integration.payments.conftest import CLERK, World

LEADER = Actor.staff("019380f4-0000-7000-8000-0000000000b1")
ENDS = lifecycle.CHARGE.finals | {ChargeStatus.PAID}
FAULTS = sorted(set(switch.POSITIONS) - {switch.SLOW, switch.NOTICE_LATE})


class Payments(RuleBasedStateMachine):
    """One fee at a time, everything that may happen to it, in any order."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = SimpleNamespace(now=timezone.now().replace(microsecond=0))
        self.real_now, timezone.now = timezone.now, lambda: self.clock.now
        self.world = World(self.clock)
        self.charge = self.world.charge(lasts=timedelta(hours=1))
        self.urls, self.notices, self.sent, self.bills = [], [], [], []
        self.by_hand = 0
        self.were_paid = set()

    def teardown(self):
        try:
            self.ends_well()
        finally:
            timezone.now = self.real_now
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule()
    def click(self):
        try:
            self.urls.append(self.world.start(self.charge))
        except Refusal:
            return

    @precondition(lambda self: self.urls)
    @rule(choice=st.sampled_from(["pay", "cancel", "hang"]), data=st.data())
    def decide(self, choice, data):
        url = data.draw(st.sampled_from(sorted(set(self.urls))))
        try:
            self.notices += self.world.decide(url, choice)
        except orders.OrderRefusedError:
            return

    @precondition(lambda _: PlatformPayment.objects.filter(status="pending").count() == 1)
    @rule(status=st.sampled_from(["paid", "failed"]))
    def bank_decides(self, status):
        self.notices += self.world.end(status)

    @precondition(lambda self: self.notices)
    @rule(data=st.data(), lose=st.booleans())
    def notice_arrives_or_is_lost(self, data, lose):
        notice = self.notices.pop(data.draw(st.integers(0, len(self.notices) - 1)))
        if not lose:
            self.sent.append(notice)
            self.world.deliver(notice)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def notice_arrives_again(self, data):
        notice = data.draw(st.sampled_from(self.sent))
        params = tuple(notice.params.items())
        actions.receive_notice(provider="vnpay", params=params, at=self.world.now)

    @rule()
    def work(self):
        try:
            self.world.work()
        except RemoteFailed:
            # The queue would try again; the reconciliation does so anyway.
            return

    @rule(minutes=st.sampled_from([1, 2, 15, 20, 120]))
    def time_passes(self, minutes):
        self.world.wait(minutes=minutes)
        self.world.reconcile()

    @rule(position=st.sampled_from([*FAULTS, "normal"]))
    def platform_behaves(self, position):
        self.world.turn(position)

    @rule()
    def cancel(self):
        try:
            actions.cancel_charge(charge_id=self.charge.pk, by=CLERK, at=self.world.now)
        except Refusal:
            return

    @rule()
    def ask_for_refund(self):
        try:
            actions.request_refund(
                charge_id=self.charge.pk, reason_code="x", by=CLERK, at=self.world.now
            )
        except Refusal:
            return

    @rule()
    def pay_in_cash(self):
        try:
            actions.take_at_counter(
                charge_id=self.charge.pk,
                method=CounterMethod.CASH,
                slip="",
                key=uuid4(),
                by=CLERK,
                at=self.world.now,
            )
        except Refusal:
            return
        self.by_hand += self.charge.amount

    @rule()
    def reverse_the_taking(self):
        try:
            actions.reverse_taking(
                charge_id=self.charge.pk, explanation="x", by=LEADER, at=self.world.now
            )
        except Refusal:
            return
        self.by_hand -= self.charge.amount

    @rule()
    def ask_for_a_code(self):
        try:
            self.bills.append(self.world.bill(self.charge).reference)
        except Refusal:
            return

    @precondition(lambda self: self.bills)
    @rule(amount=st.sampled_from([6000, 10000, 16000, 17000]), data=st.data())
    def transfer(self, amount, data):
        self.world.transfer(amount, data.draw(st.sampled_from(sorted(set(self.bills)))))

    @rule()
    def read_statement(self):
        try:
            self.world.read_statement()
        except RemoteFailed:
            return

    @invariant()
    def money_never_un_comes(self):
        paid = set(PaymentAttempt.objects.filter(status="paid").values_list("pk", flat=True))
        assert paid >= self.were_paid
        self.were_paid = paid

    @invariant()
    def nothing_is_believed_that_the_platform_does_not_have(self):
        online = PaymentAttempt.objects.filter(status="paid", provider="vnpay")
        ours = online.values_list("reference", flat=True)
        theirs = PlatformPayment.objects.filter(status="paid").values_list("reference", flat=True)
        assert set(ours) <= set(theirs)
        done = Refund.objects.filter(status="done", attempt__provider="vnpay")
        returned = set(done.values_list("attempt__reference"))
        assert returned <= set(PlatformRefund.objects.values_list("payment__reference"))

    @invariant()
    def a_fee_has_a_receipt_when_it_was_paid_and_only_then(self):
        status = Charge.objects.get(pk=self.charge.pk).status
        was_paid = status in {"paid", "refunding", "refunded"}
        assert Receipt.objects.filter(charge=self.charge).exists() == was_paid

    def hand_back_what_waits(self):
        """Officers hand back what no platform can."""
        for refund in queries.refunds_to_hand_back([self.charge.payee_agency_code]):
            actions.hand_back(refund_id=refund.pk, by=LEADER, at=self.world.now)
            self.by_hand -= refund.amount

    def transferred(self):
        """What the bank has by its own books, without what waits to be sent back."""
        came = sum(entry.amount for entry in BankEntry.objects.all())
        return came - sum(line.amount for line in queries.open_lines())

    def every_line_of_the_statement_pays_or_waits(self):
        assert StatementLine.objects.count() == BankEntry.objects.count()
        paid = StatementLine.objects.filter(state="matched")
        whole = {line.attempt_id for line in paid}
        assert sum(line.amount for line in paid) == len(whole) * self.charge.amount

    def ends_well(self):
        """Heal the platform, let three days pass: all is settled, and the books agree."""
        self.world.turn("normal")
        while PlatformPayment.objects.filter(status="pending").exists():
            payment = PlatformPayment.objects.filter(status="pending").first()
            self.world.end_payment(payment, "paid")
        for minutes in [1] * 20 + [10] * 20 + [360] * 16:
            self.world.wait(minutes=minutes)
            self.world.work()
            self.world.reconcile()
        self.world.read_statement()
        self.hand_back_what_waits()
        self.charge.refresh_from_db()
        assert self.charge.status in ENDS
        assert not Refund.objects.exclude(status__in=["done", "refused"]).exists()
        asked = PaymentAttempt.objects.exclude(provider="vietqr")
        unsettled = asked.exclude(status__in=["paid", "failed"])
        assert not unsettled.exists()
        self.every_line_of_the_statement_pays_or_waits()
        assert self.world.ledger() == self.world.books() + self.by_hand + self.transferred()
        if not Refund.objects.filter(status="refused").exists():
            kept = self.charge.amount if self.charge.status == "paid" else 0
            assert self.world.ledger() == kept


@pytest.mark.django_db
@pytest.mark.usefixtures("connected")
def test_the_books_agree_whatever_happens():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Payments,
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
