"""Notices to citizens: channels, states, and what crosses the border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """How a notice travels; the values are stored."""

    EMAIL = "email"
    SMS = "sms"


class NoticeStatus(StrEnum):
    """How far we have come with a notice; the values are stored."""

    QUEUED = "queued"
    """It waits for its turn, the first one or another after a failure."""
    SENT = "sent"
    """The carrier took it."""
    FAILED = "failed"
    """Nobody took it for about a day, or the address is none."""


class Delivery(StrEnum):
    """What became of a sent notice, derived from its receipt."""

    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A notice as it leaves the house.

    Attributes:
        id: The same at every try, so that the other side can tell a repeat.
        to: E-mail address, or phone number as +84… .
        subject: Of an e-mail; one line.
        text: E-mail body, or the text of an SMS.
    """

    id: UUID
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeState:
    """A notice as others may show it: what was told how and when, never to which address.

    Attributes:
        queued_at, sent_at: Real time; `sent_at` is None until it was handed over.
    """

    id: UUID
    channel: Channel
    template: str
    status: NoticeStatus
    delivery: Delivery
    queued_at: datetime
    sent_at: datetime | None
