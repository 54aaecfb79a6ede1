"""Patterns that authors of forms may write: such that every text is answered at once.

A pattern comes from outside and meets texts from outside. Those that can take exponential time, or
say different things here and in a browser (look-around, back references), are refused when the form
is read, so that matching needs no watchdog.
"""

import re
from functools import lru_cache
from typing import Final

LONGEST_TEXT: Final = 255
"""Of a text with a pattern."""

_LONGEST: Final = 300
_MOST_WAYS: Final = 300_000
"""To divide a text among the parts of a pattern: two open repetitions and a little more."""

_ATOMS: Final = {"set", "escape", "other"}
_TOKEN: Final = re.compile(
    r"""
      (?P<set>\[\^?(?:\\.|[^\\\]])+\])
    | (?P<escape>\\[dDwWsStn.\-+*?()\[\]{}|^$/\\])
    | (?P<open>\((?:\?:)?)
    | (?P<close>\))
    | (?P<either>\|)
    | (?P<repeat>[*+?]|\{(?P<least>[0-9]{1,3})(?:(?P<range>,)(?P<most>[0-9]{0,3}))?\})
    | (?P<other>[^\\\[\](){}*+?|])
    """,
    re.VERBOSE,
)


_TWO_SENSES: Final = re.compile(r"\[|--|&&|~~|\|\|")


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str] | None:
    r"""Return the pattern ready to match, or None when it is not one that we run.

    `\d` and `\w` mean ASCII, as in a browser.
    """
    if len(pattern) > _LONGEST or not _is_simple(pattern):
        return None
    try:
        return re.compile(pattern, re.ASCII)
    except re.error:
        return None


def _is_simple(pattern: str) -> bool:
    """Return whether all is of the kinds above, no group repeats, and the ways to try are few."""
    ways, place, before = 1, 0, ""
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        # A bracket or a doubled sign in a set will mean another thing in Python, as it does already
        # in the newer patterns of browsers.
        if token is None or (token["set"] and _TWO_SENSES.search(token["set"], 1)):
            return False
        kind = token.lastgroup or ""
        if kind == "either":
            ways *= 2
        elif token["repeat"]:
            # “?” after a group only makes it optional; after a repetition it would make it lazy.
            if before in {"", "open", "either", "repeat"} or (
                before == "close" and token[0] != "?"
            ):
                return False
            kind = "repeat"
            ways *= _ways(token)
        place, before = token.end(), kind
    return ways <= _MOST_WAYS


def _ways(repeat: re.Match[str]) -> int:
    """Return how many counts the repetition may take."""
    if repeat[0] == "?":
        return 2
    if repeat["least"] is None or (repeat["range"] and not repeat["most"]):
        return LONGEST_TEXT
    if not repeat["range"]:
        return 1
    return max(int(repeat["most"]) - int(repeat["least"]) + 1, 1)
