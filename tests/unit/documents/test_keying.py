"""What an officer types of a paper is read by the fields of its kind."""

from datetime import date

import pytest

from motcua.documents.adapters.vault_kinds import kinds
from motcua.documents.queries import keying

BIRTH = kinds()["giay_khai_sinh"]
TYPED = {
    "number": "112/1995",
    "issuer": "Ủy ban nhân dân phường An Mỹ",
    "holder": "Nguyễn Thị An",
    "issued_on": "2/11/1995",
    "muc-ho_ten": "Nguyễn Thị An",
    "muc-ngay_sinh": "18/10/1995",
}


def test_days_are_kept_as_days_and_empty_fields_not_at_all():
    typed = keying.understood(BIRTH, TYPED)
    assert typed.errors == {}
    assert typed.days == {"issued_on": date(1995, 11, 2), "valid_until": None}
    assert typed.data == {"ho_ten": "Nguyễn Thị An", "ngay_sinh": "1995-10-18"}


@pytest.mark.parametrize(
    ("name", "written", "error"),
    [
        ("number", " ", keying.NEEDED),
        ("issued_on", "31/02/1995", keying.NO_DAY),
        ("muc-ngay_sinh", "năm 1995", keying.NO_DAY),
        ("holder", "A" * 301, keying.TOO_LONG),
        ("personal_id", "12345", keying.NO_NUMBER),
        ("valid_until", "01/11/1995", keying.ENDS_BEFORE),
    ],
)
def test_what_cannot_be_is_told_at_its_field(name, written, error):
    assert keying.understood(BIRTH, {**TYPED, name: written}).errors == {name: error}


def test_kinds_can_be_named_in_forms():
    from motcua.eforms.definitions import _PREFILL

    for kind in kinds().values():
        for field in kind.fields:
            assert _PREFILL.fullmatch(f"vault.{kind.key}.{field.key}")
