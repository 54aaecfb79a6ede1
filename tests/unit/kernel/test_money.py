import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import money

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 1000, "triệu": 1_000_000, "tỷ": 1_000_000_000}


def heard(words):
    """Read an amount aloud backwards: from its words to the number."""
    total = group = digit = 0
    for word in words.lower().removesuffix(" đồng").split():
        if word in DIGITS:
            digit = DIGITS[word]
            group += digit
        elif word == "mười":
            group += 10
        elif word in {"mươi", "trăm"}:
            group += digit * ((10 if word == "mươi" else 100) - 1)
        elif word in SCALES:
            total, group = total + group * SCALES[word], 0
        else:
            assert word == "linh", word
    return total + group


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (14, "Mười bốn đồng"),
        (21, "Hai mươi mốt đồng"),
        (8_000, "Tám nghìn đồng"),
        (24_000, "Hai mươi tư nghìn đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (2_000_000_010, "Hai tỷ không trăm mười đồng"),
        (111_111, "Một trăm mười một nghìn một trăm mười một đồng"),
    ],
)
def test_amounts_are_written_out_as_receipts_have_them(amount, words):
    assert money.in_words(amount) == words


@given(st.integers(0, money.MOST_SAID))
def test_who_hears_an_amount_knows_it_again(amount):
    assert heard(money.in_words(amount)) == amount


@pytest.mark.parametrize("amount", [-1, money.MOST_SAID + 1])
def test_what_no_fee_is_as_high_as_is_not_written_out(amount):
    with pytest.raises(ValueError, match="not written out"):
        money.in_words(amount)
