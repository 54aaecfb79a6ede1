"""What people type, made storable: one spelling, nothing invisible, nothing endless.

Names are kept as they are written on the person's papers: unlike `motcua.kernel.text.normalise`
nothing here moves a tone mark.
"""

import re
import unicodedata
from typing import Final

LONGEST: Final = 20_000
"""Of one value that is looked at; the rest of a pasted book is cut off, and refused as too long."""

_PLAIN: Final = re.compile("[ -~\u00c0-\u024f\u1e00-\u1eff]*")
"""All of it visible and composed: most texts, so most need no second look."""

# Letters of other scripts that look like ours, and other makes of Latin ones: Greek and Coptic,
# Cyrillic, Armenian, Georgian, Cherokee, Roman numerals, Lisu, Latin ligatures, full width.
_LOOKALIKES: Final = (
    "\u0370-\u058f\u10a0-\u10ff\u13a0-\u13ff\u1c80-\u1cbf\u2100-\u218f\u24b6-\u24e9\u2d00-\u2d2f"
    "\ua4d0-\ua4ff\uab70-\uabbf\ufb00-\ufb06\uff10-\uff5a\U0001d400-\U0001d7ff"
)
_FOREIGN: Final = re.compile(f"[{_LOOKALIKES}]")
_MIXED: Final = re.compile(
    f"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][{_LOOKALIKES}]|[{_LOOKALIKES}][A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
)


def clean(text: str) -> str:
    """Return the text composed (NFC) and without what nobody sees; line ends as line feeds.

    Control characters but tab and line end, zero-width and direction marks, lone surrogates,
    private and unassigned characters go. At most `LONGEST` characters come back.
    """
    text = text[:LONGEST]
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(filter(_is_visible, text)))


def one_line(text: str) -> str:
    """Return a cleaned text on one line, words one space apart, none around."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """Return a cleaned text with its lines, without space at their ends and around the whole."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def has_foreign_letters(text: str) -> bool:
    """Return whether a letter only looks like one of ours."""
    return _FOREIGN.search(text) is not None


def has_mixed_words(text: str) -> bool:
    """Return whether a word of ours has a letter in it that only looks like one of ours."""
    return _MIXED.search(text) is not None


def shortened(text: str, *, most: int = 60) -> str:
    """Return the text, cut at a word where it is longer."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0]}…"


def _is_visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character)[0] != "C"
