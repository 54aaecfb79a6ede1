"""Units that go along when the one above them goes on as another."""

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.agencies.models import Agency, AgencyCode, AgencyName, Reorganisation
from motcua.agencies.types import Certainty, ReorganisationKind


def carry(followers: Mapping[int, Agency], *, on: date, legal_act: str) -> int:
    """Move all that stands below some units, to any depth, below those that follow them.

    Each goes on as it was, with its names and codes, and is a transfer of its own. Runs inside the
    caller's transaction, which holds the locks; a handful of statements per tier.

    Args:
        followers: By primary key of a unit that ends, the one in its place.
        on: The day from which they stand below the followers.
        legal_act: What their superiors were reorganised by.

    Returns:
        How many went along.
    """
    moved = 0
    while old := list(Agency.objects.filter(parent__in=followers, valid_until=None).order_by("pk")):
        new = Agency.objects.bulk_create(
            Agency(
                scheme=unit.scheme,
                code=unit.code,
                name=unit.name,
                full_name=unit.full_name,
                sort_key=unit.sort_key,
                tier=unit.tier,
                parent=followers[unit.parent_id or 0],
                valid_from=on,
            )
            for unit in old
        )
        followers = {unit.pk: follower for unit, follower in zip(old, new, strict=True)}
        _hand_over(followers, on=on)
        _record(old, new, on=on, legal_act=legal_act)
        moved += len(old)
    return moved


def _hand_over(followers: Mapping[int, Agency], *, on: date) -> None:
    held = list(AgencyCode.objects.filter(agency__in=followers, valid_until=None))
    AgencyCode.objects.filter(pk__in=[one.pk for one in held]).update(valid_until=on)
    AgencyCode.objects.bulk_create(
        AgencyCode(
            agency=followers[one.agency_id],
            scheme=one.scheme,
            code=one.code,
            source=one.source,
            valid_from=on,
        )
        for one in held
    )
    AgencyName.objects.bulk_create(
        AgencyName(agency=followers[name.agency_id], text=name.text, folded=name.folded)
        for name in AgencyName.objects.filter(agency__in=followers).order_by("pk")
    )


def _record(old: Sequence[Agency], new: Sequence[Agency], *, on: date, legal_act: str) -> None:
    ids = [unit.pk for unit in old]
    Agency.objects.filter(pk__in=ids).update(valid_until=on, legal_act=legal_act)
    made = Reorganisation.objects.bulk_create(
        Reorganisation(
            kind=ReorganisationKind.TRANSFER,
            on=on,
            legal_act=legal_act,
            legal_act_source=Certainty.FOUND,
        )
        for _ in old
    )
    before, after = Reorganisation.before.through, Reorganisation.after.through
    before.objects.bulk_create(
        before(reorganisation=one, agency=unit) for one, unit in zip(made, old, strict=True)
    )
    after.objects.bulk_create(
        after(reorganisation=one, agency=unit) for one, unit in zip(made, new, strict=True)
    )
