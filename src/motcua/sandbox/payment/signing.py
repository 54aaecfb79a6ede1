"""The platform's side of the signatures and time stamps."""

import hmac
from datetime import datetime, timedelta, timezone
from urllib.parse import quote_plus

SIGNATURE = "vnp_SecureHash"
GMT7 = timezone(timedelta(hours=7))


def of_query(fields: dict[str, str], key: str) -> str:
    """Return the signature of a query: `name=value` pairs by name, empty ones left out."""
    pairs = (
        f"{quote_plus(name)}={quote_plus(fields[name])}"
        for name in sorted(fields)
        if fields[name] and name not in (SIGNATURE, "vnp_SecureHashType")
    )
    return _digest("&".join(pairs), key)


def of_values(values: list[str], key: str) -> str:
    """Return the signature of a JSON message: its values in the book's order."""
    return _digest("|".join(values), key)


def same(expected: str, given: object) -> bool:
    """Compare in constant time, without regard to case."""
    if not isinstance(given, str):
        return False
    return hmac.compare_digest(expected.encode(), given.lower().encode("utf-8", "replace"))


def stamp(moment: datetime) -> str:
    """Write a moment as yyyyMMddHHmmss in GMT+7."""
    return f"{moment.astimezone(GMT7):%Y%m%d%H%M%S}"


def read_stamp(text: str) -> datetime | None:
    """Read such a moment; None: it is none."""
    if len(text) != len("yyyyMMddHHmmss") or not (text.isascii() and text.isdecimal()):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=GMT7)
    except ValueError:
        return None


def _digest(text: str, key: str) -> str:
    return hmac.digest(key.encode(), text.encode(), "sha512").hex()
