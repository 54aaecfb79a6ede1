"""Writes of what happens to organisations."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from motcua.agencies import queries, rules
from motcua.agencies.actions.carrying import carry
from motcua.agencies.models import Agency, AgencyCode, AgencyName, Reorganisation
from motcua.agencies.types import TERRITORIAL, Certainty, NewUnit, ReorganisationKind, Tier
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.kernel import text
from motcua.kernel.actors import Actor

REORGANISED: Final = "agencies.reorganised.v1"


@transaction.atomic
def reorganise(
    *,
    kind: ReorganisationKind,
    on: date,
    legal_act: str,
    before: Sequence[int],
    after: Sequence[NewUnit],
    by: Actor,
    at: datetime,
    within: Collection[int] | None = None,
) -> Reorganisation:
    """End some organisations on a day and begin those that follow them.

    What stands below a unit goes along with the one that follows it. A split does not say where
    to, and an end leaves nowhere: there, units are done from below. What refers to an ended unit
    keeps referring to it; `queries.regroup` leads on.

    Args:
        kind: Decides how many may stand before and after.
        on: The first day of the new units, and the first on which the old ones are no more.
        legal_act: Number and kind of the act that says so.
        before: Primary keys.
        after: The units that follow; none where they are abolished.
        by: An administrator.
        at: Aware, real time.
        within: Primary keys of the organisations below which she may do so; None: everywhere.

    Raises:
        ReorganisationNotUnderstood: It would leave a gap, an overlap or a unit without a place.
        CodeTaken: A new unit asks for a code that is another's on or after the day.
        UnitOutOfReach: A unit does not stand below what she administers.
    """
    above = {unit.parent for unit in after if unit.parent is not None}
    # Locked together and in order: neither ends below the other's hands.
    touched = queries.subtree(before) | above
    list(Agency.objects.select_for_update().filter(pk__in=touched).order_by("pk"))
    ended = queries.check_reorganisation(
        kind=kind, on=on, legal_act=legal_act, before=before, after=after, within=within
    )
    Agency.objects.filter(pk__in=before).update(valid_until=on, legal_act=legal_act)
    AgencyCode.objects.filter(agency__in=before, valid_until=None).update(valid_until=on)
    begun = [_begin(unit, on) for unit in after]
    carried = 0
    if kind in rules.CARRYING:
        followers = dict.fromkeys((unit.pk for unit in ended), begun[0])
        carried = carry(followers, on=on, legal_act=legal_act)
    # After those that it carries along: the list, latest first, begins with what was decided.
    made = Reorganisation.objects.create(
        kind=kind, on=on, legal_act=legal_act, legal_act_source=Certainty.FOUND
    )
    made.before.set(ended)
    made.after.set(begun)
    audit.record(
        stream="agencies:reorganisations",
        kind=REORGANISED,
        by=by,
        at=at,
        payload={
            "reorganisation": made.pk,
            "kind": kind,
            "on": on.isoformat(),
            "act": legal_act,
            "before": [unit.code for unit in ended],
            "after": [unit.codes[0].code for unit in after],
            "carried": carried,
        },
    )
    outbox.publish(REORGANISED, reorganisation=made.pk)
    return made


def _begin(unit: NewUnit, on: date) -> Agency:
    is_many = unit.tier in TERRITORIAL and unit.tier is not Tier.PROVINCE
    agency = Agency.objects.create(
        scheme=unit.codes[0].scheme,
        code=unit.codes[0].code,
        name=unit.name,
        full_name=unit.full_name or unit.name,
        sort_key=text.sort_key(unit.name) if is_many else text.list_key(unit.name),
        tier=unit.tier,
        parent_id=unit.parent,
        valid_from=on,
    )
    AgencyCode.objects.bulk_create(
        AgencyCode(
            agency=agency, scheme=code.scheme, code=code.code, source=code.source, valid_from=on
        )
        for code in unit.codes
    )
    written = {text.fold(name): name for name in (agency.full_name, agency.name)}
    AgencyName.objects.bulk_create(
        AgencyName(agency=agency, text=name, folded=folded) for folded, name in written.items()
    )
    return agency
