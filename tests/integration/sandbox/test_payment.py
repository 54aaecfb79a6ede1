"""The stand-in for VNPAY enforces what the real platform enforces."""

import hmac
import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from motcua.conf.environment import Connection
from motcua.net import remote
from motcua.sandbox.payment import jobs, signing, switch
from motcua.sandbox.payment.models import PlatformNotice, PlatformPayment, PlatformRefund
from motcua.sandbox.switches import actions as switching

SECRET = "test-secret-of-the-merchant"  # noqa: S105 opens nothing outside the tests
PAY = "/thanh-toan/paymentv2/vpcpay.html"
API = "/thanh-toan/merchant_webapi/api/transaction"
CONTROL = "/thanh-toan/dieu-khien/"
AGENCY = "http://127.0.0.1:8000"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def platform(db, settings, as_site):
    as_site("sandbox")
    settings.MOTCUA_CONNECTIONS = {
        "payment": Connection(url="http://127.0.0.1:8002", client="MOTCUA01", secret=SECRET)
    }
    settings.MOTCUA_SITE_URLS = {**settings.MOTCUA_SITE_URLS, "agency": f"{AGENCY}/"}


def order(**changed):
    """An order as a merchant writes it, not yet signed."""
    now = timezone.now()
    fields = {
        "Version": "2.1.0",
        "Command": "pay",
        "TmnCode": "MOTCUA01",
        "Amount": "1600000",
        "CurrCode": "VND",
        "TxnRef": "261122K7Q2M9XD4T",
        "OrderInfo": "Phi le phi ho so H47.11.1-261122-0001",
        "OrderType": "other",
        "Locale": "vn",
        "ReturnUrl": f"{AGENCY}/ho-so/1/",
        "IpAddr": "203.0.113.7",
        "CreateDate": signing.stamp(now),
        "ExpireDate": signing.stamp(now + timedelta(minutes=15)),
    } | changed
    return {f"vnp_{name}": value for name, value in fields.items() if value is not None}


def address(fields, secret=SECRET):
    return f"{PAY}?{urlencode(fields | {'vnp_SecureHash': signing.of_query(fields, secret)})}"


def pay(fields, choice="pay", bank="NCB"):
    return Client().post(address(fields), {"choice": choice, "bank": bank})


def queued():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args, scheduled_at FROM procrastinate_jobs WHERE status = 'todo'"
            " AND task_name = 'motcua.sandbox.payment.jobs.send_notice' ORDER BY id"
        )
        return [(json.loads(args), at) for args, at in cursor.fetchall()]


def test_the_page_shows_what_is_paid_to_whom_and_that_it_is_none_of_the_real_ones():
    answer = Client().get(address(order()))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Thanh toán 16.000 đ" in page
    assert "Hệ thống mô phỏng, dựng theo mã nguồn công khai của bên tích hợp" in page
    assert "Phi le phi ho so H47.11.1-261122-0001" in page
    assert f"form-action 'self' {AGENCY}" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("choice", "status", "codes"),
    [
        ("pay", "paid", ("00", "00")),
        ("cancel", "failed", ("24", "02")),
        ("hang", "pending", ("99", "01")),
    ],
)
def test_the_browser_goes_back_with_the_signed_result(choice, status, codes):
    answer = pay(order(), choice)

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{AGENCY}/ho-so/1/?vnp_")
    result = dict(parse_qsl(urlsplit(answer["Location"]).query))
    assert (result["vnp_ResponseCode"], result["vnp_TransactionStatus"]) == codes
    assert result["vnp_SecureHash"] == signing.of_query(result, SECRET)
    assert PlatformPayment.objects.get().status == status
    assert len(queued()) == (0 if choice == "hang" else 1)


def test_pressed_twice_the_first_choice_counts():
    fields = order()
    pay(fields, "pay")

    again = pay(fields, "cancel")

    assert "vnp_ResponseCode=00" in again["Location"]
    assert len(queued()) == 1


def test_a_return_address_with_parameters_keeps_them():
    answer = pay(order(ReturnUrl=f"{AGENCY}/ho-so/?x=1"))
    assert answer["Location"].startswith(f"{AGENCY}/ho-so/?x=1&vnp_")


def test_what_was_decided_is_shown_with_the_way_back():
    fields = order()
    pay(fields, "cancel")
    page = Client().get(address(fields)).content.decode()

    assert "Giao dịch đã hủy hoặc không thành công." in page
    assert "Quay lại nơi nhận tiền" in page
    assert "Trừ tiền nhưng treo" not in page


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"TmnCode": "OTHER001"}, "72"),
        ({"TmnCode": None}, "72"),
        ({"Version": "2.0.0"}, "03"),
        ({"Command": "refund"}, "03"),
        ({"CurrCode": "USD"}, "03"),
        ({"Amount": "-100"}, "03"),
        ({"Amount": "0"}, "03"),
        ({"Amount": "16000.5"}, "03"),
        ({"OrderInfo": "Phí hồ sơ"}, "03"),
        ({"OrderInfo": None}, "03"),
        ({"TxnRef": "a b"}, "03"),
        ({"ReturnUrl": "javascript:alert(1)"}, "03"),
        ({"IpAddr": "not an address"}, "03"),
        ({"CreateDate": "2026-11-22"}, "03"),
        ({"ExpireDate": "20261322000000"}, "03"),
        ({"ExpireDate": "20200101000000"}, "15"),
    ],
)
def test_a_wrong_order_is_refused(changed, code):
    answer = Client().get(address(order(**changed)))

    assert answer.status_code == 400
    assert f"Mã lỗi: {code}." in answer.content.decode()
    assert not PlatformPayment.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda url: url.replace("vnp_Amount=1600000", "vnp_Amount=100"),
        lambda url: url + "&vnp_Amount=100",
        lambda url: url + "&vnp_BankCode=NCB",
        lambda url: url[:-1],
        lambda url: url.partition("&vnp_SecureHash")[0],
    ],
    ids=["altered", "twice", "added", "truncated", "unsigned"],
)
def test_an_address_that_was_not_signed_so_is_refused(spoil):
    answer = Client().get(spoil(address(order())))

    assert answer.status_code == 400
    assert "Mã lỗi: 70." in answer.content.decode()


def test_a_reference_is_taken_once():
    first = order()
    Client().get(address(first))

    assert Client().get(address(first)).status_code == 200
    answer = Client().get(address(first | {"vnp_Amount": "100"}))
    assert "Mã lỗi: 02." in answer.content.decode()


@pytest.mark.parametrize("form", [{}, {"choice": "pay"}, {"choice": "steal", "bank": "NCB"}])
def test_a_choice_that_is_none_is_not_found(form):
    assert Client().post(address(order()), form).status_code == 404


def test_an_outage_is_an_outage():
    switching.turn(switch.SWITCH, switch.DOWN)

    assert Client().get(address(order())).status_code == 503
    assert Client().post(API, "{}", content_type="application/json").status_code == 503
    assert Client().get(CONTROL).status_code == 200


# Notices.


def receiver(*replies):
    """A merchant that answers a notice with one thing after the other."""
    coming = list(replies)

    def answer(_request):
        reply = coming.pop(0)
        return reply if isinstance(reply, httpx.Response) else httpx.Response(200, json=reply)

    return remote.mounted(AGENCY, httpx.MockTransport(answer))


def run_queued():
    """Run each queued notice once, whenever it is planned for."""
    planned = queued()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'cancelled' WHERE status = 'todo'")
    for args, _ in planned:
        jobs.send_notice.func(**args)


@pytest.mark.parametrize("content", ["00", "02"])
def test_a_notice_is_repeated_until_the_merchant_is_content(content):
    pay(order())
    replies = [httpx.Response(500), httpx.Response(200, text="<html>"), {"RspCode": "97"}]
    with receiver(*replies, {"RspCode": content}):
        for _ in range(6):
            run_queued()

    notice = PlatformNotice.objects.get()
    assert (notice.tries, notice.reply) == (4, content)
    assert queued() == []


def test_a_merchant_that_is_never_content_is_told_ten_times():
    pay(order())
    with receiver(*[{"RspCode": "99"}] * 20):
        for _ in range(20):
            run_queued()
    assert PlatformNotice.objects.get().tries == jobs.MOST_TRIES


@pytest.mark.parametrize(
    ("position", "sent"),
    [
        (switch.NOTICE_LOST, []),
        (switch.NOTICE_TWICE, ["00", "00"]),
        (switch.NOTICE_OUT_OF_ORDER, ["24", "00"]),
    ],
)
def test_a_switch_spoils_the_notices(position, sent):
    switching.turn(switch.SWITCH, position)
    pay(order())

    told = [PlatformNotice.objects.get(pk=args["notice"]).params for args, _ in queued()]
    assert [params["vnp_ResponseCode"] for params in told] == sent
    assert all(params["vnp_SecureHash"] == signing.of_query(params, SECRET) for params in told)


def test_a_late_notice_is_planned_for_later():
    switching.turn(switch.SWITCH, switch.NOTICE_LATE)
    pay(order())
    ((_, at),) = queued()
    assert at - timezone.now() > timedelta(seconds=50)


# Questions of merchants' programs.

QUESTION = ("RequestId", "Version", "Command", "TmnCode", "TxnRef", "TransactionDate")
QUESTION += ("CreateDate", "IpAddr", "OrderInfo")
REFUND = ("RequestId", "Version", "Command", "TmnCode", "TransactionType", "TxnRef", "Amount")
REFUND += ("TransactionNo", "TransactionDate", "CreateBy", "CreateDate", "IpAddr", "OrderInfo")


@pytest.fixture
def paid():
    pay(order())
    return PlatformPayment.objects.get()


def ask(payment, names=QUESTION, *, secret=SECRET, **changed):
    fields = {
        "RequestId": f"r{timezone.now().timestamp()}",
        "Version": "2.1.0",
        "Command": "querydr" if names is QUESTION else "refund",
        "TmnCode": "MOTCUA01",
        "TransactionType": "02",
        "TxnRef": payment.reference,
        "Amount": str(payment.amount),
        "TransactionNo": payment.number,
        "TransactionDate": payment.created,
        "CreateBy": "motcua",
        "CreateDate": signing.stamp(timezone.now()),
        "IpAddr": "127.0.0.1",
        "OrderInfo": "x",
    } | changed
    text = "|".join(fields[name] for name in names)
    digest = hmac.digest(secret.encode(), text.encode(), "sha512").hex()
    body = {f"vnp_{name}": fields[name] for name in names} | {"vnp_SecureHash": digest}
    return Client().post(API, json.dumps(body), content_type="application/json").json()


def test_a_question_is_answered(paid):
    answer = ask(paid)

    assert (answer["vnp_ResponseCode"], answer["vnp_TransactionStatus"]) == ("00", "00")
    assert answer["vnp_Amount"] == "1600000"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"secret": "another"}, "97"),
        ({"TmnCode": "OTHER001"}, "02"),
        ({"Version": "2.0.0"}, "03"),
        ({"IpAddr": ""}, "03"),
        ({"TxnRef": "261122UNKNOWN000"}, "91"),
        ({"TransactionDate": "20200101000000"}, "91"),
    ],
)
def test_a_wrong_question_is_refused(paid, changed, code):
    assert ask(paid, **changed)["vnp_ResponseCode"] == code


def test_a_request_id_is_taken_once(paid):
    codes = [ask(paid, RequestId="one")["vnp_ResponseCode"] for _ in range(2)]
    assert codes == ["00", "94"]


@pytest.mark.parametrize("body", ["", "[]", "null", "7", "{}", '{"vnp_TmnCode": 7}', "\x00"])
def test_what_is_no_message_is_refused(body):
    answer = Client().post(API, body, content_type="application/json")
    assert answer.json()["vnp_ResponseCode"] == "02"


def test_money_goes_back_once_and_is_paid_out_a_little_later(paid, monkeypatch):
    first = ask(paid, REFUND)
    assert (first["vnp_ResponseCode"], first["vnp_TransactionStatus"]) == ("00", "05")
    assert ask(paid, REFUND)["vnp_ResponseCode"] == "95"
    assert PlatformRefund.objects.count() == 1

    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    answer = ask(paid)
    assert (answer["vnp_TransactionType"], answer["vnp_TransactionStatus"]) == ("02", "00")


@pytest.mark.parametrize(
    "changed",
    [{"Amount": "1600001"}, {"Amount": "1"}, {"TransactionType": "03"}, {"TransactionNo": "1"}],
)
def test_a_wrong_refund_is_refused(paid, changed):
    assert ask(paid, REFUND, **changed)["vnp_ResponseCode"] == "95"


def test_what_was_not_paid_does_not_go_back():
    pay(order(), "cancel")
    payment = PlatformPayment.objects.get()
    assert ask(payment, REFUND, TransactionNo="0")["vnp_ResponseCode"] == "95"


# The control page.


def test_the_switch_is_turned_on_its_page():
    Client().post(f"{CONTROL}cach-tra-loi/", {"position": switch.NOTICE_LOST})
    assert switch.position() == switch.NOTICE_LOST
    assert Client().post(f"{CONTROL}cach-tra-loi/", {"position": "x"}).status_code == 404


def test_a_payment_that_hangs_is_ended_on_the_page():
    pay(order(), "hang")
    payment = PlatformPayment.objects.get()
    assert "Ngân hàng nhận" in Client().get(CONTROL).content.decode()

    end = f"{CONTROL}{payment.pk}/ket-thuc/"
    assert Client().post(end, {"ending": "x"}).status_code == 404
    assert Client().post(end, {"ending": "paid"}).status_code == 302
    assert Client().post(end, {"ending": "failed"}).status_code == 404

    payment.refresh_from_db()
    assert payment.status == "paid"
    assert len(queued()) == 1


def test_the_books_are_on_the_page(paid):
    ask(paid, REFUND)
    page = Client().get(CONTROL).content.decode()

    assert paid.reference in page
    assert "đã hoàn tiền" in page
