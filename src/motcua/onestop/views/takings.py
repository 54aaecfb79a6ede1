"""Money of the one-stop: what came each day, and what came that nobody can place."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import viewer_of
from motcua.payments import actions, queries
from motcua.sheets import streaming

DAYS = 14
DAYS_IN_FILE = 92
"""A quarter, whichever it is."""
HEADER = ("ngay", "ma_co_quan", "co_quan", "hinh_thuc", "tai_khoan", "so_lan", "da_thu", "da_hoan")
MOST_LINES = 50
MOST_LETTERS = 500


@access.role(Role.LEADER, Role.ADMINISTRATOR)
@require_safe
def takings(request: HttpRequest) -> HttpResponse:
    """Show what came and went back, by day, agency, account and method, and what is open."""
    return _show(request)


@access.role(Role.LEADER, Role.ADMINISTRATOR)
@require_safe
def takings_file(request: HttpRequest) -> StreamingHttpResponse:
    """Hand over a quarter's totals as CSV, a line for each day, agency, account and method."""
    names = _names(viewer_of(request))
    totals = queries.daily_totals(names, since=timezone.now() - timedelta(days=DAYS_IN_FILE))
    rows = (
        (
            one.day.isoformat(),
            one.payee,
            names[one.payee],
            one.method,
            one.account,
            str(one.count),
            str(one.received),
            str(one.returned),
        )
        for one in totals
    )
    answer = StreamingHttpResponse(
        streaming.delimited(HEADER, rows), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="thu-phi.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


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
    names = _names(viewer)
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


def _names(viewer: Viewer) -> dict[str, str]:
    """Return the agencies whose money an officer answers for, by code."""
    own = agencies.subtree(viewer.agencies_as(Role.LEADER) | viewer.agencies_as(Role.ADMINISTRATOR))
    found = agencies.agencies_by_ids(own, on=agencies.legal_today())
    return {one.code: one.full_name for one in found}
