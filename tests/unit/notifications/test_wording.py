"""An SMS never says a number of an identity card, a link or a secret, whatever its values bring."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.notifications import wording
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import Channel, Group, Words
from tests.unit.notifications.test_rules import VALUES, as_written, sms

digits = st.text("0123456789", min_size=1)
id_numbers = st.builds(
    lambda number, blank: blank.join(number[at : at + 3] for at in range(0, len(number), 3)),
    st.sampled_from([9, 12]).flatmap(
        lambda size: st.text("0123456789", min_size=size, max_size=size)
    ),
    st.sampled_from(["", " "]),
)
around = st.text("abcdxyz ()!?", max_size=12)
fields = st.sampled_from(sorted(VALUES))
templates = st.sampled_from(sorted(TEXTS))


@given(templates, fields, id_numbers, around, around)
@example("help_files", "service", "001099012345", "cho ", " va")
def test_no_number_of_an_identity_card_leaves_in_an_sms(template, field, number, before, after):
    value = f"{before} {number} {after}"
    text = sms(template, VALUES | {field: value})
    assert number not in text
    assert number.replace(" ", "") not in text.replace(" ", "")


@given(templates, fields, st.from_regex(r"[0-9]{3} ?[0-9]{3}", fullmatch=True), around)
def test_a_one_time_code_leaves_only_in_the_notices_that_carry_one(template, field, code, before):
    text = sms(template, VALUES | {field: f"{before} {code}"})
    carries = TEXTS[template].group is Group.CODE
    assert carries or not re.search(rf"(?<![0-9-]){code}(?![0-9])", text)


@pytest.mark.parametrize("template", [name for name in TEXTS if TEXTS[name].group is Group.CODE])
def test_the_code_that_she_asked_for_is_in_it(template):
    assert sms(template, VALUES | {"code": "123 456"}).startswith("123 456 la ma")


@given(
    templates,
    fields,
    st.sampled_from(
        ["https://xau.example/a", "http://1.2.3.4", "www.xau.vn", "xau-that.com/x", "bit.vn"]
    ),
)
def test_no_link_leaves_in_an_sms(template, field, link):
    text = sms(template, VALUES | {field: f"xem {link} ngay"})
    assert link not in text
    assert "http" not in text


@pytest.mark.parametrize(
    "said",
    [
        "Ho so 000.00.40.H47-211018-00001 da co ket qua.",
        "Da nhan 1.234.567.890 dong",
        "Da nhan 123.456.789 dong",
        "Hen tra 17:00 ngay 20/10/2021.",
        "Ma buu gui EB123456785VN.",
        "Phan anh PAKN-211018-00001",
    ],
)
def test_codes_of_dossiers_amounts_and_dates_stay(said):
    assert wording.harmless(said, group=Group.LEGAL) == said


def test_an_administrators_text_is_held_to_the_same():
    words = Words(subject="", body="Bạn tên {name}, xem https://xau.example, số 001099012345")
    _, text = wording.worded("fee_paid", Channel.SMS, VALUES, as_written, words)
    assert text.endswith("xem *** so ***")


@pytest.mark.parametrize(
    ("text", "alphabet", "parts"),
    [
        ("a" * 160, "GSM-7", 1),
        ("a" * 161, "GSM-7", 2),
        ("a" * 306, "GSM-7", 2),
        ("a" * 307, "GSM-7", 3),
        ("ạ" * 70, "UCS-2", 1),
        ("ạ" * 71, "UCS-2", 2),
        ("ạ" * 134, "UCS-2", 2),
        ("ạ" * 135, "UCS-2", 3),
    ],
)
def test_what_an_sms_takes_is_counted_as_operators_count_it(text, alphabet, parts):
    assert (wording.size(text).alphabet, wording.size(text).parts) == (alphabet, parts)
