"""Signing and reading of VNPAY's messages, by properties."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.payments.adapters import vnpay_codec as codec
from motcua.payments.adapters.vnpay import Vnpay
from motcua.payments.types import Order, Outcome
from motcua.sandbox.payment import signing

SECRET = "a-secret"  # noqa: S105 signs nothing outside the tests
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.text("abcXYZ_019", min_size=1, max_size=10).map(lambda name: f"vnp_{name}")
params = st.dictionaries(names, texts, max_size=8)


def by_hand(fields, secret):
    """The recipe, written once more in the plainest way."""
    parts = []
    for name in sorted(fields):
        if name in {"vnp_SecureHash", "vnp_SecureHashType"} or fields[name] == "":
            continue
        parts.append(quote_plus(name) + "=" + quote_plus(fields[name]))
    return hmac.new(secret.encode(), "&".join(parts).encode(), hashlib.sha512).hexdigest()


@given(params)
def test_three_implementations_sign_alike(fields):
    ours = codec.sign(codec.query_text(fields), SECRET)

    assert ours == by_hand(fields, SECRET) == signing.of_query(fields, SECRET)


@given(params, st.data())
def test_one_changed_value_is_always_caught(fields, data):
    assume(any(fields.values()))
    signature = codec.sign(codec.query_text(fields), SECRET)
    name = data.draw(st.sampled_from([name for name in fields if fields[name]]))
    changed = fields | {name: data.draw(texts.filter(lambda text: text != fields[name]))}

    assert not codec.is_signed(codec.query_text(changed), signature, SECRET)


@given(params)
def test_another_secret_is_always_caught(fields):
    signature = codec.sign(codec.query_text(fields), SECRET)

    assert codec.is_signed(codec.query_text(fields), signature, SECRET)
    assert codec.is_signed(codec.query_text(fields), signature.upper(), SECRET)
    assert not codec.is_signed(codec.query_text(fields), signature, SECRET + "x")


@pytest.mark.parametrize("signature", [None, "", "0", "ă", "\ud800", 7, b"", ["a"], "x" * 10_000])
def test_what_is_no_signature_is_no_signature(signature):
    assert not codec.is_signed("text", signature, SECRET)


@given(st.integers(1_600_000_000, 4_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)))
def test_a_moment_comes_back_to_the_second(at):
    assert codec.read_moment(codec.moment(at)) == at
    assert codec.moment(at) == signing.stamp(at)


def test_one_in_the_morning_is_not_one_in_the_afternoon():
    night = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)

    assert codec.moment(night) == "20261122010000"
    assert codec.moment(night + timedelta(hours=12)) == "20261122130000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026112213050",
        "202611221305099",
        "20261332130509",
        "２０２６1122130509",
        None,
        20261122130509,
    ],
)
def test_what_is_no_moment_is_none(text):
    assert codec.read_moment(text) is None


@given(st.integers(0, 999_999_999_999))
def test_an_amount_comes_back(dong):
    assert codec.read_amount(codec.amount(dong)) == dong


@pytest.mark.parametrize(
    "text",
    ["", "-100", "+100", "1e3", "100.0", "1600001", "１００", " 100", "1" * 16, None, True, 1.0],
)
def test_what_is_no_whole_amount_is_none(text):
    assert codec.read_amount(text) is None


@given(texts, st.sampled_from(["vi", "en"]))
def test_whatever_a_fee_is_called_the_platform_reads_plain_ascii(description, language):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    order = Order(
        reference="261122K7Q2M9XD4T",
        amount=8000,
        description=description,
        created_at=at,
        expires_at=at + timedelta(minutes=15),
        return_url="http://127.0.0.1/về?x=đ",
        client_ip="203.0.113.7",
        language=language,
    )
    adapter = Vnpay(base_url="http://p.example", merchant="M", secret=SECRET)

    fields = dict(parse_qsl(adapter.begin(order).partition("?")[2]))

    assert fields.get("vnp_OrderInfo", "").isascii()
    assert fields["vnp_SecureHash"] == by_hand(fields, SECRET)


def notice(**changed):
    fields = {
        "vnp_Amount": "800000",
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": "M",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": "R1",
    } | {f"vnp_{name}": value for name, value in changed.items()}
    signed = fields | {"vnp_SecureHash": by_hand(fields, SECRET)}
    return Vnpay(base_url="", merchant="M", secret=SECRET).read_notice(tuple(signed.items()))


@pytest.mark.parametrize(
    ("response", "status", "outcome"),
    [
        ("00", "00", Outcome.PAID),
        ("24", "00", Outcome.UNKNOWN),
        ("07", "00", Outcome.UNKNOWN),
        ("00", "01", Outcome.PENDING),
        ("00", "02", Outcome.FAILED),
        ("24", "02", Outcome.FAILED),
        ("00", "04", Outcome.UNKNOWN),
        ("00", "", Outcome.UNKNOWN),
        ("", "00", Outcome.UNKNOWN),
    ],
)
def test_a_notice_claims_a_payment_by_both_codes(response, status, outcome):
    assert notice(ResponseCode=response, TransactionStatus=status).outcome is outcome


def test_the_secret_does_not_show():
    assert SECRET not in repr(Vnpay(base_url="", merchant="M", secret=SECRET))
