"""How a notice is worded, to whom it can go, when it is tried again. Pure."""

import re
import string
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from motcua.kernel.errors import Translate
from motcua.notifications.texts import CLOSING, GREETING, TEXTS
from motcua.notifications.types import Channel

SMS_LENGTH: Final = 160
GSM7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Characters that take one place in an SMS (3GPP TS 23.038 §6.2.1)."""

WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=8),
)
"""After each try in vain; after the last one, a day later, we give up."""

_MOBILE: Final = re.compile(r"(?:\+?84|0)(?P<number>[35789][0-9]{8})")
_EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}"
)
_UNSAID: Final = re.compile(r"[\s.\-()]")
_SEVERAL_BLANKS: Final = re.compile(r"\s+")


def address(channel: Channel, to: str) -> str | None:
    """Return an address in its one spelling, or None: nothing can be sent there."""
    if channel is Channel.SMS:
        found = _MOBILE.fullmatch(_UNSAID.sub("", to))
        return f"+84{found['number']}" if found else None
    written = to.strip().lower()
    return written if _EMAIL.fullmatch(written) else None


def refuse_unknown_text(template: str, values: Mapping[str, str]) -> None:
    """Complain of a text that does not exist, or of fields that it needs and did not get.

    Raises:
        ValueError: The caller is wrong; a test should have found it.
    """
    if template not in TEXTS:
        message = f"there is no notice “{template}”"
        raise ValueError(message)
    missing = fields(template) - values.keys()
    if missing:
        message = f"the notice “{template}” needs {', '.join(sorted(missing))}"
        raise ValueError(message)


def fields(template: str) -> set[str]:
    """Return the names of all values that a notice needs, on whichever channel."""
    said = TEXTS[template]
    texts = (said.subject, said.body, said.sms, GREETING, CLOSING)
    parsed = (field for text in texts for field in string.Formatter().parse(text))
    return {name for _, name, _, _ in parsed if name is not None}


def email(template: str, values: Mapping[str, str], translate: Translate) -> tuple[str, str]:
    """Return subject and body of an e-mail."""
    said = TEXTS[template]
    subject = translate(said.subject).format_map(values)
    parts = (GREETING, said.body, CLOSING)
    body = "\n\n".join(translate(part).format_map(values) for part in parts)
    # A line break in a value must not become a header of the mail.
    return _SEVERAL_BLANKS.sub(" ", subject).strip(), body


def sms(template: str, values: Mapping[str, str], translate: Translate) -> str:
    """Return the text of an SMS: what does not fit into one message is cut."""
    text = without_marks(translate(TEXTS[template].sms).format_map(values))
    if len(text) <= SMS_LENGTH:
        return text
    return f"{text[: SMS_LENGTH - 3].rstrip()}..."


def without_marks(text: str) -> str:
    """Return a text in the characters of an SMS; Vietnamese letters lose their marks, not case."""
    bare = text.replace("đ", "d").replace("Đ", "D").replace("“", '"').replace("”", '"')
    letters = unicodedata.normalize("NFKD", bare)
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return "".join(letter if letter in GSM7 else "?" for letter in kept)


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries in vain, from 1; None: give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None
