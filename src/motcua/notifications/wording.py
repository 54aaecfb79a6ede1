"""How a notice is worded on each channel, and what an SMS never says. Pure."""

import re
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from motcua.kernel.errors import Translate
from motcua.notifications import errors
from motcua.notifications.texts import CLOSING, GREETING, TEXTS
from motcua.notifications.types import Channel, Group, Words

SMS_LENGTH: Final = 160
GSM7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Characters that take one place in an SMS (3GPP TS 23.038 §6.2.1)."""
HIDDEN: Final = "***"
UNSAID_IN_SMS: Final = frozenset({"name", "link"})
"""Fields that an SMS never has: it names no person, and links are how people are robbed."""

_GOOD_TO_KNOW: Final = frozenset({"service", "agency", "name"})
SAMPLES: Final = {
    "name": "Nguyễn Thị An",
    "agency": "Ủy ban nhân dân phường An Mỹ",
    "code": "000.00.40.H47-211018-00001",
    "service": "Cấp bản sao trích lục hộ tịch",
    "link": "https://dichvucong.vidu.example/ho-so/000.00.40.H47-211018-00001/",
    "amount": "1.234.567 đồng",
    "promised": "17:00 ngày 20/10/2021",
    "deadline": "17:00 ngày 20/10/2021",
    "reason": "Tờ khai thiếu chữ ký.",
    "level": "mức 3",
    "until": "17:00 ngày 23/10/2021",
    "closes_on": "01/11/2021",
    "parcel": "EB123456785VN",
    "what": "Bước “Thẩm định hồ sơ”",
}
"""Values as long as real ones, to see a text by before anybody gets it."""
_SEVERAL_BLANKS: Final = re.compile(r"\s+")
_LINK: Final = re.compile(
    r"(?i)\b(?:https?:/*|www\.)\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b\S*"
)
_BEFORE: Final = r"(?<![\w.,:/\-])"
_AFTER: Final = r"(?![\w:/\-]|[.,]\d)"
# Digits that stand alone, with or without blanks: no code of a dossier, amount, date or time.
_ID_NUMBER: Final = re.compile(rf"{_BEFORE}\d(?: ?\d){{8,}}{_AFTER}")
"""As long as one of an identity card, nine or twelve digits, or longer."""
_ONE_TIME_CODE: Final = re.compile(rf"{_BEFORE}\d{{3}} ?\d{{3}}{_AFTER}")
_LENGTHS: Final = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""Characters of an only message, and of each of several (3GPP TS 23.040 §9.2.3.24.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What an SMS takes.

    Attributes:
        alphabet: `GSM-7`, or `UCS-2` as soon as one letter has a mark that GSM does not know.
        length: Characters.
        parts: Messages that are paid for.
    """

    alphabet: str
    length: int
    parts: int


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
    return fields_in(said.subject, said.body, said.sms, GREETING, CLOSING)


def fields_in(*texts: str) -> set[str]:
    """Return the names of the fields in some texts.

    Raises:
        ValueError: A brace is not closed, or is closed without being opened.
    """
    parsed = (field for text in texts for field in string.Formatter().parse(text))
    return {name for _, name, _, _ in parsed if name is not None}


def needed(template: str, channel: Channel) -> set[str]:
    """Return the fields that a text of this channel must have: what its reader acts on."""
    said = ours(template, channel, lambda text: text)
    return fields_in(said.subject, said.body) - _GOOD_TO_KNOW


def allowed(template: str, channel: Channel) -> set[str]:
    """Return the fields that a text of this channel may have."""
    return fields(template) - (UNSAID_IN_SMS if channel is Channel.SMS else set())


def refuse_unfit(template: str, channel: Channel, words: Words) -> None:
    """Complain of a text that an administrator cannot set.

    Raises:
        WordingEmpty: It says nothing.
        WordingFieldUnknown: A field of it stands for nothing here.
        WordingFieldMissing: It lacks what its reader acts on.
        WordingNotForSms: It would lead somewhere, or carry a long number.
        WordingTooLong: It takes more than one SMS.
    """
    if not words.body.strip() or (channel is not Channel.SMS and not words.subject.strip()):
        raise errors.WordingEmpty
    found = _plain_fields(words)
    if strange := found - allowed(template, channel):
        raise errors.WordingFieldUnknown(fields=_listed(strange))
    if missing := needed(template, channel) - found:
        raise errors.WordingFieldMissing(fields=_listed(missing))
    if channel is not Channel.SMS:
        return
    text = without_marks(words.body.format_map(SAMPLES))
    if harmless(text, group=TEXTS[template].group) != text:
        raise errors.WordingNotForSms
    if len(text) > SMS_LENGTH:
        raise errors.WordingTooLong(length=len(text), most=SMS_LENGTH)


def _plain_fields(words: Words) -> set[str]:
    """Return the fields of a text that somebody typed: names alone, no formats."""
    try:
        parsed = [
            part
            for text in (words.subject, words.body)
            for part in string.Formatter().parse(text)
            if part[1] is not None
        ]
    except ValueError:
        raise errors.WordingFieldUnknown(fields="{ }") from None
    if shaped := {str(name) for _, name, spec, conversion in parsed if spec or conversion}:
        raise errors.WordingFieldUnknown(fields=_listed(shaped))
    return {str(name) for _, name, _, _ in parsed}


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def title(template: str, translate: Translate) -> str:
    """Return what a notice tells, without its values."""
    subject = translate(TEXTS[template].subject)
    return subject.format_map(dict.fromkeys(fields_in(subject), "…"))


def ours(template: str, channel: Channel, translate: Translate) -> Words:
    """Return our own text, in the language of `translate`."""
    said = TEXTS[template]
    if channel is Channel.SMS:
        return Words(subject="", body=translate(said.sms))
    return Words(subject=translate(said.subject), body=translate(said.body))


def worded(
    template: str,
    channel: Channel,
    values: Mapping[str, str],
    translate: Translate,
    words: Words | None = None,
) -> tuple[str, str]:
    """Return subject and text of a notice as they leave the house.

    Args:
        template: Name of a text in `texts.py`.
        channel: How it travels.
        values: Of all fields.
        translate: Into the reader's language.
        words: What an administrator set instead of ours.
    """
    words = words or ours(template, channel, translate)
    text = words.body.format_map(values)
    if channel is Channel.SMS:
        return "", _short(harmless(without_marks(text), group=TEXTS[template].group))
    # A line break in a value must not become a header of the mail.
    subject = _SEVERAL_BLANKS.sub(" ", words.subject.format_map(values)).strip()
    if channel is Channel.EMAIL:
        greeting, closing = (translate(each).format_map(values) for each in (GREETING, CLOSING))
        text = f"{greeting}\n\n{text}\n\n{closing}"
    return subject, text


def paragraphs(text: str, link: str) -> list[tuple[str, bool]]:
    """Return a text in paragraphs, each with whether it is there to be followed.

    Of one that ends in the link, what stands before it is returned: it says where it leads.
    """
    return [
        (each.replace(link, "").strip().rstrip(":"), True)
        if link and link in each
        else (each.strip(), False)
        for each in text.split("\n\n")
    ]


def harmless(text: str, *, group: Group) -> str:
    """Return an SMS without what it must never say, whatever its values brought.

    Numbers as long as one of an identity card and links are blotted out; a number as long as a
    one-time code too, but for the notices that carry one.
    """
    text = _ID_NUMBER.sub(HIDDEN, _LINK.sub(HIDDEN, text))
    return text if group is Group.CODE else _ONE_TIME_CODE.sub(HIDDEN, text)


def size(text: str) -> Size:
    """Return what an SMS takes if it goes out as it is written."""
    alphabet = "GSM-7" if set(text) <= GSM7 else "UCS-2"
    only, each = _LENGTHS[alphabet]
    parts = 1 if len(text) <= only else -(-len(text) // each)
    return Size(alphabet=alphabet, length=len(text), parts=parts)


def without_marks(text: str) -> str:
    """Return a text in the characters of an SMS; Vietnamese letters lose their marks, not case."""
    bare = text.replace("đ", "d").replace("Đ", "D").replace("“", '"').replace("”", '"')
    letters = unicodedata.normalize("NFKD", bare)
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return "".join(letter if letter in GSM7 else "?" for letter in kept)


def _short(text: str) -> str:
    """Return an SMS that fits into one message: what is too much is cut."""
    if len(text) <= SMS_LENGTH:
        return text
    return f"{text[: SMS_LENGTH - 3].rstrip()}..."
