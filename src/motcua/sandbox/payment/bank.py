"""A stand-in for a bank: an account, its statement for programs, transfers by hand.

No public document was found of any bank's; this one is ours, and says so.
"""

import hmac
import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import constant_time_compare

from motcua.sandbox.payment.models import BankEntry

PAGE: Final = 50
CLOCKS_DIFFER: Final = timedelta(minutes=5)
NUMBER: Final = "FT{:012d}"


def statement(asked: dict[str, str], *, at: datetime) -> dict[str, Any] | None:
    """Return the signed lines after one; None: the question is not signed, old, or of nobody."""
    account = settings.MOTCUA_CONNECTIONS["bank"]
    key = account.secret.get_secret_value()
    fields = {name: asked.get(name, "") for name in ("account", "after", "time")}
    if not constant_time_compare(signature(fields, key), asked.get("signature", "")):
        return None
    try:
        after, is_now = int(fields["after"]), abs(at - _time(fields["time"])) <= CLOCKS_DIFFER
    except (ValueError, TypeError):
        return None
    if not is_now or fields["account"] != account.client:
        return None
    rows = BankEntry.objects.filter(account=account.client, pk__gt=after).order_by("pk")[:PAGE]
    said: dict[str, Any] = {"account": account.client, "lines": [_line(row) for row in rows]}
    return said | {"signature": signature(said, key)}


def signature(value: object, key: str) -> str:
    """Return HMAC-SHA-256 over the JSON with sorted keys and no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()


def transfer(*, amount: int, words: str, at: datetime) -> BankEntry:
    """Book money on the account."""
    account = settings.MOTCUA_CONNECTIONS["bank"].client
    return BankEntry.objects.create(account=account, amount=amount, words=words, booked_at=at)


def _line(row: BankEntry) -> dict[str, Any]:
    return {
        "sequence": row.pk,
        "number": NUMBER.format(row.pk),
        "amount": row.amount,
        "words": row.words,
        "booked_at": row.booked_at.isoformat(),
    }


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
