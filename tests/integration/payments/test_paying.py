"""A fee is paid when the platform itself says so, and only then."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from motcua.audit import queries as audit
from motcua.kernel.lifecycle import MoveNotAllowed
from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteUnavailable
from motcua.payments import actions, errors, queries
from motcua.payments.models import Receipt, Refund
from motcua.payments.types import OPEN, ChargeLine
from motcua.sandbox.payment import switch
from motcua.sandbox.payment.models import PlatformNotice
from tests.integration.payments.conftest import CLERK, COPIES


def pairs(url):
    return tuple(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def status(charge):
    charge.refresh_from_db()
    return charge.status


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


def test_without_a_platform_nothing_can_be_paid_online(world, settings):
    from motcua.conf.environment import Connection

    charge = world.charge()
    settings.MOTCUA_CONNECTIONS = {"payment": Connection()}

    assert not queries.is_connected()
    with pytest.raises(errors.PaymentNotConnected):
        world.start(charge)
    assert Client().get("/thanh-toan/vnpay/ipn").status_code == 404


def test_receipts_are_numbered_without_gaps_by_payee_and_legal_year(world):
    charges = [world.paid(f"thing:{n}") for n in range(3)]

    assert [queries.receipt_of(charge).number for charge in charges] == [1, 2, 3]


def test_the_year_of_a_receipt_is_the_legal_one(world, settings):
    settings.MOTCUA_LEGAL_SHIFT_DAYS = -7 * 52 * 5

    charge = world.paid()

    assert queries.receipt_of(charge).year in {world.now.year - 5, world.now.year - 4}


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


def test_the_platform_stops_telling_when_we_are_content(world):
    world.paid()
    assert PlatformNotice.objects.get().accepted_at is not None


def test_a_fee_is_charged_in_few_statements(world, django_assert_max_num_queries):
    """Submitting a dossier waits for this: a savepoint and its end, insert, select, audit."""
    with django_assert_max_num_queries(5):
        world.charge()
