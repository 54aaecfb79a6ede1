"""A fee over the counter: taken by a clerk, once; put right only by somebody else."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from motcua.documents import queries as papers
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, queries
from motcua.dossiers.snapshots import lived_of
from motcua.dossiers.types import Filing, Status
from motcua.identity import actions as identity
from motcua.identity.models import StaffAccount
from motcua.identity.types import Role
from motcua.payments import queries as payments
from motcua.payments.models import Charge, Receipt
from tests.integration.delivery import NOW, SEED

CASH = {"hinh-thuc": "cash"}


@pytest.fixture
def clerk(officer):
    return officer(Role.CLERK, name="Tiếp nhận")


@pytest.fixture
def leader(officer):
    return officer(Role.LEADER, name="Lãnh đạo")


@pytest.fixture(autouse=True)
def same_clock(monkeypatch):
    from motcua.onestop.views import cases, fees

    monkeypatch.setattr(cases.timezone, "now", lambda: NOW)
    monkeypatch.setattr(fees.timezone, "now", lambda: NOW)


@pytest.fixture
def at_counter(submitted):
    """A dossier as if filed at the counter: it owes a fee, and nothing was charged online."""
    Charge.objects.filter(subject=f"dossier:{submitted.id}").delete()
    submitted.filing, submitted.fee_online = Filing.COUNTER, False
    submitted.save()
    return submitted


def address(name, dossier):
    return reverse(f"onestop:{name}", args=[dossier.code])


def take(browser, dossier, key=None, **typed):
    typed = {**CASH, "khoa": str(key or uuid4()), **typed}
    return browser.post(address("take-fee", dossier), typed)


def now(dossier):
    return queries.dossier(dossier.id)


def charge(dossier):
    return payments.charge_of(f"dossier:{dossier.id}")


def said(page):
    return unescape(page.content.decode())


def test_a_fee_due_online_is_taken_in_cash_and_the_dossier_goes_on(
    submitted, clerk, officers_browser
):
    browser = officers_browser(clerk)
    page = said(browser.get(address("case", submitted)))
    assert "Đã thu đủ 16.000 đ" in page
    assert "chưa tiếp nhận được" in page

    assert take(browser, submitted).status_code == 302

    assert charge(submitted).status == "paid"
    assert now(submitted).fee_paid_at == NOW
    page = said(browser.get(address("case", submitted)))
    assert "biên lai số 1 (thu tại quầy)" in page
    assert browser.post(address("accept", submitted)).status_code == 302
    assert now(submitted).status == Status.ACCEPTED


def test_a_dossier_filed_at_the_counter_is_charged_when_it_pays(
    at_counter, clerk, officers_browser
):
    assert charge(at_counter) is None

    take(officers_browser(clerk), at_counter)

    paid = charge(at_counter)
    assert (paid.status, paid.amount, len(paid.charge_lines)) == ("paid", 16000, 1)
    assert payments.receipt_of(paid).method == "cash"


def test_the_same_page_sent_twice_takes_once(submitted, clerk, officers_browser):
    browser, key = officers_browser(clerk), uuid4()

    answers = [take(browser, submitted, key).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Receipt.objects.count() == 1


def test_another_page_finds_nothing_to_take(submitted, clerk, officers_browser):
    browser = officers_browser(clerk)
    take(browser, submitted)

    again = take(browser, submitted)

    assert again.status_code == 422
    assert "không có khoản phí, lệ phí nào chờ thu" in said(again)
    assert Receipt.objects.count() == 1


def test_cash_proves_no_payment_online(submitted, clerk, officers_browser):
    take(officers_browser(clerk), submitted)

    found = now(submitted)
    found.status = Status.RETURNED
    assert not lived_of(found).fee_paid_online


def test_what_the_platform_confirmed_still_proves_it(paid):
    paid.status = Status.RETURNED
    assert lived_of(paid).fee_paid_online


@pytest.mark.parametrize("slip", ["", "12", "so hoa đơn", "1" * 21])
def test_a_card_needs_the_number_of_its_slip(submitted, clerk, officers_browser, slip):
    answer = take(officers_browser(clerk), submitted, **{"hinh-thuc": "card", "so-hoa-don": slip})

    assert answer.status_code == 422
    assert "Chưa ghi đúng số tham chiếu" in said(answer)
    assert charge(submitted).status == "due"


def test_a_slip_pays_one_fee(an, draft_of, clerk, officers_browser):
    one, two = (actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW) for _ in range(2))
    card = {"hinh-thuc": "card", "so-hoa-don": "0032 1187 55"}
    browser = officers_browser(clerk)

    assert take(browser, one, **card).status_code == 302
    refused = take(browser, two, **card)

    assert payments.receipt_of(charge(one)).transaction == "0032118755"
    assert refused.status_code == 422
    assert charge(two).status == "due"


@pytest.mark.parametrize("typed", [{"khoa": "x"}, {"hinh-thuc": "vàng"}])
def test_what_no_page_sends_is_not_found(submitted, clerk, officers_browser, typed):
    assert take(officers_browser(clerk), submitted, **typed).status_code == 404


def test_a_leader_reverses_what_a_clerk_took_and_it_is_owed_again(
    submitted, clerk, leader, officers_browser
):
    take(officers_browser(clerk), submitted)
    browser = officers_browser(leader)
    assert "Hủy khoản đã thu tại quầy" in said(browser.get(address("case", submitted)))

    unsaid = browser.post(address("reverse-fee", submitted), {"ly-do": " "})
    assert (unsaid.status_code, charge(submitted).status) == (422, "paid")
    browser.post(address("reverse-fee", submitted), {"ly-do": "Thu nhầm hồ sơ"})

    assert (charge(submitted).status, now(submitted).fee_paid_at) == ("refunded", None)
    refund = payments.refunds_of(charge(submitted)).get()
    assert (refund.status, refund.explanation) == ("done", "Thu nhầm hồ sơ")
    assert (refund.requested_by, refund.settled_by) == (str(leader.actor), str(leader.actor))
    assert Receipt.objects.count() == 1

    assert take(officers_browser(clerk), submitted).status_code == 302
    assert (charge(submitted).status, now(submitted).fee_paid_at) == ("paid", NOW)
    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_nobody_reverses_alone_what_she_took(submitted, clerk, officers_browser):
    identity.assign_role(
        account=StaffAccount.objects.get(actor_id=clerk.actor.id),
        role=Role.LEADER,
        agency=submitted.agency,
        valid_from=date(2018, 1, 1),
        by=SEED,
        at=NOW,
    )
    browser = officers_browser(clerk)
    take(browser, submitted)

    refused = browser.post(address("reverse-fee", submitted), {"ly-do": "Thu nhầm"})

    assert refused.status_code == 422
    assert "Người thu tiền không tự hủy" in said(refused)
    assert charge(submitted).status == "paid"


def test_what_was_paid_online_is_not_reversed_at_the_counter(paid, leader, officers_browser):
    browser = officers_browser(leader)

    assert browser.post(address("reverse-fee", paid), {"ly-do": "x"}).status_code == 422
    assert "Hủy khoản đã thu" not in said(browser.get(address("case", paid)))


def test_the_money_of_a_refused_dossier_is_handed_back_by_another(
    submitted, clerk, leader, officers_browser
):
    from motcua.dossiers import jobs

    browser = officers_browser(clerk)
    take(browser, submitted)
    actions.refuse(
        dossier_id=submitted.id,
        viewer=clerk,
        reason_code=refusal_code(submitted),
        note="Thiếu giấy tờ",
        at=NOW,
    )
    jobs._give_fee_back(now(submitted))
    assert charge(submitted).status == "refunding"
    assert payments.refunds_for_officers().get().charge == charge(submitted)

    assert browser.post(address("hand-fee-back", submitted)).status_code == 422
    browser = officers_browser(leader)
    assert "Đã trả lại 16.000 đ" in said(browser.get(address("case", submitted)))
    assert browser.post(address("hand-fee-back", submitted)).status_code == 302

    assert charge(submitted).status == "refunded"
    assert browser.post(address("hand-fee-back", submitted)).status_code == 422


def refusal_code(dossier):
    from motcua.catalogue import queries as catalogue

    return catalogue.version(dossier.procedure_version_id).content.refusal_reasons[0].code


def test_the_receipt_says_how_it_was_paid_and_ends_with_the_taking(
    submitted, clerk, leader, officers_browser, data_folder, keys_made_once
):
    from motcua.dossiers import papers as made

    take(officers_browser(clerk), submitted)
    made.issue_due(now(submitted), happened="fee_paid", at=NOW, version=2)
    first = papers.paper_of(f"dossier:{submitted.id}", PaperKind.FEE_RECEIPT)
    assert first is not None

    officers_browser(leader).post(address("reverse-fee", submitted), {"ly-do": "Thu nhầm"})

    assert papers.end_of(first).reason == "Khoản thu tại quầy đã được hủy."


def test_only_clerks_of_the_agency_take_money(submitted, officer, officers_browser):
    specialist = officer(Role.SPECIALIST, name="Chuyên viên")
    assert take(officers_browser(specialist), submitted).status_code == 403
    assert charge(submitted).status == "due"


def test_what_came_is_shown_by_day_to_leaders_and_administrators(
    submitted, clerk, leader, officer, officers_browser
):
    take(officers_browser(clerk), submitted)
    address = reverse("onestop:takings")

    page = said(officers_browser(leader).get(address))
    assert "tiền mặt" in page
    assert "16.000" in page
    assert officers_browser(clerk).get(address).status_code == 403
    administrator = officer(Role.ADMINISTRATOR, name="Quản trị")
    assert officers_browser(administrator).get(address).status_code == 200


def test_what_came_is_handed_over_as_a_file_of_ones_own_agencies(
    submitted, clerk, leader, officers_browser
):
    take(officers_browser(clerk), submitted)
    address = reverse("onestop:takings-file")

    answer = officers_browser(leader).get(address)
    header, *lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert header.startswith("ngay,ma_co_quan,co_quan,hinh_thuc,tai_khoan,so_lan,da_thu,da_hoan")
    assert [line.split(",")[-5:] for line in lines] == [["cash", "", "1", "16000", "0"]]
    assert officers_browser(clerk).get(address).status_code == 403


def test_money_that_nobody_can_place_is_sent_back_by_an_administrator(
    officer, leader, officers_browser
):
    from motcua.payments import actions as paying
    from motcua.payments.types import Entry

    entry = Entry(sequence=1, number="FT1", amount=5000, words="nop nham", booked_at=NOW)
    paying.take_entry(entry, account="1", at=NOW)
    line = payments.open_lines().get()
    address = reverse("onestop:return-line", args=[line.pk])
    browser = officers_browser(officer(Role.ADMINISTRATOR, name="Quản trị"))

    page = said(browser.get(reverse("onestop:takings")))
    assert "không tìm thấy mã thanh toán" in page
    assert "nop nham" not in said(officers_browser(leader).get(reverse("onestop:takings")))
    assert browser.post(address, {"cach-tra": ""}).status_code == 422
    assert browser.post(address, {"cach-tra": "UNC 17"}).status_code == 302
    assert browser.post(address, {"cach-tra": "UNC 17"}).status_code == 404
