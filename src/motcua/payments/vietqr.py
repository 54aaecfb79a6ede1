"""VietQR: the text inside a transfer code, written and read; pure functions.

A code proves nothing: it only saves the payer the typing. What pays is a line of the statement.

Source: EMVCo merchant-presented mode as NAPAS uses it for transfers (vectors in public code);
CRC-16, polynomial 0x1021, start 0xFFFF, over everything up to and with `6304`.
"""

import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

GUID: Final = "A000000727"
TO_ACCOUNT: Final = "QRIBFTTA"
TO_CARD: Final = "QRIBFTTC"
DONG: Final = "704"
MOST_AMOUNT: Final = 9_999_999_999_999
"""Thirteen digits."""
_STATIC: Final = "11"
_DYNAMIC: Final = "12"
_CRC: Final = "6304"
_CRC_LENGTH: Final = 4
_LONGEST: Final = 99
_BANK: Final = re.compile(r"[0-9]{6}")
_ACCOUNT: Final = re.compile(r"[0-9A-Za-z]{1,19}")
_TEXT: Final = re.compile(r"[ -~]{0,25}")
_AMOUNT: Final = re.compile(r"[1-9][0-9]{0,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What a code asks a bank's app to do.

    Attributes:
        bank: BIN of the payee's bank, six digits.
        account: Or card number, as `to` says; at most 19 letters and digits.
        amount: In đồng; None leaves it to the payer, and makes the code static.
        bill: Bill number, at most 25 ASCII characters; may be empty.
        purpose: What the payer's bank prints on both statements, as `bill`.
        to: `TO_ACCOUNT` or `TO_CARD`.

    Raises:
        ValueError: A part is longer, or of other characters, than the format has.
    """

    bank: str
    account: str
    amount: int | None = None
    bill: str = ""
    purpose: str = ""
    to: str = TO_ACCOUNT

    def __post_init__(self) -> None:
        fits = (
            _BANK.fullmatch(self.bank)
            and _ACCOUNT.fullmatch(self.account)
            and _TEXT.fullmatch(self.bill)
            and _TEXT.fullmatch(self.purpose)
            and self.to in {TO_ACCOUNT, TO_CARD}
            and (self.amount is None or 0 < self.amount <= MOST_AMOUNT)
        )
        if not fits:
            message = "no transfer that a VietQR code can hold"
            raise ValueError(message)


def encode(transfer: Transfer) -> str:
    """Return the text of the code, ASCII."""
    bank = _fields((("00", transfer.bank), ("01", transfer.account)))
    more = _fields((("01", transfer.bill), ("08", transfer.purpose)))
    amount = "" if transfer.amount is None else str(transfer.amount)
    text = _fields(
        (
            ("00", "01"),
            ("01", _DYNAMIC if amount else _STATIC),
            ("38", _fields((("00", GUID), ("01", bank), ("02", transfer.to)))),
            ("53", DONG),
            ("54", amount),
            ("58", "VN"),
            ("62", more),
        )
    )
    return f"{text}{_CRC}{crc(text + _CRC)}"


def decode(text: str) -> Transfer:
    """Return the transfer of a code that somebody else may have written.

    Raises:
        ValueError: Checksum, a length, the order of fields or a value is wrong.
    """
    body, check = text[:-_CRC_LENGTH], text[-_CRC_LENGTH:]
    if not text.isascii() or not body.endswith(_CRC) or crc(body) != check:
        raise _wrong("checksum")
    fields = _read(body.removesuffix(_CRC))
    account = _read(fields.get("38", ""))
    bank = _read(account.get("01", ""))
    more = _read(fields.get("62", ""))
    amount = fields.get("54")
    if amount is not None and not _AMOUNT.fullmatch(amount):
        raise _wrong("amount")
    found = Transfer(
        bank=bank.get("00", ""),
        account=bank.get("01", ""),
        amount=None if amount is None else int(amount),
        bill=more.get("01", ""),
        purpose=more.get("08", ""),
        to=account.get("02", ""),
    )
    if encode(found) != text:
        # Something stands in it that we do not know, or stands elsewhere.
        raise _wrong("field")
    return found


def crc(text: str) -> str:
    """Return the checksum as four upper-case hexadecimal digits."""
    return f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def _fields(pairs: Iterable[tuple[str, str]]) -> str:
    """Write tag, two digits of length, value; what is empty is left out."""
    return "".join(f"{tag}{len(value):02}{value}" for tag, value in pairs if value)


def _read(text: str) -> dict[str, str]:
    fields, at = {}, 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        value = text[at + 4 : at + 4 + int(length)] if length.isdecimal() else ""
        is_whole = tag.isdecimal() and len(length) == len(tag) == len("00") and value
        if not is_whole or len(value) != int(length) or tag in fields:
            raise _wrong("length")
        fields[tag] = value
        at += 4 + int(length)
    return fields


def _wrong(what: str) -> ValueError:
    return ValueError(f"no VietQR code: {what}")
