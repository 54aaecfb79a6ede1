"""Vietnamese texts: one spelling for storing, a folded one for matching, keys for sorting.

The same name comes composed (NFC) or decomposed (NFD), with the tone mark on either vowel (Hòa,
Hoà), with dashes and dots, or without any diacritic. The database is built without ICU, so order
comes from stored keys, compared byte by byte (collation C).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries, after ngang, the bare vowel."""

_QUALITIES: Final = "\u0302\u0306\u031b"
"""Circumflex, breve, horn: they make another letter (ê, ă, ơ), not another tone."""

_MARK: Final = re.compile(r"[\u0300-\u036f]")
_MARKS: Final = re.compile(r"[\u0300-\u036f]{2,}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOKEN: Final = re.compile(r"[0-9]{1,99}|[^\W0-9_]+")

# Pairs whose tone mark stands on the first vowel in the old spelling, on the second in the new one,
# and on the second in both when something follows: hòa or hoà, but always hoàn and ngoài.
_DISPUTED: Final = re.compile(
    r"(?P<onset>[^aeiouyăâêôơư]*)(?:oa|oe|uy)(?P<coda>|c|ch|m|n|ng|nh|p|t|i|o|u|y)"
)
_AFTER_Q: Final = re.compile(r"qu(?P<vowels>[aeioyăâêôơ]+)[^aeiouyăâêôơư]*")

# A letter with a quality sorts after every word of its plain letter: “{” and “|” follow “z”.
_LETTER_KEYS: Final = {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}


def normalise(text: str) -> str:
    """Return the one spelling that is stored: same text for the same Vietnamese words.

    Composed (NFC); tone marks where the official names have them, Hòa and Thúy, not Hoà and Thuý,
    but quý, toàn, huỳnh, where both spellings agree; no invisible characters; runs of white space
    as one space, none around. Case, diacritics and punctuation stay.

    Source: the spelling of names in công văn 929/BTTTT-THH (Hòa Bình, Khánh Hòa, Thanh Hóa).
    """
    return _WORD.sub(lambda word: _respelt(word[0]), " ".join(_composed(text).split()))


def fold(text: str) -> str:
    """Return what is compared when names are matched or searched; never shown.

    Without case, diacritics and punctuation, đ as d: “Thừa Thiên - Huế”, “Thừa Thiên-Huế” and
    “thua thien hue” fold alike. “&” is kept and drawn close: it tells “KH&ĐT” from “KH ĐT”.
    """
    compatible = unicodedata.normalize("NFKD", text).casefold()
    kept = map(_folded, unicodedata.normalize("NFKD", compatible))
    return re.sub(" ?& ?", "&", " ".join("".join(kept).split()))


def sort_key(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does, in a column of collation C.

    Syllable by syllable; in a syllable its letters first (a ă â b c d đ e ê … o ô ơ … u ư), then
    its tone (ngang, huyền, hỏi, ngã, sắc, nặng): ba < ba ba < bà < bã < bạ < bác < bắc < bâng.
    Numbers stand before letters and sort by size: Quận 2 < Quận 10. Case, punctuation and the place
    of the tone mark do not count; add the text itself where ties must be broken.

    The official list of provinces follows another order: see `list_key`.
    """
    return "".join(map(_token_key, _TOKEN.findall(_composed(text).casefold())))


def list_key(text: str) -> str:
    """Return a key that sorts as the State lists provinces, in a column of collation C.

    Without diacritics first, word by word, then as a dictionary: Bắc Kạn < Bạc Liêu < Bắc Ninh,
    where a dictionary has Bạc Liêu before all of Bắc.

    Source: the 63 rows of the appendix of công văn 929/BTTTT-THH. Its ministries follow neither
    order (Nội vụ, Nông nghiệp, Ngoại giao: “Ng” as a letter after “N”), so where the order of an
    official paper matters, keep its row numbers.
    """
    return f"{fold(text)}\t{sort_key(text)}"


def _composed(text: str) -> str:
    """Return NFC without invisible characters, marks typed in whatever order composed too."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text) and not _MARK.search(text):
        # Nearly every text that comes: a third of the time, and the country has 14,000 names.
        return text
    decomposed = unicodedata.normalize("NFD", "".join(filter(_is_visible, text)))
    ordered = _MARKS.sub(
        lambda marks: "".join(sorted(marks[0], key=lambda mark: mark not in _QUALITIES)), decomposed
    )
    return unicodedata.normalize("NFC", ordered)


@lru_cache(maxsize=1024)
def _is_visible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf"}


@lru_cache(maxsize=1024)
def _folded(character: str) -> str:
    if character == "đ":
        return "d"
    if character.isalnum() or character == "&":
        return character
    category = unicodedata.category(character)
    return "" if category.startswith("M") or category == "Cf" else " "


def _respelt(word: str) -> str:
    """Move the tone mark of one word to its place, if the word has one mark and a place for it."""
    letters = [_split(letter) for letter in word]
    marked = [place for place, (_, tone) in enumerate(letters) if tone]
    if len(marked) != 1:
        return word
    bases = [base for base, _ in letters]
    right_place = _tone_place("".join(bases).lower(), marked[0])
    tone = letters[marked[0]][1]
    bases[right_place] = unicodedata.normalize("NFC", bases[right_place] + tone)
    return "".join(bases)


def _tone_place(bare: str, place: int) -> int:
    """Return where the tone mark belongs in a lower-case word that has it at `place`."""
    if (after_q := _AFTER_Q.fullmatch(bare)) and place == 1:
        # “qu” is one consonant: qúa is quá, qúyên is quyến.
        vowels = after_q["vowels"]
        return 2 + next((at for at, vowel in enumerate(vowels) if vowel in "ăâêôơ"), 0)
    disputed = _DISPUTED.fullmatch(bare)
    if disputed is None or disputed["onset"] == "q":
        return place
    first = len(disputed["onset"])
    right_place = first + 1 if disputed["coda"] else first
    return right_place if place in (first, first + 1) else place


@lru_cache(maxsize=1024)
def _split(letter: str) -> tuple[str, str]:
    """Return the letter without its tone, and the mark of the tone or nothing."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return (unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else letter), tone


@lru_cache(maxsize=4096)
def _token_key(token: str) -> str:
    if token[0] in "0123456789":
        digits = token.lstrip("0")
        return f"0{len(digits):02d}{digits}"
    letters = [_split(letter) for letter in token]
    tone = next((tone for _, tone in letters if tone), "")
    # “1” to “6” sort below every letter, so a syllable ends before it goes on.
    return "".join(_letter_key(base) for base, _ in letters) + str(
        _TONES.find(tone) + 2 if tone else 1
    )


@lru_cache(maxsize=1024)
def _letter_key(base: str) -> str:
    return _LETTER_KEYS.get(base) or unicodedata.normalize("NFD", base)[0]
