"""Writes of what happens to organisations."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, Q

from motcua.agencies import errors, rules
from motcua.agencies.models import Agency, AgencyCode, AgencyName, Reorganisation
from motcua.agencies.types import TERRITORIAL, Certainty, NewUnit, ReorganisationKind, Tier
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message

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
) -> Reorganisation:
    """End some organisations on a day and begin those that follow them.

    Units are done from below: one that still has others under it is refused. What refers to an
    ended unit keeps referring to it; `queries.regroup` leads on.

    Args:
        kind: Decides how many may stand before and after.
        on: The first day of the new units, and the first on which the old ones are no more.
        legal_act: Number and kind of the act that says so.
        before: Primary keys.
        after: The units that follow; none where they are abolished.
        by: An administrator.
        at: Aware, real time.

    Raises:
        ReorganisationNotUnderstood: It would leave a gap, an overlap or a unit without a place.
        CodeTaken: A new unit asks for a code that is another's on or after the day.
    """
    ended = list(Agency.objects.select_for_update().filter(pk__in=before).order_by("pk"))
    rules.check(kind, on=on, legal_act=legal_act, before=_endings(ended, on), after=after)
    _check_parents(after, on)
    Agency.objects.filter(pk__in=before).update(valid_until=on, legal_act=legal_act)
    AgencyCode.objects.filter(agency__in=before, valid_until=None).update(valid_until=on)
    _check_codes(after, on)
    made = Reorganisation.objects.create(
        kind=kind, on=on, legal_act=legal_act, legal_act_source=Certainty.FOUND
    )
    made.before.set(ended)
    made.after.set([_begin(unit, on) for unit in after])
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
        },
    )
    outbox.publish(REORGANISED, reorganisation=made.pk)
    return made


def _endings(agencies: Sequence[Agency], on: date) -> list[rules.Ending]:
    goes_on = Q(valid_until=None) | Q(valid_until__gt=on)
    children = dict(
        Agency.objects.filter(goes_on, parent__in=agencies)
        .values_list("parent_id")
        .annotate(Count("pk"))
    )
    return [
        rules.Ending(
            id=agency.pk,
            parent=agency.parent_id,
            valid_from=agency.valid_from,
            valid_until=agency.valid_until,
            children=children.get(agency.pk, 0),
        )
        for agency in agencies
    ]


def _check_parents(units: Sequence[NewUnit], on: date) -> None:
    above = {unit.parent for unit in units if unit.parent is not None}
    standing = Agency.objects.valid_on(on).select_for_update().filter(pk__in=above)
    if {agency.pk for agency in standing} != above:
        raise errors.ReorganisationNotUnderstood(
            day=f"{on:%d/%m/%Y}", reason=message("cơ quan cấp trên không hoạt động vào ngày này")
        )


def _check_codes(units: Sequence[NewUnit], on: date) -> None:
    """Refuse codes that are another's; those of the units that just ended are free."""
    wanted = Q()
    for unit in units:
        for code in unit.codes:
            wanted |= Q(scheme=code.scheme, code=code.code)
    still_held = Q(valid_until=None) | Q(valid_until__gt=on)
    holder = (
        AgencyCode.objects.filter(wanted & still_held).select_related("agency").first()
        if units
        else None
    )
    if holder is not None:
        raise errors.CodeTaken(code=holder.code, day=f"{on:%d/%m/%Y}", name=holder.agency.name)


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
