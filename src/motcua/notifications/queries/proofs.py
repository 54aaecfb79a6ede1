"""What shows that a notice was sent, to whom, in which words, and what its carrier said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.audit import queries as audit
from motcua.notifications import rules
from motcua.notifications.models import Notice, Try
from motcua.notifications.queries.notices import state_of
from motcua.notifications.types import NoticeState, Outcome
from motcua.privacy import sealing

SENT: Final = "notifications.notice_sent.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call to a carrier.

    Attributes:
        at: Real time.
        answer: Its code for the log; empty when it took the message.
    """

    provider: str
    at: datetime
    outcome: Outcome
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A notice with all that speaks for it.

    Attributes:
        said: What was said and to whom, as it was hashed; the address is masked, and can be shown
            by its salt to belong to `to_sha256`. None: it was never put into words.
        wording: Number of the text that an administrator had set; None: our own.
        fingerprint: SHA-256 of `said`, worked out now.
        logged: The same as the audit log holds it since it was sent; empty: it was not sent.
        position, chain: Where the log holds it, and the link of the chain there.
        calls: In order.
        heard_at: When the carrier said what became of it; real time.
        cost: In đồng.
    """

    state: NoticeState
    about: str
    said: dict[str, str] | None
    to_salt: str
    wording: int | None
    fingerprint: str
    logged: str
    position: int
    chain: str
    provider: str
    carrier_id: str
    calls: tuple[Call, ...]
    heard_at: datetime | None
    opened_at: datetime | None
    parts: int
    cost: int

    @property
    def holds(self) -> bool:
        """Tell whether what we hold is what the log says was sent."""
        return bool(self.logged) and self.logged == self.fingerprint

    def exported(self) -> dict[str, Any]:
        """Return it as a JSON value that others check without us."""
        return {
            "what": "motcua.notice.proof.v1",
            "said": self.said,
            "said_sha256": self.fingerprint,
            "how": "SHA-256 of `said` as canonical JSON: keys sorted, no blanks, UTF-8",
            "log": {
                "stream": f"notice:{self.state.id}",
                "position": self.position,
                "said_sha256": self.logged,
                "chain_sha256": self.chain,
            },
            "queued_at": self.state.queued_at.isoformat(),
            "sent_at": self.state.sent_at.isoformat() if self.state.sent_at else None,
            "provider": self.provider,
            "carrier_id": self.carrier_id,
            "calls": [
                {
                    "provider": call.provider,
                    "at": call.at.isoformat(),
                    "outcome": call.outcome.value,
                    "answer": call.answer,
                }
                for call in self.calls
            ],
            "delivery": self.state.delivery.value,
            "delivery_heard_at": self.heard_at.isoformat() if self.heard_at else None,
            "opened_at": self.opened_at.isoformat() if self.opened_at else None,
        }


def proof_of(notice_id: UUID, *, about: str) -> Proof | None:
    """Return what proves a notice; None: there is none of this id about this subject."""
    notice = (
        Notice.objects.select_related("receipt", "wording")
        .filter(pk=notice_id, about=about)
        .first()
    )
    if notice is None:
        return None
    kept: dict[str, Any] = {"said": None, "to_salt": ""}
    if notice.said is not None:
        kept = sealing.unseal(bytes(notice.said), place=f"notifications_notice.said:{notice.id}")
    logged = audit.events_of(f"notice:{notice.id}").filter(kind=SENT).first()
    receipt = getattr(notice, "receipt", None)
    return Proof(
        state=state_of(notice),
        about=notice.about,
        said=kept["said"],
        to_salt=kept["to_salt"],
        wording=notice.wording.number if notice.wording else None,
        fingerprint=rules.fingerprint(kept["said"]) if kept["said"] else "",
        logged=str(logged.payload.get("said_sha256", "")) if logged else "",
        position=logged.seq if logged else 0,
        chain=bytes(logged.chain_sha256).hex() if logged else "",
        provider=notice.provider,
        carrier_id=notice.carrier_id,
        calls=tuple(_call(one) for one in notice.calls.order_by("pk")),
        heard_at=receipt.received_at if receipt else None,
        opened_at=notice.opened_at,
        parts=notice.parts,
        cost=notice.cost,
    )


def _call(one: Try) -> Call:
    return Call(provider=one.provider, at=one.at, outcome=Outcome(one.outcome), answer=one.answer)
