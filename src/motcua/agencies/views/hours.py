"""Office hours of agencies: read by anyone, set by who administers the agency or one above it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import actions, queries
from motcua.agencies.forms.calendar import HoursForm
from motcua.agencies.views.keeping import KEEPER, actor_of, administered, may_keep
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.kernel.workingtime import OfficeHours


@access.public
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Show the usual office hours, and those that agencies set for themselves."""
    return _page(request, _form(request) if may_keep(request) else None)


@access.role(KEEPER)
@require_POST
def set_hours(request: HttpRequest) -> HttpResponse:
    """Set the office hours of an agency from a day on."""
    form = _form(request, request.POST)
    if form.is_valid():
        entry = form.cleaned_data
        try:
            actions.set_hours(
                agency=entry["agency"],
                valid_from=entry["valid_from"],
                hours=entry["sessions"],
                legal_act=entry["legal_act"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("valid_from", refusal.text(gettext))
        else:
            return redirect("agencies:hours")
    return _page(request, form)


def _form(request: HttpRequest, data: object = None) -> HoursForm:
    within = queries.reach(administered(request))
    return HoursForm(data, within=within, on=queries.legal_today())


def _page(request: HttpRequest, form: HoursForm | None) -> HttpResponse:
    context = {"usual": OfficeHours(), "set": queries.hours_set(), "form": form}
    refused = form is not None and bool(form.errors)
    return render(request, "agencies/hours.html", context, status=422 if refused else 200)
