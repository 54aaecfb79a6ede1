"""The codes of VietQR: the vectors of public code, and everything that can be written is read."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.payments import vietqr
from motcua.payments.vietqr import Transfer

STATIC = (
    "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304"
)
DYNAMIC = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang6304"
)
PRINTABLE = st.text(string.ascii_letters + string.digits + " .-", max_size=25)
TRANSFERS = st.builds(
    Transfer,
    bank=st.text(string.digits, min_size=6, max_size=6),
    account=st.text(string.ascii_letters + string.digits, min_size=1, max_size=19),
    amount=st.none() | st.integers(1, vietqr.MOST_AMOUNT),
    bill=PRINTABLE,
    purpose=PRINTABLE,
    to=st.sampled_from([vietqr.TO_ACCOUNT, vietqr.TO_CARD]),
)


@pytest.mark.parametrize(
    ("text", "check"),
    [("123456789", "29B1"), (STATIC, "F4E5"), (DYNAMIC, "2E2E")],
)
def test_the_checksum_is_that_of_the_vectors(text, check):
    assert vietqr.crc(text) == check


def test_a_static_code_is_that_of_the_vector():
    transfer = Transfer(bank="970403", account="001101234567", amount=None)
    written = vietqr.encode(transfer)
    assert vietqr.decode(written) == transfer
    assert written.startswith("00020101021138")


def test_what_we_write_for_a_payment_is_the_vector_of_a_payment():
    transfer = Transfer(
        bank="970403",
        account="0011012345678",
        amount=180000,
        bill="NPS6869",
        purpose="thanh toan don hang",
    )
    assert vietqr.encode(transfer) == DYNAMIC + "2E2E"
    assert vietqr.decode(DYNAMIC + "2E2E") == transfer


@given(TRANSFERS)
def test_everything_that_is_written_is_read_again(transfer):
    assert vietqr.decode(vietqr.encode(transfer)) == transfer


@given(TRANSFERS, st.data())
def test_one_changed_byte_is_always_caught(transfer, data):
    text = vietqr.encode(transfer)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda one: one != text[at]))
    with pytest.raises(ValueError, match="VietQR"):
        vietqr.decode(text[:at] + other + text[at + 1 :])


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(ValueError, match="VietQR"):
        vietqr.decode(text + vietqr.crc(text) if text.isascii() else text)


def sealed(text):
    return text + vietqr.crc(text)


@pytest.mark.parametrize(
    "text",
    [
        sealed(DYNAMIC.replace("5303704", "", 1)),
        sealed(DYNAMIC.replace("5802VN", "", 1).replace("6304", "5802VN6304")),
        sealed(DYNAMIC.replace("54061800005802VN", "5406-180005802VN")),
        sealed(DYNAMIC.replace("54061800005802VN", "54060180005802VN")),
        sealed(DYNAMIC.replace("0819thanh", "0818thanh")),
        sealed("6304"),
        DYNAMIC + "2e2e",
    ],
    ids=["no currency", "order", "negative", "leading nought", "length", "nothing", "lower case"],
)
def test_a_wrong_code_with_a_right_checksum_is_refused(text):
    with pytest.raises(ValueError, match="VietQR"):
        vietqr.decode(text)


@pytest.mark.parametrize(
    "part",
    [
        {"bank": "97040"},
        {"account": "1" * 20},
        {"amount": 0},
        {"amount": vietqr.MOST_AMOUNT + 1},
        {"bill": "x" * 26},
        {"purpose": "lệ phí"},
        {"to": "elsewhere"},
    ],
    ids=lambda part: next(iter(part)),
)
def test_what_no_code_can_hold_is_refused(part):
    with pytest.raises(ValueError, match="VietQR"):
        Transfer(**{"bank": "970403", "account": "1", **part})
