"""Numbers that the State gives to people and businesses."""

import re
from datetime import date
from typing import Final

from motcua.eforms import errors, texts
from motcua.eforms.kinds.base import Kind, label, malformed, misfit
from motcua.eforms.types import Answer, PersonalIdField, Raw, TaxCodeField
from motcua.kernel import personal_ids

_NEW_LENGTH: Final = 12


class PersonalId(Kind[PersonalIdField]):
    """`personalId`, our own.

    12 digits: place of birth registration, century and sex, year of birth, 6 by chance. Only
    codes of provinces, 001 to 096, are taken: those of countries are in a list that we do not have.

    Source: Nghị định 137/2015/NĐ-CP art. 13; Thông tư 07/2016/TT-BCA art. 7 and annex 1.
    """

    field = PersonalIdField
    types = ("personalId",)

    def understand(self, _field: PersonalIdField, raw: Raw, /) -> Answer | None:
        """Return the digits; people group them by spaces or dots."""
        return re.sub(r"(?<=[0-9])[ .](?=[0-9])", "", texts.one_line(str(raw))) or None

    def check(self, field: PersonalIdField, answer: Answer, today: date, /) -> None:
        """Refuse other shapes, and ids that cannot have been given out by today."""
        if not isinstance(answer, str):
            raise malformed(field)
        if not personal_ids.is_one(answer):
            raise misfit(field, errors.NotAPersonalId(label=label(field)))
        if len(answer) == _NEW_LENGTH and not personal_ids.is_possible(answer, today):
            raise misfit(field, errors.PersonalIdImpossible(label=label(field)))


class TaxCode(Kind[TaxCodeField]):
    """`taxCode`, our own: 10 digits, the last of which checks the others, and 3 of a branch.

    Since 2025-07-01 people, households and household businesses use their personal id.

    Source: Thông tư 105/2020/TT-BTC art. 5; Thông tư 86/2024/TT-BTC art. 5; the weights are those
    that public software of the tax authority uses, seen there and not in a legal text.
    """

    field = TaxCodeField
    types = ("taxCode",)
    _SHAPE: Final = re.compile(r"(?P<own>[0-9]{10})(?:-(?P<branch>[0-9]{3}))?|[0-9]{12}")
    _WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    _PERSONAL_SINCE: Final = date(2025, 7, 1)
    _WITH_BRANCH: Final = re.compile(r"([0-9]{10}) ?[-‐–]? ?([0-9]{3})")

    def understand(self, _field: TaxCodeField, raw: Raw, /) -> Answer | None:
        """Return the digits, a branch behind a hyphen."""
        typed = re.sub(r"(?<=[0-9])[ .](?=[0-9])", "", texts.one_line(str(raw)))
        return self._WITH_BRANCH.sub(r"\1-\2", typed) or None

    def check(self, field: TaxCodeField, answer: Answer, today: date, /) -> None:
        """Refuse other shapes, a wrong check digit, and personal ids before they were tax codes."""
        if not isinstance(answer, str):
            raise malformed(field)
        if not self._SHAPE.fullmatch(answer):
            raise misfit(field, errors.NotATaxCode(label=label(field)))
        if len(answer) == _NEW_LENGTH:
            if today < self._PERSONAL_SINCE:
                raise misfit(field, errors.NotATaxCode(label=label(field)))
            is_right = personal_ids.is_possible(answer, today)
        else:
            is_right = self._has_its_check_digit(answer)
        if not is_right:
            raise misfit(field, errors.TaxCodeImpossible(label=label(field)))

    def _has_its_check_digit(self, code: str) -> bool:
        weighed = sum(
            int(digit) * weight for digit, weight in zip(code, self._WEIGHTS, strict=False)
        )
        return 10 - weighed % 11 == int(code[len(self._WEIGHTS)])
