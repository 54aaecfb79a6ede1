"""Notices: channels, groups, states, and what crosses the border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """How a notice travels; the values are stored."""

    EMAIL = "email"
    SMS = "sms"
    IN_APP = "in_app"
    """Read on our own pages by who signs in."""


class Group(StrEnum):
    """Why somebody is told, which decides what she may switch off; the values are stored."""

    CODE = "code"
    """A code she asked for a moment ago."""
    LEGAL = "legal"
    """What the law has the agency tell her: decisions, deadlines, what she has to do."""
    COURSE = "course"
    """How things go, good to know."""
    STAFF = "staff"
    """What officers are told of their own work and accounts."""


class Outcome(StrEnum):
    """What came of one call to a carrier; the values are stored."""

    TAKEN = "taken"
    REFUSED = "refused"
    """It will never take this message."""
    DOWN = "down"
    """It took nothing now."""
    UNCLEAR = "unclear"
    """It may have taken it: the answer was lost."""
    KNOWN = "known"
    """Asked by the key, it had the message already."""
    UNKNOWN = "unknown"
    """Asked by the key, it had nothing."""


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
class Words:
    """A text as it is written, its fields in braces.

    Attributes:
        subject: Empty for an SMS.
    """

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeState:
    """A notice as others may show it: what was told how and when, never to which address.

    Attributes:
        title: What it tells, its values left out, in the language of the page.
        queued_at, sent_at: Real time; `sent_at` is None until it was handed over.
    """

    id: UUID
    channel: Channel
    template: str
    title: str
    status: NoticeStatus
    delivery: Delivery
    queued_at: datetime
    sent_at: datetime | None


class Occasion(StrEnum):
    """What integrators may be told of; the values are stored, and go out."""

    RECEIVED = "dossier.received"
    ACCEPTED = "dossier.accepted"
    WAITS = "dossier.waits"
    RESUMED = "dossier.resumed"
    FINISHED = "dossier.finished"
    STOPPED = "dossier.stopped"


class DeliveryStatus(StrEnum):
    """How far a message to an integrator has come; the values are stored."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
