"""The bank's statement of our account: asked for, signed both ways.

No public document was found of any bank's; what the sandbox's bank does is ours.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from motcua.kernel import canonical
from motcua.net import errors, remote
from motcua.payments.types import MOST_DONG, Entry

MOST_LETTERS: Final = 210
"""As much as the banks' own network carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Our account at a bank.

    Attributes:
        bank: BIN, six digits.
        account: Its number.
    """

    base_url: str
    bank: str
    account: str
    secret: str = field(repr=False)

    def entries_after(self, sequence: int, *, at: datetime) -> tuple[Entry, ...]:
        """Return what came after an entry, in the bank's order; none: nothing did.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: Unsigned, wrongly signed, or about another account.
        """
        asked = {"account": self.account, "after": str(sequence), "time": at.isoformat()}
        bank = remote.Remote(name="bank", base_url=self.base_url)
        answer = bank.get("", params=asked | {"signature": self._sign(asked)}).json()
        signature = answer.pop("signature", None)
        if not isinstance(signature, str) or not hmac.compare_digest(
            self._sign(answer).encode(), signature.encode()
        ):
            raise _not_understood("signature")
        if answer.get("account") != self.account:
            raise _not_understood("another account")
        try:
            entries = tuple(_entry(line) for line in answer["lines"])
        except (KeyError, TypeError, ValueError) as failure:
            raise _not_understood("a line") from failure
        if [one.sequence for one in entries] != sorted({one.sequence for one in entries}):
            raise _not_understood("order")
        return entries

    def _sign(self, value: object) -> str:
        try:
            text = canonical.canonical(value)
        except TypeError as failure:
            raise _not_understood("numbers") from failure
        return hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()


def _entry(line: Any) -> Entry:
    amount, sequence = line["amount"], line["sequence"]
    booked_at = datetime.fromisoformat(line["booked_at"])
    is_whole = type(amount) is int and 0 < amount <= MOST_DONG and type(sequence) is int
    if not is_whole or booked_at.tzinfo is None:
        message = "no line of a statement"
        raise ValueError(message)
    return Entry(
        sequence=sequence,
        number=str(line["number"])[:MOST_LETTERS],
        amount=amount,
        words=str(line["words"])[:MOST_LETTERS],
        booked_at=booked_at,
    )


def _not_understood(why: str) -> errors.RemoteAnswerNotUnderstood:
    return errors.RemoteAnswerNotUnderstood(remote="bank", why=why)
