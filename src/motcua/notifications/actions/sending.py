"""Handing notices over, and asking what became of them."""

import logging
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from motcua.audit import outbox
from motcua.notifications import events, rules, wording
from motcua.notifications.actions import recording
from motcua.notifications.adapters.base import Carrier
from motcua.notifications.adapters.carriers import carrier, carriers
from motcua.notifications.errors import NeverError, NotSentError, TryLaterError
from motcua.notifications.models import Notice, Receipt, Try, Wording
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import (
    Channel,
    Delivery,
    NoticeStatus,
    Outcome,
    Outgoing,
    Words,
)
from motcua.privacy import sealing

log = logging.getLogger(__name__)

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
_SALT_BYTES: Final = 16


def attend_to(*, notice_id: UUID, at: datetime) -> None:
    """Do what is due with a notice: hand it to a carrier, or ask what became of it.

    However often and from however many workers it is called: who takes the turn first, has it. The
    carrier is called with no row locked; a worker that dies meanwhile is followed by the sweep.
    """
    notice = _take_turn(notice_id, at=at)
    if notice is None:
        return
    if notice.status == NoticeStatus.SENT:
        _heard(notice_id, delivery=_ask_for_receipt(notice), at=at)
        return
    morning = _waits_for_morning(notice, at=at)
    if morning:
        Notice.objects.filter(pk=notice_id).update(due_at=morning, tries=notice.tries - 1)
        return
    message = _message(notice)
    try:
        taken_by, carrier_id = _hand_over(notice, message, at=at)
    except NotSentError as failure:
        log.warning("notice %s was not sent: %s", notice_id, failure.why)
        _not_sent(notice_id, failure, at=at)
    else:
        _sent(notice_id, by=taken_by, carrier_id=carrier_id, text=message.text, at=at)


def _take_turn(notice_id: UUID, *, at: datetime) -> Notice | None:
    """Return a notice that is due, and put it off: nobody else finds it due for a while."""
    values = {"id": notice_id, "at": at, "waits": list(rules.WAITS), "most": len(rules.WAITS)}
    for notice in Notice.objects.raw(_TURN, values):
        return notice
    return None


def _waits_for_morning(notice: Notice, *, at: datetime) -> datetime | None:
    if notice.channel != Channel.SMS or TEXTS[notice.template].is_awaited:
        return None
    return rules.quiet_until(at, hours=settings.MOTCUA_QUIET_HOURS)


def _message(notice: Notice) -> Outgoing:
    """Return a notice in words: those of its first try, whatever was written since."""
    place = f"notifications_notice.said:{notice.id}"
    to = sealing.unseal(
        bytes(notice.recipient), place=f"notifications_notice.recipient:{notice.id}"
    )
    if notice.said is None:
        salt = secrets.token_hex(_SALT_BYTES)
        said = {**_put_into_words(notice, to), "to_sha256": rules.commitment(to, salt)}
        notice.said = sealing.seal({"said": said, "to_salt": salt}, place=place)
        notice.fingerprint = rules.fingerprint(said)
        notice.save(update_fields=["said", "fingerprint", "wording"])
    said = sealing.unseal(bytes(notice.said), place=place)["said"]
    return Outgoing(id=notice.id, to=to, subject=said["subject"], text=said["text"])


def _put_into_words(notice: Notice, to: str) -> dict[str, str]:
    values = sealing.unseal(bytes(notice.values), place=f"notifications_notice.values:{notice.id}")
    channel = Channel(notice.channel)
    notice.wording = _wording_of(notice)
    set_here = notice.wording
    words = Words(subject=set_here.subject, body=set_here.body) if set_here else None
    with translation.override(notice.language):
        subject, text = wording.worded(notice.template, channel, values, translation.gettext, words)
    return {
        "notice": str(notice.id),
        "channel": notice.channel,
        "to": rules.masked(channel, to),
        "subject": subject,
        "text": text,
        # A short text could be guessed from its hash.
        "salt": secrets.token_hex(_SALT_BYTES),
    }


def _wording_of(notice: Notice) -> Wording | None:
    """Return what an administrator set for this procedure, else for all, or None: ours holds."""
    asked = Q(procedure=notice.procedure) | Q(procedure="")
    newest = (
        Wording.objects.filter(
            asked,
            template=notice.template,
            channel=notice.channel,
            language=notice.language,
        )
        .order_by("procedure", "-number")
        .distinct("procedure")
    )
    own_first = sorted(newest, key=lambda one: not one.procedure)
    return next((one for one in own_first if one.body), None)


def _hand_over(notice: Notice, message: Outgoing, *, at: datetime) -> tuple[Carrier, str]:
    """Hand a message to the first carrier that takes it; return which, and its name for it.

    Raises:
        NotSentError: None took it, or one may have it and does not say.
    """
    failure: NotSentError = NeverError("not set up")
    unclear = _unclear(notice)
    twice = rules.may_be_said_twice(
        tries=notice.tries, is_awaited=TEXTS[notice.template].is_awaited
    )
    for one in _in_order(Channel(notice.channel), unclear, at=at):
        try:
            return one, _offer(one, notice, message, asks_first=one.name in unclear, at=at)
        except TryLaterError as lost:
            failure = lost
            if lost.is_unclear and not twice:
                break
    raise failure


def _offer(
    one: Carrier, notice: Notice, message: Outgoing, *, asks_first: bool, at: datetime
) -> str:
    """Hand a message to a carrier that may have it; return the carrier's name for it.

    Raises:
        TryLaterError: It did not take it, or did not even tell.
        NeverError: It will not take it, and no other would.
    """
    if asks_first and (known := _ask(one, notice, message, at=at)):
        return known
    try:
        return _call(one, notice, message, at=at)
    except TryLaterError as lost:
        if not lost.is_unclear:
            raise
    # It answers, so it has the message, or never got it and may get it now.
    return _ask(one, notice, message, at=at) or _call(one, notice, message, at=at)


def _in_order(channel: Channel, unclear: set[str], *, at: datetime) -> list[Carrier]:
    """Return the carriers in the order they are called: who may have it already comes first."""
    found = carriers(channel)
    if len(found) == 1:
        return found
    alone = {one.name for one in found if rules.is_left_alone(_lately(one.name), at=at)}
    return sorted(found, key=lambda one: (one.name not in unclear, one.name in alone))


def _lately(provider: str) -> list[tuple[str, datetime]]:
    calls = Try.objects.filter(provider=provider).order_by("-at")
    return list(calls.values_list("outcome", "at")[: rules.FAILS_IN_A_ROW])


def _unclear(notice: Notice) -> set[str]:
    """Return the providers that may have a notice from an earlier turn."""
    if notice.tries == 1:
        return set()
    last = dict(notice.calls.order_by("pk").values_list("provider", "outcome"))
    return {provider for provider, outcome in last.items() if outcome == Outcome.UNCLEAR}


def _call(one: Carrier, notice: Notice, message: Outgoing, *, at: datetime) -> str:
    try:
        carrier_id = one.send(message)
    except NotSentError as failure:
        _keep_try(one, notice, _outcome(failure), failure.why, at=at)
        raise
    _keep_try(one, notice, Outcome.TAKEN, at=at)
    return carrier_id


def _ask(one: Carrier, notice: Notice, message: Outgoing, *, at: datetime) -> str | None:
    """Ask a carrier by the key of a message whether it has it; None: it has not."""
    try:
        known = one.find(message)
    except TryLaterError as failure:
        _keep_try(one, notice, Outcome.UNCLEAR, failure.why, at=at)
        raise
    _keep_try(one, notice, Outcome.KNOWN if known else Outcome.UNKNOWN, at=at)
    return known


def _outcome(failure: NotSentError) -> Outcome:
    if isinstance(failure, TryLaterError):
        return Outcome.UNCLEAR if failure.is_unclear else Outcome.DOWN
    return Outcome.REFUSED


def _keep_try(
    one: Carrier, notice: Notice, outcome: Outcome, answer: str = "", *, at: datetime
) -> None:
    Try.objects.create(notice=notice, provider=one.name, at=at, outcome=outcome, answer=answer)


def _ask_for_receipt(notice: Notice) -> Delivery:
    taken_by = carrier(Channel(notice.channel), notice.provider)
    try:
        return taken_by.delivery_of(notice.carrier_id) if taken_by else Delivery.UNKNOWN
    except NotSentError as failure:
        log.warning("notice %s has no receipt: %s", notice.id, failure.why)
        return Delivery.UNKNOWN


@transaction.atomic
def _sent(notice_id: UUID, *, by: Carrier, carrier_id: str, text: str, at: datetime) -> None:
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.status != NoticeStatus.QUEUED:
        return
    asks_later = notice.channel == Channel.SMS
    notice.provider, notice.carrier_id, notice.sent_at, notice.why = by.name, carrier_id, at, ""
    notice.tries, notice.due_at = 0, (at + rules.WAITS[0] if asks_later else None)
    notice.parts = wording.size(text).parts if asks_later else 1
    notice.cost = notice.parts * by.price
    recording.move(notice, "hand_over")
    recording.record(
        notice,
        "notifications.notice_sent.v1",
        at=at,
        provider=by.name,
        said_sha256=notice.fingerprint,
    )


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
    recording.give_up(notice, why=failure.why, at=at)
    if isinstance(failure, NeverError) and failure.why != "not set up":
        _keep_receipt(notice, Delivery.BOUNCED, at=at)


def _keep_receipt(notice: Notice, delivery: Delivery, *, at: datetime) -> None:
    _, is_new = Receipt.objects.get_or_create(
        notice=notice, defaults={"delivery": delivery, "received_at": at}
    )
    if not is_new:
        return
    recording.record(notice, _RECEIPTS[delivery], at=at)
    if delivery is Delivery.BOUNCED and notice.status == NoticeStatus.SENT:
        outbox.publish(events.NOTICE_FAILED, notice=str(notice.id), about=notice.about)
