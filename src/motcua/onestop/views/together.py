"""Many dossiers at once: chosen in a list, confirmed once, each with an outcome of its own."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.dossiers import actions, errors, queries
from motcua.dossiers.types import Together
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import POSTS, viewer_of

BEFORE_HER_EYES: Final = 20
"""So many are done while she waits; a job does the others, and the page shows how far it is."""


@access.role(*POSTS)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Show what would be done to what was chosen, and ask once; nothing chosen means the page."""
    what, chosen = _what(request), _chosen(request)
    viewer = viewer_of(request)
    if what is Together.ACCEPT:
        rows = [(one, "", "") for one in queries.cases_with(viewer, chosen)]
    else:
        rows = [
            (item.dossier, item.name, _ends_with(what, item))
            for item in queries.tasks_with(viewer, chosen)
        ]
    colleagues = queries.colleagues(viewer, on=agencies.legal_today())
    to = request.POST.get("cho", "")
    context = {
        "what": what,
        "rows": rows,
        "ids": chosen,
        "batch": _batch_id(request),
        "to": to,
        "taker": next((one.name for one in colleagues if str(one.actor) == to), ""),
        "refusal": "" if rows else errors.NothingChosen().text(gettext),
    }
    return render(request, "onestop/together.html", context, status=200 if rows else 422)


@access.role(*POSTS)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin what was confirmed, and do as much of it as she would wait for."""
    viewer, now, today = viewer_of(request), timezone.now(), agencies.legal_today()
    known = {str(one.actor): one.actor for one in queries.colleagues(viewer, on=today)}
    try:
        batch = actions.begin_batch(
            batch_id=_batch_id(request),
            what=_what(request),
            chosen=_chosen(request),
            viewer=viewer,
            at=now,
            to=known.get(request.POST.get("cho", "")),
        )
    except Refusal as refusal:
        context = {"what": _what(request), "rows": [], "refusal": refusal.text(gettext)}
        return render(request, "onestop/together.html", context, status=422)
    actions.work_off(batch_id=batch.id, at=now, on=today, most=BEFORE_HER_EYES)
    return redirect("onestop:batch", batch_id=batch.id)


@access.role(*POSTS)
@require_safe
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show what came of each dossier, and how many still wait."""
    try:
        found = queries.batch(viewer_of(request), batch_id)
    except errors.UnknownBatch:
        raise Http404 from None
    lines = queries.lines_of(found)
    done = [line for line in lines if line.done_at]
    context = {
        "batch": found,
        "what": Together(found.what),
        "lines": lines,
        "done": len(done),
        "well": sum(not line.refusal for line in done),
    }
    return render(request, "onestop/batch.html", context)


def _what(request: HttpRequest) -> Together:
    said = request.POST.get("viec", "")
    if said not in set(Together):
        raise Http404
    return Together(said)


def _chosen(request: HttpRequest) -> list[UUID]:
    """Return what was marked; where nothing was, all of the page."""
    marked = request.POST.getlist("chon") or request.POST.getlist("trang")
    return [found for text in marked if (found := _uuid(text)) is not None]


def _batch_id(request: HttpRequest) -> UUID:
    found = _uuid(request.POST.get("luot", ""))
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _ends_with(what: Together, item: Any) -> str:
    """Return what a task would end with; nothing where it is only given to somebody."""
    outcome = actions.outcome_of(item) if what is Together.DO else None
    return outcome.label if outcome else ""
