"""A code proves nothing; what is on the bank's statement, under its bill and whole, pays."""

import pytest
from django.test import Client

from motcua.conf.environment import Connection
from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteUnavailable
from motcua.payments import actions, errors, queries, vietqr
from motcua.payments.models import Receipt, StatementLine
from motcua.sandbox.payment import bank, switch
from tests.integration.payments.conftest import ACCOUNT, CITIZEN, CLERK, SECRET, status


def reasons():
    return list(queries.open_lines().values_list("reason", flat=True))


def test_a_transfer_under_its_bill_pays(world):
    charge = world.charge()
    bill = world.bill(charge)
    world.transfer(16000, f"MBVCB.12345.{bill.reference} le phi.CT tu 0123 NGUYEN THI AN")

    assert world.read_statement() == 1

    assert status(charge) == "paid"
    receipt = queries.receipt_of(charge)
    assert (receipt.method, receipt.transaction) == ("transfer", StatementLine.objects.get().number)
    assert reasons() == []


def test_the_code_says_what_the_statement_must_say(world):
    bill = world.bill(world.charge())
    shown = queries.shown_transfer(bill.charge)

    read = vietqr.decode(vietqr.encode(shown.transfer))
    assert (read.bank, read.account, read.amount) == ("970403", ACCOUNT, 16000)
    assert read.bill == bill.reference
    assert bill.reference in read.purpose
    assert shown.svg.startswith("<svg")


def test_a_code_that_was_shown_pays_nothing(world):
    charge = world.charge()
    assert world.bill(charge) == world.bill(charge)
    assert world.read_statement() == 0
    assert status(charge) == "due"
    assert world.start(charge).startswith("http")


def test_a_statement_read_twice_pays_once(world):
    charge = world.charge()
    world.transfer(16000, world.bill(charge).reference)

    assert [world.read_statement() for _ in range(2)] == [1, 0]
    line = StatementLine.objects.get()
    entry = queries.types.Entry(
        sequence=line.sequence,
        number=line.number,
        amount=line.amount,
        words=line.words,
        booked_at=line.booked_at,
    )
    assert not actions.take_entry(entry, account=ACCOUNT, at=world.now)
    assert Receipt.objects.count() == 1


def test_parts_that_sum_up_pay(world):
    charge = world.charge()
    bill = world.bill(charge)
    world.transfer(6000, bill.reference)
    world.read_statement()
    assert (status(charge), reasons()) == ("due", ["too_little"])
    assert queries.shown_transfer(charge).came == 6000

    world.transfer(10000, bill.reference)
    world.read_statement()

    assert (status(charge), reasons()) == ("paid", [])


@pytest.mark.parametrize(
    ("amount", "words", "reason"),
    [
        (15999, "{bill}", "too_little"),
        (16001, "{bill}", "too_much"),
        (1600000, "{bill}", "too_much"),
        (16000, "nop le phi ho so", "unknown_bill"),
        (16000, "261122AAAAAAAAAA", "unknown_bill"),
        (16000, "X{bill}", "unknown_bill"),
        (16000, "", "unknown_bill"),
    ],
)
def test_what_does_not_fit_is_kept_with_a_reason_and_pays_nothing(world, amount, words, reason):
    charge = world.charge()
    world.transfer(amount, words.format(bill=world.bill(charge).reference))

    world.read_statement()

    assert (status(charge), reasons()) == ("due", [reason])


def test_a_second_transfer_is_kept_to_be_sent_back(world):
    charge = world.charge()
    bill = world.bill(charge)
    for _ in range(2):
        world.transfer(16000, bill.reference)
    world.read_statement()

    assert (status(charge), reasons()) == ("paid", ["not_due"])
    assert Receipt.objects.count() == 1


def test_a_transfer_for_what_is_over_pays_nothing(world):
    charge = world.charge()
    bill = world.bill(charge)
    actions.cancel_charge(charge_id=charge.pk, by=CLERK, at=world.now)
    world.transfer(16000, bill.reference)
    world.read_statement()

    assert (status(charge), reasons()) == ("cancelled", ["not_due"])


def test_a_code_does_not_keep_its_fee_from_expiring(world):
    charge = world.charge()
    world.bill(charge)
    world.wait(hours=25)
    world.reconcile()
    assert status(charge) == "expired"
    with pytest.raises(errors.ChargeExpired):
        world.bill(charge)


def test_money_that_pays_nothing_is_sent_back_once_and_it_is_said_how(world):
    world.transfer(5000, "nham")
    world.read_statement()
    line = queries.open_lines().get()

    def send_back(words):
        return actions.return_line(line_id=line.pk, explanation=words, by=CLERK, at=world.now)

    with pytest.raises(errors.ExplanationMissing):
        send_back(" ")
    assert send_back("UNC 17").state == "returned"
    with pytest.raises(errors.LineSettled):
        send_back("UNC 18")
    assert StatementLine.objects.get().explanation == "UNC 17"


def test_a_fee_paid_by_transfer_goes_back_by_hand(world):
    charge = world.charge()
    world.transfer(16000, world.bill(charge).reference)
    world.read_statement()
    refund = actions.request_refund(charge_id=charge.pk, reason_code="x", by=CLERK, at=world.now)
    world.wait(hours=1)
    world.reconcile()
    assert queries.refunds_to_hand_back(["H47.11.1"]).get() == refund

    actions.hand_back(refund_id=refund.pk, by=CLERK, at=world.now)

    assert status(charge) == "refunded"
    (total,) = queries.daily_totals(["H47.11.1"], since=world.now.replace(hour=0, minute=0))[:1]
    assert (total.method, total.account, total.returned) == ("transfer", ACCOUNT, 16000)


def test_daily_totals_are_of_agency_account_and_method(world):
    world.paid("thing:1")
    cash = world.charge("thing:2")
    actions.take_at_counter(
        charge_id=cash.pk,
        method=queries.types.CounterMethod.CASH,
        slip="",
        key=cash.pk,
        by=CLERK,
        at=world.now,
    )
    since = world.now.replace(year=world.now.year - 1)

    totals = queries.daily_totals(["H47.11.1"], since=since)

    assert {(one.method, one.account, one.count, one.received) for one in totals} == {
        ("vnpay", "MOTCUA01", 1, 16000),
        ("cash", "", 1, 16000),
    }
    assert queries.daily_totals(["H47.99"], since=since) == []


@pytest.mark.parametrize("spoil", ["signature", "lines", "account"])
def test_a_statement_that_the_bank_did_not_sign_is_not_believed(world, monkeypatch, spoil):
    charge = world.charge()
    world.transfer(16000, world.bill(charge).reference)
    true = bank.statement

    def forged(asked, *, at):
        said = true(asked, at=at)
        if spoil == "signature":
            del said["signature"]
        if spoil == "lines":
            said["lines"][0]["amount"] += 1
        if spoil == "account":
            said["account"] = "1"
            said["signature"] = bank.signature({"account": "1", "lines": said["lines"]}, SECRET)
        return said

    monkeypatch.setattr(bank, "statement", forged)
    with pytest.raises(RemoteAnswerNotUnderstood):
        world.read_statement()
    assert status(charge) == "due"


def test_a_bank_that_is_down_is_asked_again(world):
    charge = world.charge()
    world.transfer(16000, world.bill(charge).reference)
    world.turn(switch.DOWN)
    with pytest.raises(RemoteUnavailable):
        world.read_statement()
    world.turn("normal")
    assert world.read_statement() == 1
    assert status(charge) == "paid"


def test_without_a_bank_account_no_transfer_is_offered(world, settings):
    charge = world.charge()
    settings.MOTCUA_CONNECTIONS = {**settings.MOTCUA_CONNECTIONS, "bank": Connection()}
    assert not queries.takes_transfers()
    with pytest.raises(errors.PaymentNotConnected):
        actions.start_transfer(charge_id=charge.pk, by=CITIZEN, at=world.now)


@pytest.mark.parametrize(
    "changed",
    [
        {"signature": "0" * 64},
        {"account": "1"},
        {"time": "2020-01-01T00:00:00+00:00"},
        {"after": "x"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_bank_tells_nobody_else(world, as_site, changed):
    as_site("sandbox")
    asked = {"account": ACCOUNT, "after": "0", "time": world.now.isoformat()}
    signed = {name: value for name, value in changed.items() if name != "signature"}
    asked |= signed
    asked |= {"signature": bank.signature(asked, SECRET), **changed}
    assert Client().get("/ngan-hang/sao-ke", asked).status_code == 403


def test_anything_is_transferred_on_the_page_of_the_bank(world, as_site):
    as_site("sandbox")
    browser = Client()
    typed = {"so-tien": "16.000", "noi-dung": "xin chao"}
    assert browser.post("/ngan-hang/chuyen-khoan/", typed).status_code == 302
    assert "xin chao" in browser.get("/ngan-hang/").content.decode()
    assert browser.post("/ngan-hang/chuyen-khoan/", {"so-tien": "-1"}).status_code == 404
