"""The national catalogue: what it serves, and what an agency makes of its changes."""

from datetime import datetime
from uuid import UUID

from motcua.catalogue import errors
from motcua.catalogue.models import NationalCursor, NationalProposal, Procedure, ProcedureVersion
from motcua.catalogue.queries.versions import Version, versions
from motcua.catalogue.types import ProposalStatus

CHANGES = 20
"""Records of one answer; each is some kilobytes."""
LISTED = 100


def national_page(*, after: str, most: int) -> list[Version]:
    """Return the versions in force after a procedure code, by code."""
    rows = Procedure.objects.exclude(current=None).filter(code__gt=after).order_by("code")
    return versions(rows.values_list("current", flat=True)[:most])


def changes(*, since: datetime, after: UUID | None) -> list[Version]:
    """Return the versions published since a moment, by id, at most `CHANGES`.

    Args:
        since: Real time; whoever asks again should go back an hour, for a publication that was
            committed late.
        after: The last id of the page before.
    """
    rows = ProcedureVersion.objects.filter(published_at__gte=since).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return versions(rows.values_list("id", flat=True)[:CHANGES])


def read_until() -> datetime | None:
    """Return until when the national changes were read; None: never."""
    return NationalCursor.objects.values_list("read_until", flat=True).first()


def national_proposals(*, status: ProposalStatus | None) -> list[NationalProposal]:
    """Return proposals of the national catalogue, the latest first, without their records."""
    rows = NationalProposal.objects.defer("record").order_by("-received_at", "-id")
    return list((rows.filter(status=status) if status else rows)[:LISTED])


def national_proposal(proposal_id: UUID) -> NationalProposal:
    """Return a proposal.

    Raises:
        UnknownProposal: There is none.
    """
    found = NationalProposal.objects.filter(id=proposal_id).first()
    if found is None:
        raise errors.UnknownProposal
    return found
