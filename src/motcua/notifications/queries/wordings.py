"""Texts that administrators set."""

from dataclasses import dataclass
from datetime import datetime

from motcua.notifications.models import Wording
from motcua.notifications.types import Channel, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """The newest text of one place.

    Attributes:
        procedure: Its code; empty: of all that have none of their own.
        set_at: Real time.
    """

    template: str
    channel: Channel
    language: str
    procedure: str
    number: int
    words: Words
    set_at: datetime


def set_texts(template: str = "") -> list[SetText]:
    """Return the texts that hold in place of ours, of one notice or of all."""
    newest = Wording.objects.order_by(
        "template", "channel", "language", "procedure", "-number"
    ).distinct("template", "channel", "language", "procedure")
    if template:
        newest = newest.filter(template=template)
    return [
        SetText(
            template=one.template,
            channel=Channel(one.channel),
            language=one.language,
            procedure=one.procedure,
            number=one.number,
            words=Words(subject=one.subject, body=one.body),
            set_at=one.set_at,
        )
        for one in newest
        if one.body
    ]
