"""Hints from outside: notices of platforms, and browsers that come back."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.audit import outbox
from motcua.kernel import canonical
from motcua.payments import errors, events, rules
from motcua.payments.actions import moves
from motcua.payments.adapters import registry
from motcua.payments.models import Charge, PaymentAttempt, PaymentNotice
from motcua.payments.types import OPEN, AttemptStatus, Pairs, Verdict


@transaction.atomic
def receive_notice(*, provider: str, params: Pairs, at: datetime) -> dict[str, str]:
    """Keep a notice, let the platform be asked when it told something, return the reply to it.

    Args:
        provider: Name of the platform.
        params: Decoded, in the order received.
        at: Aware, real time.

    Raises:
        PaymentNotConnected: This site has no such platform.
    """
    platform = registry.platform(provider)
    read = platform.read_notice(params)
    attempt = (
        PaymentAttempt.objects.select_for_update()
        .filter(provider=provider, reference=read.reference)
        .first()
        if read.genuine and read.ours
        else None
    )
    verdict = rules.verdict(
        read,
        due=attempt.amount if attempt else None,
        is_settled=attempt is not None and attempt.status == AttemptStatus.PAID,
    )
    digest = hashlib.sha256(canonical.canonical(sorted(params))).digest()
    notice, is_new = PaymentNotice.objects.get_or_create(
        provider=provider,
        digest=digest,
        defaults={
            "reference": read.reference,
            "attempt": attempt,
            "params": params,
            "genuine": read.genuine,
            "verdict": verdict,
            "outcome": read.outcome,
            "received_at": at,
            "last_received_at": at,
        },
    )
    if not is_new:
        PaymentNotice.objects.filter(pk=notice.pk).update(times=F("times") + 1, last_received_at=at)
        return platform.reply(Verdict.KNOWN if verdict is Verdict.TAKEN else verdict)
    if attempt is not None:
        facts = {"attempt": str(attempt.pk), "verdict": verdict.value, "digest": digest.hex()}
        moves.record(attempt.charge, "payments.notice_received.v1", by=moves.SYSTEM, at=at, **facts)
    if attempt is not None and verdict is Verdict.TAKEN:
        outbox.publish(events.ATTEMPT_HEARD_OF, attempt=str(attempt.pk))
    return platform.reply(verdict)


def forget_forged(*, at: datetime) -> int:
    """Throw forged notices away after a month: anyone may send them; return how many."""
    old = PaymentNotice.objects.filter(
        genuine=False, last_received_at__lt=at - rules.FORGED_KEPT_FOR
    )
    return old.delete()[0]


def receive_return(*, provider: str, params: Pairs, at: datetime) -> Charge:
    """Return the charge that a browser comes back from paying; its state is not changed by it.

    Args:
        provider: Name of the platform.
        params: Of the address, decoded, in the order received.
        at: Aware, real time.

    Raises:
        ForgedReturn: The platform did not sign this address.
        PaymentNotConnected: This site has no such platform.
    """
    read = registry.platform(provider).read_notice(params)
    attempt = (
        PaymentAttempt.objects.select_related("charge")
        .filter(provider=provider, reference=read.reference)
        .first()
    )
    if not (read.genuine and read.ours) or attempt is None:
        raise errors.ForgedReturn
    lately = attempt.asked_at is not None and at - attempt.asked_at < rules.PATIENCE_WITH_RETURNS
    if attempt.status in OPEN and not lately:
        outbox.publish(events.ATTEMPT_HEARD_OF, attempt=str(attempt.pk))
    return attempt.charge
