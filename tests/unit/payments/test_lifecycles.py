"""Money that came never un-comes."""

import pytest

from motcua.payments import lifecycle
from motcua.payments.types import AttemptStatus, ChargeStatus, RefundStatus


def reachable(table, start):
    found, fresh = set(), {start}
    while fresh:
        found |= fresh
        fresh = {line.target for line in table.transitions if line.sources & fresh} - found
    return found


def test_a_paid_charge_is_never_due_expired_or_cancelled_again():
    assert reachable(lifecycle.CHARGE, ChargeStatus.PAID) == {
        ChargeStatus.PAID,
        ChargeStatus.REFUNDING,
        ChargeStatus.REFUNDED,
    }


def test_an_expired_or_cancelled_charge_is_never_paid():
    for status in (ChargeStatus.EXPIRED, ChargeStatus.CANCELLED):
        assert lifecycle.CHARGE.events_from(status) == ()


def test_a_paid_attempt_stays_paid():
    assert lifecycle.ATTEMPT.events_from(AttemptStatus.PAID) == ()


def test_a_failed_attempt_can_still_turn_out_paid_and_nothing_else():
    assert lifecycle.ATTEMPT.events_from(AttemptStatus.FAILED) == ("pay",)


@pytest.mark.parametrize("status", [RefundStatus.DONE, RefundStatus.REFUSED])
def test_a_settled_refund_stays_settled(status):
    assert lifecycle.REFUND.events_from(status) == ()


def test_a_refund_that_the_platform_has_is_never_sent_again():
    assert RefundStatus.REQUESTED not in reachable(lifecycle.REFUND, RefundStatus.ACCEPTED)
