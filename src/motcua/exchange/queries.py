"""Reads of what registers of other authorities were asked."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from motcua.exchange import errors
from motcua.exchange.adapters import clients
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
    rows = Inquiry.objects.filter(about_index__of=personal_id).select_related("answer")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_inquired(row) for row in rows.order_by("-id")[:PAGE]]


def asked_since(personal_id: str, *, by: Actor, since: datetime) -> int:
    """Return how often somebody asked about a person since a moment, real time."""
    rows = Inquiry.objects.filter(about_index__of=personal_id, asked_by=str(by))
    return rows.filter(asked_at__gt=since).count()


def caller(request: HttpRequest, *, scope: str) -> str:
    """Return the id of the client that calls, by the token in the header of its request.

    Raises:
        TokenMissing, TokenNotAccepted: Status 401.
        ScopeMissing: Status 403.
    """
    check_token_given(request)
    return clients.client_of(request, scope=scope)


def check_token_given(request: HttpRequest) -> None:
    """See that a request carries a token, before anything of it is read.

    Raises:
        TokenMissing: Status 401.
    """
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise errors.TokenMissing


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
