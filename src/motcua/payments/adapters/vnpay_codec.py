"""How VNPAY 2.1.0 writes and signs its messages; pure functions.

Source: public client code of integrators (MIT); no official specification was at hand.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from motcua.kernel import clock
from motcua.payments.types import Pairs

HASH: Final = "vnp_SecureHash"
_UNSIGNED: Final = frozenset({HASH, "vnp_SecureHashType"})
_TIME: Final = "%Y%m%d%H%M%S"
_IN_HUNDREDTHS: Final = 100
_TIME_LENGTH: Final = 14
_MOST_DIGITS: Final = 15


def query_text(params: Mapping[str, str]) -> str:
    """Return what is signed of a query: sorted, form-encoded, without empty values and hashes."""
    kept = {name: value for name, value in params.items() if value != "" and name not in _UNSIGNED}
    return urlencode(sorted(kept.items()))


def piped(values: Iterable[str]) -> str:
    """Return what is signed of a JSON message: values joined by `|`, in the order of the book."""
    return "|".join(values)


def sign(text: str, secret: str) -> str:
    """Return HMAC-SHA512 as 128 lower-case hexadecimal digits."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def is_signed(text: str, signature: object, secret: str) -> bool:
    """Tell whether the signature is that of the text; case does not count, absence is a no."""
    if not isinstance(signature, str) or not signature:
        return False
    expected = sign(text, secret).encode()
    return hmac.compare_digest(expected, signature.lower().encode("utf-8", "surrogatepass"))


def once_each(params: Pairs) -> dict[str, str] | None:
    """Return the parameters by name, or None when a name came twice: which one was signed?"""
    by_name = dict(params)
    return by_name if len(by_name) == len(params) else None


def moment(at: datetime) -> str:
    """Return a moment as yyyyMMddHHmmss on the 24-hour clock of Hanoi."""
    return clock.in_hanoi(at).strftime(_TIME)


def read_moment(text: object) -> datetime | None:
    """Return the moment that `moment` wrote, aware; None when it is none."""
    if not (isinstance(text, str) and len(text) == _TIME_LENGTH and _is_number(text)):
        return None
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=clock.HANOI)
    except ValueError:
        return None


def amount(dong: int) -> str:
    """Return an amount as the platform counts: in hundredths of a đồng."""
    return str(dong * _IN_HUNDREDTHS)


def read_amount(text: object) -> int | None:
    """Return whole đồng; None when the text is no number or has hundredths."""
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    if not (isinstance(text, str) and _is_number(text) and len(text) <= _MOST_DIGITS):
        return None
    dong, rest = divmod(int(text), _IN_HUNDREDTHS)
    return None if rest else dong


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()
