import itertools
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import text

# In the order of the appendix to công văn 929/BTTTT-THH.
PROVINCES = """An Giang|Bà Rịa - Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|
Bình Dương|Bình Phước|Bình Thuận|Cà Mau|Cần Thơ|Cao Bằng|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|
Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|
Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định|Nghệ An|
Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|
Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thành phố Hồ Chí Minh|Thừa Thiên-Huế|
Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái""".replace("\n", "").split("|")

VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0309\u0303\u0301\u0323"
LETTERS = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in [*VOWELS, *"bcdđghklmnpqrstvx"]
    for tone in (["", *TONES] if letter in VOWELS else [""])
]
VIETNAMESE = st.text(st.sampled_from([*LETTERS, *map(str.upper, LETTERS), *" -.&7"]), max_size=24)
ANYTHING = st.text(max_size=24) | VIETNAMESE


def words(*lines):
    return " ".join(lines).split()


def shuffled(names):
    return random.Random(929).sample(names, len(names))  # noqa: S311 - any fixed order will do


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thừa Thiên - Huế", "Thừa Thiên-Huế"),
        ("Thừa Thiên – Huế", "Thua Thien Hue"),
        ("Khánh Hòa", "Khánh Hoà"),
        ("Đắk Lắk", "dak lak"),
        ("TP. Hồ Chí Minh", "TP Hồ  Chí Minh"),
        ("TP.Hồ Chí Minh", "tp ho chi minh"),
        ("KH & ĐT", "KH&ĐT"),
        ("HÀ NỘI", "Hà\u00a0Nội"),
        ("Hà N\u200bội", "Hà Nội"),
        ("ẤP", unicodedata.normalize("NFD", "ấp")),
    ],
)
def test_names_that_mean_the_same_fold_alike(one, other):
    assert text.fold(one) == text.fold(other)


def test_folding_gives_plain_words():
    assert text.fold("TP. Hồ Chí Minh") == "tp ho chi minh"
    assert text.fold("KH&ĐT") == "kh&dt"
    assert text.fold("  929/BTTTT-THH ") == "929 btttt thh"
    assert text.fold("...") == ""


@pytest.mark.parametrize(
    ("one", "other"), [("Hà Nam", "Hà Nội"), ("KH&ĐT", "KHĐT"), ("Hà Nam", "Hànam")]
)
def test_other_names_fold_apart(one, other):
    assert text.fold(one) != text.fold(other)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("hoà", "hòa"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("THANH HOÁ", "THANH HÓA"),
        ("thuý", "thúy"),
        ("thuỷ", "thủy"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("Nguỵ", "Ngụy"),
        ("tòan", "toàn"),
        ("hòang", "hoàng"),
        ("ngóai", "ngoái"),
        ("hùynh", "huỳnh"),
        ("khủyu", "khuỷu"),
        ("qúy", "quý"),
        ("qùa", "quà"),
        ("qúyêt", "quyết"),
    ],
)
def test_the_tone_mark_moves_to_its_official_place(written, stored):
    assert text.normalise(written) == stored
    assert text.normalise(unicodedata.normalize("NFD", written)) == stored


@pytest.mark.parametrize(
    "word",
    words(
        "toàn hoàn hoài xoáy quý quà quả quyển quốc nguyễn khuya thuở mùa của nghĩa già giữa muối",
        "hòa thúy khỏe loắt Zoë Gòal Bogotá résumé",
    ),
)
def test_other_words_keep_their_tone_marks_and_diacritics(word):
    assert text.normalise(word) == word


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("  Hà \t Nội\n", "Hà Nội"),
        ("Hà\u00a0Nội", "Hà Nội"),
        ("\ufeffHà N\u200bộ\u00adi", "Hà Nội"),
        ("Thừa Thiên - Huế", "Thừa Thiên - Huế"),
        ("Hà\x00 Nội", "Hà Nội"),
        ("e\u0301\u0302p", "ếp"),
    ],
)
def test_spaces_and_invisible_characters_are_tidied(written, stored):
    assert text.normalise(written) == stored


def test_dictionary_order_goes_by_syllable_then_letters_then_tone():
    in_order = [
        *("ba", "ba ba", "ba mươi", "bà", "bà con", "bả", "bã", "bá", "bạ"),
        *words("bác bạc bám bắc bâng ca da đa e ê no nô nơ nu nư"),
        *("Quận 2", "Quận 10", "Quận Ba Đình", "ta", "xa", "ya"),
    ]

    assert sorted(shuffled(in_order), key=text.sort_key) == in_order


def test_the_appendix_lists_provinces_without_regard_to_diacritics():
    assert len(PROVINCES) == 63
    assert sorted(shuffled(PROVINCES), key=text.list_key) == PROVINCES


def test_a_dictionary_would_list_the_provinces_otherwise():
    in_dictionary_order = sorted(PROVINCES, key=text.sort_key)

    assert in_dictionary_order[:7] == [
        "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
    ]  # fmt: skip
    assert in_dictionary_order.index("Lào Cai") < in_dictionary_order.index("Lâm Đồng")


def test_names_alike_without_diacritics_are_listed_as_in_a_dictionary():
    in_order = ["Bắc", "Bạc Liêu", "Bắc Liêu"]

    assert sorted(shuffled(in_order), key=text.list_key) == in_order


def test_zeros_before_a_number_do_not_count():
    assert text.sort_key("Quận 02") == text.sort_key("quận 2")
    assert text.sort_key("Tổ 0") < text.sort_key("Tổ 1")


def test_keys_can_be_stored_as_text():
    assert text.sort_key("Hà Nội") == "ha2no{i6"
    assert "\x00" not in text.list_key("Hà\x00 Nội")
    assert text.sort_key("") == ""


def test_byte_order_is_the_order_of_the_keys():
    keys = [text.sort_key(name) for name in [*PROVINCES, "𐐀 Zug", "中 Ω"]]

    assert sorted(keys) == sorted(keys, key=str.encode)


@given(ANYTHING)
def test_composed_and_decomposed_texts_are_the_same(anything):
    decomposed = unicodedata.normalize("NFD", anything)

    for function in (text.normalise, text.fold, text.sort_key, text.list_key):
        assert function(decomposed) == function(unicodedata.normalize("NFC", anything))


@given(ANYTHING)
def test_doing_it_twice_changes_nothing(anything):
    assert text.fold(text.fold(anything)) == text.fold(anything)
    assert text.normalise(text.normalise(anything)) == text.normalise(anything)


@given(VIETNAMESE)
def test_storing_a_name_loses_neither_its_match_nor_its_place(name):
    assert text.fold(text.normalise(name)) == text.fold(name)
    assert text.sort_key(text.normalise(name)) == text.sort_key(name)


@given(VIETNAMESE)
def test_case_does_not_count_for_order(name):
    assert text.sort_key(name.upper()) == text.sort_key(name.lower())


@given(st.sampled_from(LETTERS), VIETNAMESE, st.sampled_from(LETTERS))
def test_a_word_comes_before_all_that_it_begins(first, more, letter):
    for longer in (f"{first} {more}{letter}", f"{first}-{letter}"):
        assert text.sort_key(first) < text.sort_key(longer)


def test_every_letter_and_tone_has_its_own_place():
    syllables = [
        unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ["", *TONES]
    ]
    keys = [text.sort_key(syllable) for syllable in syllables]

    assert all(first < second for first, second in itertools.pairwise(keys))
