"""The code on a citizen's card: what a scanner types is read, or refused by the name of a field."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.identity import cards
from motcua.identity.errors import CardGarbled, CardUnreadable
from motcua.identity.types import Card

TODAY = date(2021, 10, 20)
SCAN = (
    "049195000011|205123456|Nguyễn Thị An|18101995|Nữ|"
    "12 Hùng Vương, An Mỹ, Tam Kỳ, Quảng Nam|05042021"
)
names = st.lists(
    st.sampled_from(["Nguyễn", "Thị", "Đặng", "Ươm", "LÃ", "K'Brôi", "Y", "Jút"]), min_size=1
)
days = st.dates(date(1920, 1, 1), TODAY)
people = st.builds(
    Card,
    personal_id=st.builds("049{}{:08}".format, st.integers(0, 1), st.integers(0, 99_999_999)),
    old_id=st.one_of(st.just(""), st.from_regex(r"[0-9]{9}", fullmatch=True)),
    full_name=names.map(" ".join),
    birth_date=days,
    sex=st.sampled_from(["nam", "nu"]),
    residence=st.sampled_from(["Tổ 5, An Mỹ, Tam Kỳ, Quảng Nam", "Ia Krai, Ia Grai, Gia Lai"]),
    issued_on=st.just(TODAY),
)


def test_a_card_is_read():
    card = cards.decode(SCAN, today=TODAY)

    assert card.personal_id == "049195000011"
    assert card.old_id == "205123456"
    assert card.full_name == "Nguyễn Thị An"
    assert card.birth_date == date(1995, 10, 18)
    assert card.sex == "nu"
    assert card.residence == "12 Hùng Vương, An Mỹ, Tam Kỳ, Quảng Nam"
    assert card.issued_on == date(2021, 4, 5)


@given(people)
def test_what_is_written_is_read_again(card):
    assert cards.decode(cards.encode(card), today=TODAY) == card


@given(people, st.data())
def test_one_changed_separator_is_refused(card, data):
    scanned = cards.encode(card)
    bars = [at for at, sign in enumerate(scanned) if sign == "|"]
    at = data.draw(st.sampled_from(bars))
    instead = data.draw(st.sampled_from(["", ";", "/", "||", " "]))

    with pytest.raises(CardUnreadable):
        cards.decode(scanned[:at] + instead + scanned[at + 1 :], today=TODAY)


@given(st.text(max_size=700))
def test_whatever_is_scanned_is_read_or_refused(scanned):
    with suppress(CardUnreadable, CardGarbled):
        cards.decode(scanned, today=TODAY)


@pytest.mark.parametrize("around", ["{}\n", "{}\r\n", "\ufeff{}\t", "  {} \0"])
def test_what_scanners_put_around_is_no_part_of_it(around):
    assert cards.decode(around.format(SCAN), today=TODAY) == cards.decode(SCAN, today=TODAY)


def test_decomposed_letters_are_composed():
    import unicodedata

    decomposed = unicodedata.normalize("NFD", SCAN)
    assert cards.decode(decomposed, today=TODAY).full_name == "Nguyễn Thị An"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        (0, "04919500001"),
        (0, "205123456"),
        (0, "999195000011"),
        (1, "2051"),
        (2, ""),
        (3, "31021995"),
        (3, "18102031"),
        (3, "1995"),
        (4, ""),
        (5, ""),
        (6, "05042031"),
        (6, "05041990"),
    ],
)
def test_a_wrong_field_is_named(field, wrong):
    parts = SCAN.split("|")
    parts[field] = wrong

    with pytest.raises(CardUnreadable) as refused:
        cards.decode("|".join(parts), today=TODAY)

    assert refused.value.params["field"] == cards.FIELDS[field]


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        (2, "Nguyá»\u0085n Thá»‹ An"),
        (2, "Nguy?n Th? An"),
        (2, "Nguye64n Thi5 An"),
        (4, "Nuwx"),
        (4, "Ná»¯"),
        (5, "12 Hu?ng V??ng"),
    ],
)
def test_letters_that_a_scanner_lost_are_said_to_be_lost(field, lost):
    parts = SCAN.split("|")
    parts[field] = lost

    with pytest.raises(CardGarbled) as refused:
        cards.decode("|".join(parts), today=TODAY)

    assert refused.value.params["field"] == cards.FIELDS[field]
    assert "Unikey" in refused.value.text()


def test_a_name_without_any_mark_is_told_from_one_with():
    bare = SCAN.replace("Nguyễn Thị An", "Siu Hun")
    bare = bare.replace("12 Hùng Vương, An Mỹ, Tam Kỳ, Quảng Nam", "Ia Krai, Ia Grai, Gia Lai")

    assert cards.decode(bare, today=TODAY).is_bare
    assert not cards.decode(SCAN, today=TODAY).is_bare


def test_a_card_of_tomorrow_is_refused():
    issued = f"{TODAY + timedelta(days=1):%d%m%Y}"
    with pytest.raises(CardUnreadable):
        cards.decode(SCAN.replace("05042021", issued), today=TODAY)
