"""Changes of many services: which there are, and what each line is to do."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.catalogue import errors
from motcua.catalogue.models import BulkChange, BulkLine


def bulk_changes(agency_ids: Collection[int]) -> QuerySet[BulkChange]:
    """Return the changes prepared for some agencies, the latest first, with their problems."""
    return (
        BulkChange.objects.filter(agency__in=agency_ids)
        .annotate(problems=Count("lines", filter=~Q(lines__problem="")))
        .select_related("agency")
        .order_by("-prepared_at")
    )


def bulk_change(bulk_id: UUID, *, agency_ids: Collection[int]) -> BulkChange:
    """Return a change prepared for one of some agencies.

    Raises:
        UnknownBulkChange: There is none, or it is not theirs.
    """
    for found in bulk_changes(agency_ids).filter(id=bulk_id):
        return found
    raise errors.UnknownBulkChange


def lines_of(bulk: BulkChange, *, after: int = 0, most: int = 100) -> list[BulkLine]:
    """Return the lines of a change that follow a number, in their order."""
    return list(bulk.lines.filter(number__gt=after).order_by("number")[:most])
