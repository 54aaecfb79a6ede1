"""A platform's file of a day: asked for, signed both ways.

No public document was found of either platform's; what the sandbox serves is ours.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel import canonical
from motcua.net import errors, remote
from motcua.payments.settlement import Booked, Key, Movement
from motcua.payments.types import MOST_DONG

MOST_LETTERS: Final = 64
_STATES: Final = {"done": True, "under_way": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementFile:
    """The files of one account; `base_url` is its platform's, `account` our code there."""

    base_url: str
    account: str
    secret: str = field(repr=False)

    def of_day(self, day: date, *, at: datetime) -> tuple[Booked, ...]:
        """Return what the platform did for the account on a day in Hanoi.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: Unsigned, wrongly signed, about another account or day.
        """
        asked = {"account": self.account, "day": day.isoformat(), "time": at.isoformat()}
        platform = remote.Remote(name="settlement", base_url=self.base_url)
        answer = platform.get("doi-soat", params=asked | {"signature": self._sign(asked)}).json()
        signature = answer.pop("signature", None)
        if not isinstance(signature, str) or not hmac.compare_digest(
            self._sign(answer).encode(), signature.encode()
        ):
            raise _not_understood("signature")
        if (answer.get("account"), answer.get("day")) != (asked["account"], asked["day"]):
            raise _not_understood("another account or day")
        try:
            return tuple(_booked(line) for line in answer["lines"])
        except (KeyError, TypeError, ValueError) as failure:
            raise _not_understood("a line") from failure

    def _sign(self, value: object) -> str:
        try:
            text = canonical.canonical(value)
        except TypeError as failure:
            raise _not_understood("numbers") from failure
        return hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()


def _booked(line: Any) -> Booked:
    amount, reference = line["amount"], line["reference"]
    is_name = isinstance(reference, str) and 0 < len(reference) <= MOST_LETTERS
    if not is_name or type(amount) is not int or not 0 < amount <= MOST_DONG:
        message = "no line of a settlement file"
        raise ValueError(message)
    key = Key(reference, Movement(line["movement"]))
    return Booked(key=key, amount=amount, is_done=_STATES[line["state"]])


def _not_understood(why: str) -> errors.RemoteAnswerNotUnderstood:
    return errors.RemoteAnswerNotUnderstood(remote="settlement", why=why)
