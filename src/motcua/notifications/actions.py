"""Writes of notices."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction
from django.utils import translation

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.kernel.actors import Actor
from motcua.notifications import events, lifecycle, rules
from motcua.notifications.adapters.carriers import carrier
from motcua.notifications.errors import NeverError, NotSentError, TryLaterError
from motcua.notifications.models import Notice, Receipt
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import Channel, Delivery, NoticeStatus, Outgoing
from motcua.privacy import sealing

log = logging.getLogger(__name__)

WORKER: Final = Actor.system("notifications")
# Even after the last try it is put off: should we die now, the sweep finds the notice again.
_TURN: Final = """
    UPDATE notifications_notice SET tries = tries + 1,
        due_at = %(at)s + (%(waits)s::interval[])[least(tries + 1, %(most)s)]
    WHERE id = (
        SELECT id FROM notifications_notice WHERE id = %(id)s AND due_at <= %(at)s
        FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""
_RECEIPTS: Final = {
    Delivery.DELIVERED: "notifications.notice_delivered.v1",
    Delivery.BOUNCED: "notifications.notice_bounced.v1",
}


def notify(
    *,
    key: str,
    channel: Literal["email", "sms"],
    to: str,
    template: str,
    values: Mapping[str, str],
    language: str,
    by: Actor,
    at: datetime,
    about: str = "",
) -> UUID:
    """Tell somebody something, once, after this transaction.

    An address that nothing can be sent to does not stand in the caller's way: such a notice has
    failed from the start, and can be seen so.

    Args:
        key: The same key is the same notice: asked for again, nothing happens.
        channel: How.
        to: E-mail address or mobile number, in any of its spellings.
        template: Name of a text in `texts.py`.
        values: Of all its fields, as texts for the reader.
        language: `vi` or `en`.
        by: Who caused it.
        at: Real time, aware.
        about: The caller's subject, for `queries.notices_about`.

    Returns:
        Id of the notice.

    Raises:
        ValueError: There is no such text, or values are missing.
    """
    rules.refuse_unknown_text(template, values)
    address = rules.address(Channel(channel), to)
    asked = Notice(
        key=key,
        about=about,
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
            _give_up(asked, why="no address", at=at)
        elif known == asked.id:
            first = TEXTS[template].is_awaited
            outbox.publish(events.NOTICE_QUEUED, first=first, notice=str(known))
    return known


def attend_to(*, notice_id: UUID, at: datetime) -> None:
    """Do what is due with a notice: hand it to its carrier, or ask what became of it.

    However often and from however many workers it is called: who takes the turn first, has it. The
    carrier is called with no row locked; a worker that dies meanwhile is followed by the sweep.
    """
    notice = _take_turn(notice_id, at=at)
    if notice is None:
        return
    if notice.status == NoticeStatus.SENT:
        _heard(notice_id, delivery=_ask_for_receipt(notice), at=at)
        return
    try:
        carrier_id = _hand_over(notice)
    except NotSentError as failure:
        log.warning("notice %s was not sent: %s", notice_id, failure.why)
        _not_sent(notice_id, failure, at=at)
    else:
        _sent(notice_id, carrier_id=carrier_id, at=at)


def _take_turn(notice_id: UUID, *, at: datetime) -> Notice | None:
    """Return a notice that is due, and put it off: nobody else finds it due for a while."""
    values = {"id": notice_id, "at": at, "waits": list(rules.WAITS), "most": len(rules.WAITS)}
    for notice in Notice.objects.raw(_TURN, values):
        return notice
    return None


def _hand_over(notice: Notice) -> str:
    values = sealing.unseal(bytes(notice.values), place=f"notifications_notice.values:{notice.id}")
    to = sealing.unseal(
        bytes(notice.recipient), place=f"notifications_notice.recipient:{notice.id}"
    )
    with translation.override(notice.language):
        if notice.channel == Channel.SMS:
            subject, text = "", rules.sms(notice.template, values, translation.gettext)
        else:
            subject, text = rules.email(notice.template, values, translation.gettext)
    message = Outgoing(id=notice.id, to=to, subject=subject, text=text)
    return carrier(Channel(notice.channel)).send(message)


def _ask_for_receipt(notice: Notice) -> Delivery:
    try:
        return carrier(Channel(notice.channel)).delivery_of(notice.carrier_id)
    except NotSentError as failure:
        log.warning("notice %s has no receipt: %s", notice.id, failure.why)
        return Delivery.UNKNOWN


@transaction.atomic
def _sent(notice_id: UUID, *, carrier_id: str, at: datetime) -> None:
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.status != NoticeStatus.QUEUED:
        return
    asks_later = notice.channel == Channel.SMS
    notice.carrier_id, notice.sent_at, notice.why = carrier_id, at, ""
    notice.tries, notice.due_at = 0, (at + rules.WAITS[0] if asks_later else None)
    _move(notice, "hand_over")
    _record(notice, "notifications.notice_sent.v1", at=at)


@transaction.atomic
def _heard(notice_id: UUID, *, delivery: Delivery, at: datetime) -> None:
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if delivery is not Delivery.UNKNOWN:
        _keep_receipt(notice, delivery, at=at)
    elif rules.wait_after(notice.tries):
        return
    notice.due_at = None
    notice.save(update_fields=["due_at"])


@transaction.atomic
def _not_sent(notice_id: UUID, failure: NotSentError, *, at: datetime) -> None:
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.status != NoticeStatus.QUEUED:
        return
    if isinstance(failure, TryLaterError) and rules.wait_after(notice.tries):
        notice.why = failure.why
        notice.save(update_fields=["why"])
        return
    _give_up(notice, why=failure.why, at=at)
    if isinstance(failure, NeverError) and failure.why != "not set up":
        _keep_receipt(notice, Delivery.BOUNCED, at=at)


def _give_up(notice: Notice, *, why: str, at: datetime) -> None:
    notice.why, notice.due_at = why, None
    _move(notice, "give_up")
    _record(notice, "notifications.notice_failed.v1", at=at, why=why)
    outbox.publish(events.NOTICE_FAILED, notice=str(notice.id), about=notice.about)


def _keep_receipt(notice: Notice, delivery: Delivery, *, at: datetime) -> None:
    _, is_new = Receipt.objects.get_or_create(
        notice=notice, defaults={"delivery": delivery, "received_at": at}
    )
    if not is_new:
        return
    _record(notice, _RECEIPTS[delivery], at=at)
    if delivery is Delivery.BOUNCED and notice.status == NoticeStatus.SENT:
        outbox.publish(events.NOTICE_FAILED, notice=str(notice.id), about=notice.about)


def _move(notice: Notice, event: str) -> None:
    notice.status = lifecycle.NOTICE.next(NoticeStatus(notice.status), event)
    notice.save()


def _record(notice: Notice, kind: str, *, at: datetime, why: str | None = None) -> None:
    payload: dict[str, str] = {"channel": notice.channel, "template": notice.template}
    if why is not None:
        payload["why"] = why
    audit.record(stream=f"notice:{notice.id}", kind=kind, by=WORKER, at=at, payload=payload)
