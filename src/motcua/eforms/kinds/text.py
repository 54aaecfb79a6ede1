"""Words, addresses of e-mail, telephone numbers."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from motcua.eforms import errors, patterns, texts
from motcua.eforms.kinds.base import Kind, label, malformed, misfit
from motcua.eforms.source import Source
from motcua.eforms.types import (
    Answer,
    EmailField,
    PhoneField,
    Raw,
    TextField,
)
from motcua.kernel.messages import message as _

ONE_LINE: Final = 255
MANY_LINES: Final = 4_000
LONGEST: Final = 10_000
ROWS: Final = 4
MOST_ROWS: Final = 20

PATTERN_NOT_RUN: Final = _(
    "mẫu ký tự này không được dùng: chỉ gồm chữ, lớp ký tự và lặp đơn giản, không lặp cả nhóm"
)
TOO_LONG: Final = _("quá dài so với mức cho phép")


class Text(Kind[TextField]):
    """`textfield` and `textarea`."""

    field = TextField
    types = ("textfield", "textarea")
    properties = frozenset({"rows"})
    limits = frozenset({"minLength", "maxLength", "pattern"})

    def parse(self, source: Source, common: Mapping[str, Any], /) -> TextField:
        """Read limits and pattern."""
        limits = source.inside("validate")
        is_area = source.type == "textarea"
        pattern = limits.text("pattern")
        usual = MANY_LINES if is_area else patterns.LONGEST_TEXT if pattern else ONE_LINE
        most = limits.whole("maxLength", default=usual)
        if most > (patterns.LONGEST_TEXT if pattern else LONGEST):
            limits.refuse(TOO_LONG, "maxLength")
        if pattern and patterns.compiled(pattern) is None:
            limits.refuse(PATTERN_NOT_RUN, "pattern")
        return TextField(
            **common,
            lines=min(max(source.whole("rows", default=ROWS), 2), MOST_ROWS) if is_area else 1,
            min_length=limits.whole("minLength", default=0),
            max_length=most,
            pattern=pattern,
        )

    def understand(self, field: TextField, raw: Raw, /) -> Answer | None:
        """Return the text without needless space."""
        return _tidy(field, str(raw)) or None

    def check(self, field: TextField, answer: Answer, _today: date, /) -> None:
        """Refuse by length, letters and pattern."""
        if not isinstance(answer, str):
            raise malformed(field)
        name = label(field)
        if len(answer) > field.max_length:
            raise misfit(field, errors.TextTooLong(label=name, most=field.max_length))
        if _tidy(field, texts.clean(answer)) != answer:
            raise malformed(field)
        if len(answer) < field.min_length:
            raise misfit(field, errors.TextTooShort(label=name, least=field.min_length))
        is_foreign = texts.has_foreign_letters if field.lines == 1 else texts.has_mixed_words
        if is_foreign(answer):
            raise errors.ForeignLetters(label=name)
        pattern = patterns.compiled(field.pattern) if field.pattern else None
        if pattern and not pattern.fullmatch(answer):
            raise misfit(field, errors.TextDoesNotFit(label=name))


def _tidy(field: TextField, text: str) -> str:
    return texts.one_line(text) if field.lines == 1 else texts.lines(text)


class Email(Kind[EmailField]):
    """`email`. Shape as browsers check it, with a domain that has a dot.

    Source: HTML Living Standard, “valid e-mail address”; RFC 5321 §4.5.3.1 for the lengths.
    """

    field = EmailField
    types = ("email",)
    _SHAPE: Final = re.compile(
        r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
        r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}"
    )
    _LONGEST: Final = 254

    def check(self, field: EmailField, answer: Answer, _today: date, /) -> None:
        """Refuse what no mail could be sent to."""
        if not isinstance(answer, str):
            raise malformed(field)
        if len(answer) > self._LONGEST or not self._SHAPE.fullmatch(answer):
            raise misfit(field, errors.NotAnEmail(label=label(field)))


class Phone(Kind[PhoneField]):
    """`phoneNumber`. Vietnamese numbers begin with 0; others with + and the country's code.

    Source: Thông tư 22/2014/TT-BTTTT: 10 digits of a mobile, 10 or 11 of a fixed line; ITU-T E.164.
    """

    field = PhoneField
    types = ("phoneNumber",)
    _TYPED: Final = re.compile(r"[+(]?[0-9][0-9 .()-]{6,24}")
    _KEPT: Final = re.compile(r"0[235789][0-9]{8}|02[0-9]{9}|[+](?!84)[1-9][0-9]{7,14}")

    def understand(self, field: PhoneField, raw: Raw, /) -> Answer | None:
        """Return the digits, +84 as 0."""
        typed = texts.one_line(str(raw))
        if not typed:
            return None
        if not self._TYPED.fullmatch(typed):
            raise misfit(field, errors.NotAPhoneNumber(label=label(field)))
        digits = re.sub(r"[ .()-]", "", typed)
        return f"0{digits[3:]}" if digits.startswith("+84") else digits

    def check(self, field: PhoneField, answer: Answer, _today: date, /) -> None:
        """Refuse what could not be called."""
        if not isinstance(answer, str):
            raise malformed(field)
        if not self._KEPT.fullmatch(answer):
            raise misfit(field, errors.NotAPhoneNumber(label=label(field)))
