"""Our adapter and the stand-in speak as the golden files do, each tested by itself."""

import hashlib
import hmac
import json
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest

from motcua.conf.environment import Connection
from motcua.kernel import ids
from motcua.net import remote
from motcua.payments.adapters.vnpay import Vnpay
from motcua.payments.types import Order, Outcome, Placed, RefundOutcome
from motcua.sandbox.payment import actions as platform
from motcua.sandbox.payment import merchants, orders, questions
from motcua.sandbox.payment.models import PlatformPayment

GOLDEN = Path(__file__).parent / "golden"
SECRET = "golden-secret"  # noqa: S105 signs nothing but these files
BASE = "http://127.0.0.1:8002/thanh-toan"
GMT7 = timezone(timedelta(hours=7))
CREATED = datetime(2026, 11, 22, 13, 5, 9, tzinfo=GMT7)
PAID = datetime(2026, 11, 22, 13, 7, 41, tzinfo=GMT7)
PLACED = Placed(
    reference="261122K7Q2M9XD4T", amount=16000, created_at=CREATED, transaction="14260817"
)


REFUND_REPLY = (
    "ResponseId",
    "Command",
    "ResponseCode",
    "Message",
    "TmnCode",
    "TxnRef",
    "Amount",
    "BankCode",
    "PayDate",
    "TransactionNo",
    "TransactionType",
    "TransactionStatus",
    "OrderInfo",
)
QUERY_REPLY = (*REFUND_REPLY, "PromotionCode", "PromotionAmount")


def query_of(name):
    return (GOLDEN / f"{name}.query").read_text().strip()


def message_of(name):
    return json.loads((GOLDEN / f"{name}.json").read_text())


@pytest.fixture
def adapter():
    return Vnpay(base_url=BASE, merchant="MOTCUA01", secret=SECRET)


@pytest.fixture
def asked(monkeypatch):
    """Answer the adapter from a golden file; remember what it asked."""
    messages = []

    def by(name):
        def answer(request):
            messages.append((str(request.url), json.loads(request.content)))
            return httpx.Response(200, json=message_of(name)["message"])

        return remote.mounted(BASE, httpx.MockTransport(answer))

    by.messages = messages
    return by


@pytest.fixture
def stand_in(db, settings):
    """The stand-in as the merchant of the golden files knows it, one payment in its books."""
    settings.MOTCUA_CONNECTIONS = {
        "payment": Connection(url=BASE, client="MOTCUA01", secret=SECRET)
    }
    return PlatformPayment.objects.create(
        merchant="MOTCUA01",
        reference="261122K7Q2M9XD4T",
        amount=1600000,
        order_info="Phi le phi ho so H47.11.1-261122-0001",
        created="20261122130509",
        expires_at=CREATED + timedelta(minutes=15),
        return_url="http://127.0.0.1:8000/",
        order_sha256=b"",
        status="paid",
        response_code="00",
        bank="NCB",
        number="14260817",
        decided_at=PAID,
    )


@pytest.mark.parametrize("file", sorted(GOLDEN.iterdir()), ids=lambda file: file.name)
def test_the_files_are_signed_as_openssl_signs(file):
    if file.suffix == ".md":
        return
    if file.suffix == ".json":
        content = json.loads(file.read_text())
        text, signature = content["signed"], content["message"]["vnp_SecureHash"]
    else:
        text, _, signature = file.read_text().strip().rpartition("&vnp_SecureHash=")

    assert hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest() == signature
    if openssl := shutil.which("openssl"):
        told = subprocess.run(
            [openssl, "dgst", "-sha512", "-hmac", SECRET],
            input=text.encode(),
            capture_output=True,
            check=True,
        )
        assert told.stdout.decode().strip().endswith(signature)


def test_we_send_payers_off_with_the_golden_address(adapter):
    url = adapter.begin(
        Order(
            reference="261122K7Q2M9XD4T",
            amount=16000,
            description="Phí, lệ phí hồ sơ H47.11.1-261122-0001",
            created_at=CREATED,
            expires_at=CREATED + timedelta(minutes=15),
            return_url="http://127.0.0.1:8000/ho-so/1/?x=1",
            client_ip="203.0.113.7",
            language="vi",
        )
    )

    assert url == f"{BASE}/paymentv2/vpcpay.html?{query_of('pay')}"


def test_the_stand_in_takes_the_golden_address(stand_in):
    order = orders.read(query_of("pay"))

    assert (order.reference, order.amount) == ("261122K7Q2M9XD4T", 1600000)
    assert order.return_url == "http://127.0.0.1:8000/ho-so/1/?x=1"
    assert order.expires_at == CREATED + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("notice_paid", Outcome.PAID), ("notice_cancelled", Outcome.FAILED)],
)
def test_we_read_the_golden_notices(adapter, name, outcome):
    read = adapter.read_notice(tuple(parse_qsl(query_of(name))))

    assert read.genuine
    assert read.ours
    assert (read.reference, read.amount, read.outcome) == ("261122K7Q2M9XD4T", 16000, outcome)


def test_the_stand_in_tells_as_the_golden_notices(stand_in):
    merchant = merchants.find("MOTCUA01")
    assert platform.result(stand_in, merchant) == dict(parse_qsl(query_of("notice_paid")))

    stand_in.status, stand_in.response_code, stand_in.number = "failed", "24", ""
    assert platform.result(stand_in, merchant) == dict(parse_qsl(query_of("notice_cancelled")))


def test_we_ask_as_the_golden_question_and_read_the_golden_answer(adapter, asked, monkeypatch):
    from uuid import UUID

    monkeypatch.setattr(ids, "new_id", lambda: UUID("0193a1b2c3d4e5f60718293a4b5c6d7e"))
    at = datetime(2026, 11, 22, 13, 8, 0, tzinfo=GMT7)
    with asked("query_reply_paid"):
        found = adapter.find_payment(PLACED, at=at)

    assert asked.messages == [
        (f"{BASE}/merchant_webapi/api/transaction", message_of("query")["message"])
    ]
    assert (found.outcome, found.amount, found.transaction) == (Outcome.PAID, 16000, "14260817")
    assert found.paid_at == PAID


def test_we_understand_that_the_platform_does_not_know_an_order(adapter, asked):
    with asked("query_reply_not_found"):
        assert adapter.find_payment(PLACED, at=PAID).outcome is Outcome.NOT_FOUND


def test_we_ask_for_money_back_as_the_golden_message(adapter, asked):
    at = datetime(2026, 11, 23, 8, 1, 2, tzinfo=GMT7)
    with asked("refund_reply_accepted"):
        found = adapter.refund(PLACED, key="261123B0A1C2D3E4", reason="từ chối.02", at=at)

    assert asked.messages[0][1] == message_of("refund")["message"]
    assert found.outcome is RefundOutcome.UNDER_WAY


def without_chance(answer):
    """What the platform draws by lot, and the signature over it, differ each time."""
    drawn = {"vnp_ResponseId", "vnp_TransactionNo", "vnp_SecureHash", "vnp_PayDate"}
    return {name: value for name, value in answer.items() if name not in drawn and value}


@pytest.mark.parametrize(
    ("question", "reply"),
    [("query", "query_reply_paid"), ("refund", "refund_reply_accepted")],
)
def test_the_stand_in_understands_and_answers_as_the_files(stand_in, question, reply):
    answer = questions.answer(message_of(question)["message"], at=PAID)

    assert without_chance(answer) == without_chance(message_of(reply)["message"])


def test_the_stand_in_does_not_know_other_orders(stand_in):
    PlatformPayment.objects.all().delete()
    answer = questions.answer(message_of("query")["message"], at=PAID)

    assert without_chance(answer) == without_chance(message_of("query_reply_not_found")["message"])


@pytest.mark.parametrize("name", ["query_reply_paid", "refund_reply_accepted"])
@pytest.mark.parametrize("change", ["drop", "empty", "null", "upper", "flip", "amount"])
def test_an_answer_is_believed_only_with_its_signature(adapter, name, change):
    message = dict(message_of(name)["message"])
    signature = message["vnp_SecureHash"]
    changed = {
        "drop": None,
        "empty": {"vnp_SecureHash": ""},
        "null": {"vnp_SecureHash": None},
        "upper": {"vnp_SecureHash": signature.upper()},
        "flip": {"vnp_SecureHash": signature[:-1] + ("0" if signature[-1] != "0" else "1")},
        "amount": {"vnp_Amount": "1600100"},
    }[change]
    if changed is None:
        del message["vnp_SecureHash"]
    else:
        message |= changed

    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=message))
    with remote.mounted(BASE, transport):
        if change == "upper":
            ask(adapter, name)
            return
        with pytest.raises(remote.errors.RemoteAnswerNotUnderstood):
            ask(adapter, name)


def ask(adapter, name):
    if name.startswith("refund"):
        return adapter.refund(PLACED, key="261123B0A1C2D3E4", reason="x", at=PAID)
    return adapter.find_payment(PLACED, at=PAID)


def resigned(name, **changed):
    """The golden answer with other values, signed rightly: only its content is wrong."""
    message = dict(message_of(name)["message"]) | changed
    order = QUERY_REPLY if name.startswith("query") else REFUND_REPLY
    text = "|".join(message.get(f"vnp_{field}", "") for field in order)
    message["vnp_SecureHash"] = hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()
    return remote.mounted(BASE, httpx.MockTransport(lambda _: httpx.Response(200, json=message)))


@pytest.mark.parametrize(
    "changed",
    [
        {"vnp_TxnRef": "261122ZZZZZZZZZZ"},
        {"vnp_TxnRef": ""},
        {"vnp_TmnCode": "OTHER001"},
        {"vnp_Command": "refund"},
        {"vnp_ResponseCode": "99"},
        {"vnp_ResponseCode": "97"},
        {"vnp_ResponseCode": "94"},
    ],
)
def test_an_answer_about_something_else_is_no_answer(adapter, changed):
    with (
        resigned("query_reply_paid", **changed),
        pytest.raises(remote.errors.RemoteAnswerNotUnderstood),
    ):
        adapter.find_payment(PLACED, at=PAID)


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        ("01", "00", Outcome.PAID),
        ("01", "01", Outcome.PENDING),
        ("01", "02", Outcome.FAILED),
        ("01", "04", Outcome.UNKNOWN),
        ("01", "05", Outcome.UNKNOWN),
        ("01", "07", Outcome.UNKNOWN),
        ("01", "09", Outcome.UNKNOWN),
        ("01", "", Outcome.UNKNOWN),
        ("01", "77", Outcome.UNKNOWN),
        ("02", "00", Outcome.UNKNOWN),
        ("", "00", Outcome.UNKNOWN),
    ],
)
def test_paid_means_a_payment_whose_status_is_00(adapter, kind, status, outcome):
    with resigned("query_reply_paid", vnp_TransactionType=kind, vnp_TransactionStatus=status):
        assert adapter.find_payment(PLACED, at=PAID).outcome is outcome


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        ("01", "00", RefundOutcome.ABSENT),
        ("01", "05", RefundOutcome.UNDER_WAY),
        ("01", "09", RefundOutcome.REFUSED),
        ("01", "04", RefundOutcome.UNKNOWN),
        ("02", "00", RefundOutcome.DONE),
        ("02", "05", RefundOutcome.UNDER_WAY),
        ("02", "06", RefundOutcome.UNDER_WAY),
        ("02", "09", RefundOutcome.REFUSED),
        ("02", "77", RefundOutcome.UNKNOWN),
        ("03", "00", RefundOutcome.DONE),
    ],
)
def test_what_became_of_a_refund(adapter, kind, status, outcome):
    with resigned("query_reply_paid", vnp_TransactionType=kind, vnp_TransactionStatus=status):
        assert adapter.find_refund(PLACED, at=PAID).outcome is outcome


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("95", RefundOutcome.REFUSED),
        ("94", RefundOutcome.UNKNOWN),
        ("91", RefundOutcome.UNKNOWN),
        ("97", RefundOutcome.UNKNOWN),
        ("99", RefundOutcome.UNKNOWN),
    ],
)
def test_only_a_plain_no_means_that_a_refund_was_refused(adapter, code, outcome):
    with resigned("refund_reply_accepted", vnp_ResponseCode=code):
        found = adapter.refund(PLACED, key="261123B0A1C2D3E4", reason="x", at=PAID)
    assert found.outcome is outcome
