"""The working calendar: read and reckoned with by anyone, kept by administrators."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import actions, queries
from motcua.agencies.forms.calendar import ClearForm, DayForm, LimitForm
from motcua.agencies.types import DayKind
from motcua.agencies.views.keeping import KEEPER, actor_of, may_keep
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.kernel.workingtime import LedgerLine, OfficeHours, TimeLimit


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The answer to a reckoning: by when, and every minute on the way.

    Attributes:
        received_at, counted_from, promised_at: Aware, in Hanoi.
        limit: What was allowed.
        ledger: From receipt to promise, without gaps.
    """

    received_at: datetime
    counted_from: datetime
    promised_at: datetime
    limit: TimeLimit
    ledger: tuple[LedgerLine, ...]

    @property
    def counted_minutes(self) -> int:
        """Sum of the ledger."""
        return sum(line.counted_minutes for line in self.ledger)


@access.public
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year's special days, and reckon a promised date where one is asked for."""
    return _page(request, years=queries.calendar_years())


@access.role(KEEPER)
@require_POST
def set_day(request: HttpRequest) -> HttpResponse:
    """Enter a day into the calendar, or correct it."""
    years = queries.calendar_years()
    form = DayForm(request.POST, years=years)
    if form.is_valid():
        entry = form.cleaned_data
        try:
            actions.set_day(
                day=entry["day"],
                kind=DayKind(entry["kind"]),
                name=entry["name"],
                legal_act=entry["legal_act"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("day", refusal.text(gettext))
        else:
            return _back_to(entry["day"])
    return _page(request, years=years, entry=form)


@access.role(KEEPER)
@require_POST
def clear_day(request: HttpRequest) -> HttpResponse:
    """Take a day out of the calendar; once it is out, doing so again changes nothing."""
    form = ClearForm(request.POST)
    if not form.is_valid():
        raise Http404
    day = form.cleaned_data["day"]
    actions.clear_day(day=day, by=actor_of(request), at=timezone.now())
    return _back_to(day)


@access.role(KEEPER)
@require_POST
def enter_year(request: HttpRequest) -> HttpResponse:
    """Enter the holidays of the next year that the calendar does not have yet."""
    year = queries.next_calendar_year(queries.calendar_years())
    actions.enter_year(year=year, by=actor_of(request), at=timezone.now())
    return redirect(f"{reverse('agencies:calendar')}?nam={year}#ngay")


def _page(request: HttpRequest, *, years: list[int], entry: DayForm | None = None) -> HttpResponse:
    now = queries.legal_shift().legal_moment(timezone.now())
    year = _year(request.GET.get("nam"), years=years, this_year=now.year)
    limit = LimitForm.asked(request.GET, now=now)
    promise = _promise(limit)
    context = {
        "year": year,
        "years": years,
        "days": queries.calendar_days(date(year, 1, 1), date(year, 12, 31)),
        "hours": OfficeHours(),
        "limit": limit,
        "promise": promise,
        "entry": entry or DayForm(years=years),
        "next_year": queries.next_calendar_year(years),
        "may_keep": may_keep(request),
    }
    refused = bool(limit.errors or (entry and entry.errors))
    return render(request, "agencies/calendar.html", context, status=422 if refused else 200)


def _promise(form: LimitForm) -> Promise | None:
    """Return the answer to a valid form; what the calendar refuses becomes the form's error."""
    if not form.is_valid():
        return None
    received_at, limit = form.received_at(), form.limit()
    try:
        working_calendar = queries.working_calendar()
        promised_at = working_calendar.promised_at(received_at, limit)
        return Promise(
            received_at=received_at,
            counted_from=working_calendar.next_opening(received_at),
            promised_at=promised_at,
            limit=limit,
            ledger=working_calendar.account(received_at, promised_at),
        )
    except Refusal as refusal:
        form.add_error("received_on", refusal.text(gettext))
        return None


def _year(text: str | None, *, years: list[int], this_year: int) -> int:
    """Return the year of an address; without one this year, or the last that the calendar has."""
    if text is None:
        return this_year if this_year in years or not years else years[-1]
    year = next((year for year in years if str(year) == text), None)
    if year is None:
        raise Http404
    return year


def _back_to(day: date) -> HttpResponseRedirect:
    return redirect(f"{reverse('agencies:calendar')}?nam={day.year}#ngay-{day}")
