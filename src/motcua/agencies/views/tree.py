"""The tree of organisations on any day: public, by links, without script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.agencies import queries
from motcua.agencies.forms.organisations import TreeForm
from motcua.agencies.types import Scheme, Tier
from motcua.kernel import access

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

QUICK_DAYS: Final = (date(2019, 12, 31), date(2021, 10, 18), date(2025, 6, 30), date(2025, 7, 1))
"""The end of the appendix's year, the seeds' autumn, and both sides of 34 provinces."""

MONTHS_A_YEAR: Final = 12
FIRST_MONTH: Final = date(2018, 1, 1)
MONTHS: Final = 107
"""What the slider spans: nine years, of the seeds and after."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Organisations side by side, with what a list says of each.

    Attributes:
        children: How many stand right below each, by primary key; none: not among the keys.
        statistics: Its statistics code, by primary key.
    """

    on: date
    agencies: Sequence["Agency"]
    children: Mapping[int, int]
    statistics: Mapping[int, str]

    @classmethod
    def of(cls, agencies: Sequence["Agency"], *, on: date) -> "Listed":
        """Look up what the list says; two queries, however long it is."""
        ids = [agency.pk for agency in agencies]
        codes = queries.codes_of(ids, Scheme.STATISTICS)
        return cls(
            on=on,
            agencies=agencies,
            children=queries.child_counts(ids, on=on),
            statistics={pk: held.code for pk, held in codes.items()},
        )

    def by_tier(self) -> dict[Tier, list["Agency"]]:
        """Return the same by tier, from the highest; tiers without any are left out."""
        tiers = {tier: [one for one in self.agencies if one.tier == tier] for tier in Tier}
        return {tier: found for tier, found in tiers.items() if found}


@access.public
def tree(request: HttpRequest) -> HttpResponse:
    """Show the organisations at the top on a day, or those that a search finds."""
    form = TreeForm(request.GET)
    asked = form.is_valid() and form.cleaned_data["ngay"]
    today = queries.legal_today()
    on = asked or _slid_to(form) or today
    sought = form.cleaned_data.get("tim", "").strip()
    found = queries.search(sought, on=on) if sought else []
    census = queries.census()
    context = {
        "form": form,
        "on": on,
        "today": today,
        "quick_days": sorted({*QUICK_DAYS, today}),
        "sought": sought,
        "has_more": len(found) > queries.MOST_FOUND,
        "found": Listed.of(found[: queries.MOST_FOUND], on=on),
        "tops": None if sought else Listed.of(list(queries.agencies_on(on)), on=on),
        "census": census,
        "current": next((one for one in reversed(census) if one.day <= on), None),
        "first_day": census[0].day if census else None,
        "earlier": max((one.day for one in census if one.day < on), default=None),
        "later": min((one.day for one in census if one.day > on), default=None),
        "link": link,
        "slider": {
            "first": f"{FIRST_MONTH:%Y-%m}",
            "months": MONTHS,
            "value": max(0, min(MONTHS, _months_since(FIRST_MONTH, on))),
        },
    }
    return render(request, "agencies/tree.html", context, status=422 if form.errors else 200)


@access.public
def unit(request: HttpRequest, scheme: str, code: str, since: str) -> HttpResponse:
    """Show one organisation: names, codes, what it came from and became, what stands below it."""
    form = TreeForm(request.GET)
    first_day = _day(since)
    agency = queries.unit(scheme, code, first_day) if first_day else None
    if agency is None:
        raise Http404
    on = _day_of(agency, asked=form.cleaned_data["ngay"] if form.is_valid() else None)
    below = list(queries.children(agency, on=on))
    context = {
        "agency": agency,
        "on": on,
        "above": queries.with_ancestors(agency)[1:],
        "names": agency.names.order_by("pk"),
        "codes": queries.codes_held(agency),
        "others": queries.held_by_others(agency),
        "came_from": queries.came_from(agency),
        "ended_in": queries.ended_in(agency),
        "below": Listed.of(below, on=on),
        "link": link,
    }
    return render(request, "agencies/unit.html", context)


def link(agency: "Agency", on: date) -> str:
    """Return the page of an organisation as it was on a day, if it stood then."""
    address = reverse("agencies:unit", args=[agency.scheme, agency.code, agency.valid_from])
    if not agency.stands_on(on):
        return address
    return f"{address}?{urlencode({'ngay': on.isoformat()})}"


def _slid_to(form: TreeForm) -> date | None:
    """Return the first day of the month that the slider stands at; None where it was not used."""
    months = form.cleaned_data.get("thang") if form.is_valid() else None
    if months is None:
        return None
    year, month = divmod(months, MONTHS_A_YEAR)
    return date(FIRST_MONTH.year + year, month + 1, 1)


def _months_since(first: date, day: date) -> int:
    return (day.year - first.year) * MONTHS_A_YEAR + day.month - first.month


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_of(agency: "Agency", *, asked: date | None) -> date:
    """Return the day to show an organisation on: as asked or today, as near as it stood."""
    on = asked or queries.legal_today()
    return min(max(on, agency.valid_from), agency.last_day or date.max)
