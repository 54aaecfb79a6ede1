"""Decisions about money, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.payments import rules
from motcua.payments.types import (
    ChargeLine,
    ChargeStatus,
    Finding,
    NoticeRead,
    Outcome,
    RefundOutcome,
    RefundStatus,
    Verdict,
)

NOW = datetime(2026, 11, 22, 6, 5, 9, tzinfo=UTC)
OVER = NOW + timedelta(minutes=15)
PAID = Finding(outcome=Outcome.PAID, code="", amount=16000, transaction="1", paid_at=NOW)


def move(finding, at=NOW):
    return rules.move(finding, due=16000, expires_at=OVER, at=at)


def test_paid_in_full_pays():
    assert move(PAID) == "pay"


@pytest.mark.parametrize("amount", [15999, 16001, 1600000, 160, 0, None])
def test_another_amount_never_pays(amount):
    finding = Finding(outcome=Outcome.PAID, code="", amount=amount, transaction="1", paid_at=NOW)
    assert move(finding) == "doubt"


@pytest.mark.parametrize("missing", ["transaction", "paid_at"])
def test_a_payment_without_number_or_moment_is_doubted(missing):
    values = {"amount": 16000, "transaction": "1", "paid_at": NOW}
    values[missing] = "" if missing == "transaction" else None
    assert move(Finding(outcome=Outcome.PAID, code="", **values)) == "doubt"


@pytest.mark.parametrize(
    ("minutes", "event"), [(0, None), (14, None), (16, None), (17, "fail"), (60, "fail")]
)
def test_an_unknown_order_fails_only_when_its_time_is_surely_over(minutes, event):
    finding = Finding(outcome=Outcome.NOT_FOUND, code="91")
    assert move(finding, at=NOW + timedelta(minutes=minutes)) == event


@given(st.sampled_from(Outcome), st.none() | st.integers(0, 10**12))
def test_only_paid_pays(outcome, amount):
    finding = Finding(outcome=outcome, code="", amount=amount, transaction="1", paid_at=NOW)
    assert (move(finding) == "pay") == (outcome is Outcome.PAID and amount == 16000)


def read(**changed):
    return NoticeRead(
        **{"genuine": True, "ours": True, "reference": "R", "amount": 16000, **changed}
    )


@pytest.mark.parametrize(
    ("notice", "due", "is_settled", "verdict"),
    [
        # The first thing that is wrong decides, in the platform's order: 97, 01, 04, 02, 00.
        (read(genuine=False, ours=False, amount=1), None, True, Verdict.FORGED),
        (read(ours=False, amount=1), 16000, True, Verdict.NO_SUCH_ORDER),
        (read(amount=1), None, True, Verdict.NO_SUCH_ORDER),
        (read(amount=1), 16000, True, Verdict.WRONG_AMOUNT),
        (read(amount=None), 16000, False, Verdict.WRONG_AMOUNT),
        (read(), 16000, True, Verdict.KNOWN),
        (read(), 16000, False, Verdict.TAKEN),
    ],
)
def test_a_notice_is_judged_in_the_platforms_order(notice, due, is_settled, verdict):
    assert rules.verdict(notice, due=due, is_settled=is_settled) is verdict


@given(st.integers(0, 72 * 60))
def test_waits_grow_and_questions_end_after_three_days(minutes):
    at = NOW + timedelta(minutes=minutes)
    again = rules.ask_again_at(since=NOW, at=at)

    if minutes >= 72 * 60:
        assert again is None
    else:
        longest = 10 if minutes < 120 else 360
        assert timedelta(minutes=1) <= again - at <= timedelta(minutes=longest)


@given(st.integers(0, 17 * 60))
def test_a_question_comes_when_the_order_is_over(seconds):
    at = NOW + timedelta(seconds=seconds)
    over = OVER + rules.SETTLES_WITHIN
    again = rules.next_question(started_at=NOW, expires_at=OVER, at=at)

    assert at < again
    if at < over:
        assert again <= over


def test_an_order_is_asked_about_a_bearable_number_of_times():
    at, asked = NOW + rules.FIRST_QUESTION_AFTER, 0
    while at is not None:
        at, asked = rules.next_question(started_at=NOW, expires_at=OVER, at=at), asked + 1
    assert 20 < asked < 60


def test_references_differ_and_begin_with_the_day_in_hanoi():
    late_in_utc = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    made = {rules.new_reference(late_in_utc) for _ in range(1000)}

    assert len(made) == 1000
    assert all(one.startswith("261123") and len(one) == 16 for one in made)
    assert all(one.isascii() and one.isalnum() for one in made)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Phí, lệ phí hồ sơ H47.11.1-261122-0001", "Phi le phi ho so H47.11.1-261122-0001"),
        ("ĐẶNG Thị Đào", "DANG Thi Dao"),
        ("a\u0301\u0323\n\tb|c&d=e", "a b c d e"),
        ("一", ""),
    ],
)
def test_texts_for_banks_are_plain(words, plain):
    assert rules.plain(words, most=255) == plain


@given(st.text(max_size=400))
def test_plain_texts_hold_nothing_else_and_are_short(words):
    plain = rules.plain(words, most=25)

    assert plain.isascii()
    assert len(plain) <= 25
    assert plain == plain.strip()
    assert "|" not in plain


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (ChargeStatus.DUE, None),
        (ChargeStatus.PAID, "paid_twice"),
        (ChargeStatus.REFUNDING, "paid_twice"),
        (ChargeStatus.REFUNDED, "paid_twice"),
        (ChargeStatus.EXPIRED, "paid_late"),
        (ChargeStatus.CANCELLED, "paid_late"),
    ],
)
def test_money_that_is_not_due_goes_back(status, reason):
    assert rules.surplus_reason(status) == reason


@pytest.mark.parametrize(
    ("status", "asked_seconds_ago", "step"),
    [
        (RefundStatus.REQUESTED, None, "send"),
        (RefundStatus.REQUESTED, 1, "send"),
        (RefundStatus.ASKED, 29, None),
        (RefundStatus.ASKED, 30, "query"),
        (RefundStatus.ACCEPTED, 30, "query"),
        (RefundStatus.DONE, 30, None),
        (RefundStatus.REFUSED, 30, None),
    ],
)
def test_a_refund_that_was_sent_is_asked_about_never_sent_again(status, asked_seconds_ago, step):
    asked_at = None if asked_seconds_ago is None else NOW - timedelta(seconds=asked_seconds_ago)
    assert rules.refund_step(status, asked_at=asked_at, at=NOW) == step


def test_every_answer_about_a_refund_means_something():
    assert {outcome: rules.refund_move(outcome) for outcome in RefundOutcome} == {
        RefundOutcome.DONE: "complete",
        RefundOutcome.UNDER_WAY: "accept",
        RefundOutcome.REFUSED: "refuse",
        RefundOutcome.ABSENT: "repeat",
        RefundOutcome.UNKNOWN: None,
    }


@pytest.mark.parametrize(
    ("quantity", "unit", "name"),
    [
        (0, 8000, "x"),
        (-1, 8000, "x"),
        (1.0, 8000, "x"),
        (1, 80.5, "x"),
        (True, 8000, "x"),
        (1, -1, "x"),
        (1, 8000, ""),
    ],
)
def test_a_line_is_whole_copies_at_whole_dong(quantity, unit, name):
    with pytest.raises(ValueError, match="fee"):
        ChargeLine(name=name, code="x", quantity=quantity, unit_amount=unit)
