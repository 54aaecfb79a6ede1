"""Money of the one-stop: what came each day, and what came that nobody can place."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import viewer_of
from motcua.payments import actions, queries

DAYS = 14
MOST_LINES = 50
MOST_LETTERS = 500


@access.role(Role.LEADER, Role.ADMINISTRATOR)
@require_safe
def takings(request: HttpRequest) -> HttpResponse:
    """Show what came and went back, by day, agency, account and method, and what is open."""
    return _show(request)


@access.role(Role.ADMINISTRATOR)
@require_POST
def return_line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Take note that money which paid nothing was sent back."""
    if not queries.open_lines().filter(pk=line_id).exists():
        raise Http404
    try:
        actions.return_line(
            line_id=line_id,
            explanation=request.POST.get("cach-tra", "")[:MOST_LETTERS],
            by=viewer_of(request).actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _show(request, refusal=refusal)
    return redirect("onestop:takings")


def _show(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    administered = viewer.agencies_as(Role.ADMINISTRATOR)
    own = agencies.subtree(viewer.agencies_as(Role.LEADER) | administered)
    today = agencies.legal_today()
    names = {one.code: one.full_name for one in agencies.agencies_by_ids(own, on=today)}
    since = timezone.now() - timedelta(days=DAYS)
    totals = queries.daily_totals(names, since=since)
    context = {
        "totals": totals,
        "names": names,
        "most": max((one.received for one in totals), default=0),
        "days": DAYS,
        # The account is the whole site's: who came to the wrong bill is told to administrators.
        "lines": queries.open_lines()[:MOST_LINES] if administered else [],
        "refunds": queries.refunds_to_hand_back(names)[:MOST_LINES],
        "refusal": refusal.text(gettext) if refusal else "",
    }
    return render(request, "onestop/takings.html", context, status=422 if refusal else 200)
