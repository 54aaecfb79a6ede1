"""The counter: a citizen comes, or her letter; an officer types and receives in one go."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.types import Filing
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.forms import CounterForm
from motcua.onestop.views import sittings
from motcua.onestop.views.officer import viewer_of


@access.role(Role.CLERK)
@never_cache
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Ask which procedure; the ones she types most stand on top, and one found is gone on with."""
    viewer = viewer_of(request)
    words = request.GET.get("tim", "")[: sittings.LONGEST_QUESTION]
    own = sittings.agencies_of(viewer, Role.CLERK)
    found = sittings.found_for(words, own[0].code if len(own) == 1 else "")
    if len(found) == 1:
        return redirect("onestop:receive", code=found[0]["code"])
    context = {
        "words": words,
        "found": found,
        "used": sittings.used_by(viewer),
        "sitting": queries.open_sitting(viewer, at=timezone.now()),
    }
    return render(request, "onestop/counter.html", context)


@access.role(Role.CLERK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, code: str) -> HttpResponse:
    """Ask who she is and how it comes; then her form, in the officer's hands.

    `card` holds what a scanner typed: it fills the other boxes in, which are shown once more.
    """
    viewer, now, today = viewer_of(request), timezone.now(), agencies.legal_today()
    own = sittings.agencies_of(viewer, Role.CLERK)
    chosen = request.POST.get("agency") or own[0].code
    offer = catalogue.offer(code, chosen, on=today)
    agency = next((one for one in own if one.id == offer.agency.id), own[0])
    context: dict[str, Any] = {
        **sittings.NOTHING,
        "sitting": queries.open_sitting(viewer, at=now),
        "offer": offer,
        "own": own,
        "chosen": agency,
    }
    if request.method != "POST":
        form = CounterForm(initial={"way": Filing.COUNTER.value}, today=today)
        return _show(request, form, context)
    if request.POST.get("card", "").strip():
        form, said = sittings.scanned(CounterForm, request, today=today)
        return _show(request, form, {**context, **said})
    form = CounterForm(request.POST, today=today)
    if not form.is_valid():
        return _show(request, form, context, status=422)
    try:
        sitting = actions.open_sitting(
            offer=offer,
            person_id=sittings.meet(form, agency, viewer, at=now),
            way=Filing(form.cleaned_data["way"]),
            agency_id=agency.id,
            viewer=viewer,
            at=now,
        )
    except Refusal as refusal:
        context |= {"refusal": refusal.text(gettext)}
        return _show(request, form, context, status=422)
    return sittings.type_for(request, sitting)


def _show(
    request: HttpRequest, form: Any, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, "onestop/receive.html", {**context, "form": form}, status=status)
