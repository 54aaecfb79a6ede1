"""What applicants thought of how they were served, counted; and their words, for leaders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncMonth

from motcua.agencies import queries as agencies
from motcua.dossiers.models import Rating
from motcua.dossiers.queries.funnel import SMALLEST
from motcua.dossiers.queries.places import place_of_rating
from motcua.kernel.clock import HANOI
from motcua.privacy import sealing

SATISFIED: Final = 4
"""From this score on somebody is satisfied.

Source: Nghị định 61/2018/NĐ-CP, Chương IV; the cut between 3 and 4 of 5 is ours.
"""
MOST_ROWS: Final = 200
MOST_COMMENTS: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The ratings of a procedure in a month.

    Attributes:
        month: Its first legal day.
        count: How many; where fewer than `SMALLEST`, the other two are null: one could tell whose.
        total: Sum of their scores, from 1 to 5 each.
        satisfied: How many of at least `SATISFIED`.
    """

    procedure: str
    month: date
    count: int
    total: int | None
    satisfied: int | None

    @property
    def mean(self) -> Decimal | None:
        """Return the mean score with one decimal, half rounded up; None where it is hidden."""
        if self.total is None:
            return None
        return (Decimal(self.total) / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote beside her score, which is not told: it is hers.

    Attributes:
        rated_at: Real time.
    """

    procedure: str
    text: str
    rated_at: datetime


def ratings_at(agency_ids: Collection[int]) -> list[Rated]:
    """Return the ratings of some agencies' procedures by month, the latest first, in one query."""
    shift = timedelta(days=agencies.legal_shift().days)
    rows = (
        Rating.objects.filter(dossier__agency__in=agency_ids)
        .annotate(month=TruncMonth(F("rated_at") + shift, tzinfo=HANOI))
        .values("month", name=F("dossier__procedure_version__procedure__name"))
        .annotate(
            count=Count("pk"), total=Sum("score"), satisfied=Count("pk", Q(score__gte=SATISFIED))
        )
        .order_by("-month", "-count", "name")
    )
    return [
        Rated(
            procedure=row["name"],
            month=row["month"].date(),
            count=row["count"],
            total=row["total"] if row["count"] >= SMALLEST else None,
            satisfied=row["satisfied"] if row["count"] >= SMALLEST else None,
        )
        for row in rows[:MOST_ROWS]
    ]


def comments_at(agency_ids: Collection[int]) -> list[Comment]:
    """Return the last words beside ratings of some agencies' dossiers, for their leaders."""
    found = (
        Rating.objects.filter(dossier__agency__in=agency_ids)
        .select_related("dossier__procedure_version__procedure")
        .order_by("-rated_at", "dossier")[:MOST_COMMENTS]
    )
    told = [
        Comment(
            procedure=one.dossier.procedure_version.procedure.name,
            text=sealing.unseal(bytes(one.comment), place=place_of_rating(one.dossier_id)),
            rated_at=one.rated_at,
        )
        for one in found
    ]
    return [one for one in told if one.text]
