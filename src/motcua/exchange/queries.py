"""Reads of what registers of other authorities were asked."""

from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.exchange.models import Inquiry
from motcua.exchange.types import Fact, Inquired, Outcome, Purpose
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

PAGE: Final = 20


def inquiries_about(personal_id: str, *, before: UUID | None = None) -> list[Inquired]:
    """Return the questions that were asked about a person, latest first, at most `PAGE`.

    Args:
        personal_id: In its one spelling.
        before: Only those asked before this one: the next page.
    """
    rows = Inquiry.objects.filter(about_index=index_of(personal_id)).select_related("answer")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_inquired(row) for row in rows.order_by("-id")[:PAGE]]


def asked_since(personal_id: str, *, by: Actor, since: datetime) -> int:
    """Return how often somebody asked about a person since a moment, real time."""
    rows = Inquiry.objects.filter(about_index=index_of(personal_id), asked_by=str(by))
    return rows.filter(asked_at__gt=since).count()


def index_of(personal_id: str) -> bytes:
    """Return what finds the questions about a person again."""
    return sealing.blind_index(personal_id, column="exchange_inquiry.about")


def _inquired(row: Inquiry) -> Inquired:
    answer = getattr(row, "answer", None)
    return Inquired(
        id=row.id,
        asked_at=row.asked_at,
        asked_by=Actor.parse(row.asked_by),
        purpose=Purpose(code=row.procedure, text=row.purpose, subject=row.subject),
        outcome=Outcome(answer.outcome) if answer else None,
        facts=tuple(Fact(name) for name in answer.facts) if answer else (),
    )
