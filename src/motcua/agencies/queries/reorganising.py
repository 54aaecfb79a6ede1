"""Reads of reorganisations: those on record, and what one that is planned would do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet

from motcua.agencies import errors, rules, validity
from motcua.agencies.models import Agency, AgencyCode, Reorganisation
from motcua.agencies.queries.organisations import subtree
from motcua.agencies.queries.tree import search
from motcua.agencies.types import NewUnit, ReorganisationKind, ReorganisationPart, Tier
from motcua.kernel import text
from motcua.kernel.messages import message

ENTRIES_PER_PAGE: Final = 30
NAMED_PER_ENTRY: Final = 6
"""So many units of an entry are read; the 696 districts that ended on one day are counted."""


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Some reorganisations, the latest first.

    Each carries the first few of its units as `some_before` and `some_after`, and how many there
    are as `number_before` and `number_after`.

    Attributes:
        next: What `entries` takes to go on after these; empty: these are the last.
    """

    shown: Sequence[Reorganisation]
    next: str


def entries(
    *, kind: ReorganisationKind | None = None, year: int | None = None, after: str = ""
) -> Entries:
    """Return a page of the reorganisations on record, in three queries.

    Args:
        kind: Of this kind only.
        year: Of this year only.
        after: `next` of the page before; anything else begins with the first page.
    """
    found = Reorganisation.objects.order_by("-on", "-pk")
    if kind is not None:
        found = found.filter(kind=kind)
    if year is not None:
        found = found.filter(on__year=year)
    if (place := _place(after)) is not None:
        day, key = place
        found = found.filter(Q(on__lt=day) | Q(on=day, pk__lt=key))
    page = list(
        found.annotate(
            number_before=Count("before", distinct=True), number_after=Count("after", distinct=True)
        ).prefetch_related(
            Prefetch("before", _first_few(), to_attr="some_before"),
            Prefetch("after", _first_few(), to_attr="some_after"),
        )[: ENTRIES_PER_PAGE + 1]
    )
    shown = page[:ENTRIES_PER_PAGE]
    has_more = len(page) > len(shown)
    return Entries(shown=shown, next=f"{shown[-1].on}_{shown[-1].pk}" if has_more else "")


def _first_few() -> QuerySet[Agency]:
    return Agency.objects.order_by("sort_key", "pk")[:NAMED_PER_ENTRY]


def reach(administered: Collection[int]) -> frozenset[int] | None:
    """Return below which organisations an administrator may reorganise; None: everywhere.

    A ministry speaks for the State, whose units are the same on every site.

    Args:
        administered: Primary keys of the agencies that she administers.
    """
    if Agency.objects.filter(pk__in=administered, tier=Tier.MINISTRY).exists():
        return None
    return frozenset(administered)


def units_meant(written: str, *, on: date) -> list[Agency]:
    """Return the units of a day whose code or whole name was written; one is what one hopes for."""
    coded = AgencyCode.objects.filter(validity.in_force(on), code__iexact=written.strip())
    if found := list(Agency.objects.valid_on(on).filter(codes__in=coded).distinct()):
        return found
    folded = text.fold(written)
    return [
        unit
        for unit in search(written, on=on)
        if folded in {text.fold(unit.name), text.fold(unit.full_name)}
    ]


def carried(agency_ids: Collection[int], *, on: date) -> list[int]:
    """Return the ids of what would go along with some organisations from a day on."""
    return list(_below(agency_ids, on).values_list("pk", flat=True))


def references(agency_ids: Collection[int], *, on: date) -> Mapping[str, int]:
    """Return how many rows of other modules stand at some organisations, by their table.

    Keys are labels of models, such as `identity.roleassignment`; tables without any are left out.
    Rows that hold for a time count if they still do on the day. One query per table.
    """
    found: dict[str, int] = {}
    for relation in Agency._meta.related_objects:  # noqa: SLF001 Django's documented way to ask
        model = relation.related_model
        if isinstance(model, str) or model._meta.app_label == "agencies":  # noqa: SLF001 as above
            continue
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": agency_ids})  # noqa: SLF001 as above
        if any(field.name == "valid_until" for field in model._meta.fields):  # noqa: SLF001 as above
            rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=on))
        if number := rows.count():
            found[model._meta.label_lower] = number  # noqa: SLF001 as above
    return found


def check_reorganisation(
    *,
    kind: ReorganisationKind,
    on: date,
    legal_act: str,
    before: Collection[int],
    after: Sequence[NewUnit],
    within: Collection[int] | None,
) -> list[Agency]:
    """Return the units that a reorganisation would end, if it may be recorded; it writes nothing.

    Args:
        kind: Decides how many may stand before and after.
        on: The first day of the new units.
        legal_act: The act that says so.
        before: Primary keys.
        after: The units that follow.
        within: Primary keys of the organisations below which all happens; None: anywhere.

    Raises:
        ReorganisationNotUnderstood: It would leave a gap, an overlap or a unit without a place.
        CodeTaken: A new unit asks for a code that is another's on or after the day.
        UnitOutOfReach: A unit does not stand below `within`.
    """
    ended = list(Agency.objects.filter(pk__in=before).order_by("pk"))
    _check_reach(ended, after, within)
    rules.check(kind, on=on, legal_act=legal_act, before=_endings(ended, on), after=after)
    _check_parents(after, on)
    _check_codes(ended, after, on)
    return ended


def _check_reach(
    ended: Sequence[Agency], after: Sequence[NewUnit], within: Collection[int] | None
) -> None:
    if within is None:
        return
    reached = subtree(within)
    for agency in ended:
        if agency.pk not in reached or agency.pk in within:
            raise errors.UnitOutOfReach(name=agency.name)
    for unit in after:
        if unit.parent not in reached:
            raise errors.UnitOutOfReach(name=unit.name)


def _endings(agencies: Sequence[Agency], on: date) -> list[rules.Ending]:
    ids = {agency.pk for agency in agencies}
    rows = {unit.pk: unit for unit in _below(ids, on)}
    below: dict[int, set[int]] = {one: set() for one in ids}
    for unit in rows.values():
        above: Agency | None = unit
        while above is not None:
            if above.parent_id in below:
                below[above.parent_id].add(unit.pk)
            above = rows.get(above.parent_id or 0)
    return [
        rules.Ending(
            id=agency.pk,
            parent=agency.parent_id,
            valid_from=agency.valid_from,
            valid_until=agency.valid_until,
            below=frozenset(below[agency.pk]),
            is_settled=all(
                rows[one].valid_from < on and rows[one].valid_until is None
                for one in below[agency.pk]
            ),
        )
        for agency in agencies
    ]


def _below(agency_ids: Collection[int], on: date) -> QuerySet[Agency]:
    """Return what stands below some organisations, to any depth, and goes on beyond a day."""
    goes_on = Q(valid_until=None) | Q(valid_until__gt=on)
    return Agency.objects.filter(goes_on, pk__in=subtree(agency_ids) - set(agency_ids))


def _check_parents(units: Sequence[NewUnit], on: date) -> None:
    above = {unit.parent for unit in units if unit.parent is not None}
    if Agency.objects.valid_on(on).filter(pk__in=above).count() < len(above):
        raise errors.ReorganisationNotUnderstood(
            day=f"{on:%d/%m/%Y}",
            reason=message("cơ quan cấp trên không hoạt động vào ngày này"),
            part=ReorganisationPart.PARENT,
        )


def _check_codes(ended: Sequence[Agency], units: Sequence[NewUnit], on: date) -> None:
    """Refuse codes that are another's; those of the units that are to end are free."""
    wanted = Q(pk=None)
    for unit in units:
        for code in unit.codes:
            wanted |= Q(scheme=code.scheme, code=code.code)
    still_held = Q(valid_until=None) | Q(valid_until__gt=on)
    others = AgencyCode.objects.filter(wanted, still_held).exclude(
        agency__in=ended, valid_until=None
    )
    holder = others.select_related("agency").first()
    if holder is not None:
        raise errors.CodeTaken(code=holder.code, day=f"{on:%d/%m/%Y}", name=holder.agency.name)


def _place(written: str) -> tuple[date, int] | None:
    day, _, key = written.partition("_")
    try:
        return date.fromisoformat(day), int(key)
    except ValueError:
        return None
