"""Asking for notices, in the transaction of the change they speak of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from motcua.audit import outbox
from motcua.kernel.actors import Actor
from motcua.notifications import events, rules, wording
from motcua.notifications.actions import recording
from motcua.notifications.models import Notice, Preference
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import Channel
from motcua.privacy import sealing


def notify(
    *,
    key: str,
    channel: Literal["email", "sms", "in_app"],
    to: str,
    template: str,
    values: Mapping[str, str],
    language: str,
    by: Actor,
    at: datetime,
    about: str = "",
    reader: str = "",
    procedure: str = "",
) -> UUID:
    """Tell somebody something, once, after this transaction.

    An address that nothing can be sent to does not stand in the caller's way: such a notice has
    failed from the start, and can be seen so.

    Args:
        key: The same key is the same notice: asked for again, nothing happens.
        channel: How.
        to: E-mail address or mobile number, in any of its spellings; on our own pages the reader.
        template: Name of a text in `texts.py`.
        values: Of all its fields, as texts for the reader.
        language: `vi` or `en`.
        by: Who caused it.
        at: Real time, aware.
        about: The caller's subject, for `queries.notices_about`.
        reader: The actor who may read it on her own page, as text.
        procedure: Code of the procedure: whose texts are used, and what its notices cost.

    Returns:
        Id of the notice.

    Raises:
        ValueError: There is no such text, or values are missing.
    """
    wording.refuse_unknown_text(template, values)
    address = rules.address(Channel(channel), to)
    asked = Notice(
        key=key,
        about=about,
        reader=reader,
        procedure=procedure,
        channel=channel,
        template=template,
        language=language,
        due_at=at,
        queued_by=str(by),
        queued_at=at,
    )
    asked.recipient = sealing.seal(
        address or to, place=f"notifications_notice.recipient:{asked.id}"
    )
    asked.values = sealing.seal(dict(values), place=f"notifications_notice.values:{asked.id}")
    with transaction.atomic(savepoint=False):
        # The database decides whether it is new: one statement, and no savepoint to fall back to.
        Notice.objects.bulk_create([asked], ignore_conflicts=True)
        known = Notice.objects.values_list("id", flat=True).get(key=key)
        # Who asked for what stands in the row; the log gets the outcome.
        if known == asked.id and address is None:
            recording.give_up(asked, why="no address", at=at)
        elif known == asked.id:
            first = TEXTS[template].is_awaited
            outbox.publish(events.NOTICE_QUEUED, first=first, notice=str(known))
    return known


def tell(
    *,
    key: str,
    reader: Actor,
    email: str,
    phone: str,
    template: str,
    values: Mapping[str, str],
    by: Actor,
    at: datetime,
    about: str,
    procedure: str = "",
) -> None:
    """Tell somebody something on her own page, and on every channel that she has and wants.

    Args:
        key: Of the event; each channel adds its name.
        reader: Who is told; her preferences hold.
        email: Empty: she has none.
        phone: Empty: she has none.
        template: As `notify`.
        values: As `notify`.
        by: As `notify`.
        at: As `notify`.
        about: As `notify`.
        procedure: As `notify`.
    """
    wish = Preference.objects.filter(reader=str(reader)).first()
    language = wish.language if wish else "vi"
    declined = wish.declined if wish else []
    addresses: dict[Literal["in_app", "email", "sms"], str] = {
        "in_app": str(reader),
        "email": email,
        "sms": phone,
    }
    for channel, to in addresses.items():
        if to and rules.is_wanted(template, Channel(channel), declined):
            notify(
                key=f"{key}:{channel}",
                channel=channel,
                to=to,
                template=template,
                values=values,
                language=language,
                by=by,
                at=at,
                about=about,
                reader=str(reader),
                procedure=procedure,
            )
