"""Recorded examples of a form: what they are to come to, and what they come to now."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.eforms import actions, case_queries, draft_queries, examples
from motcua.eforms.views.author import READERS, WRITERS, names_of, viewer_of
from motcua.kernel import access
from motcua.kernel.errors import Refusal

LONGEST_REASON = 500


@access.role(*READERS)
@require_safe
def cases(request: HttpRequest, key: str) -> HttpResponse:
    """Show the examples of a form, held against its open draft, else against its last version."""
    return _show(request, key)


@access.role(*WRITERS)
@require_POST
def take_carried(request: HttpRequest, key: str) -> HttpResponse:
    """Take over the examples that the project carries for a form."""
    form = case_queries.current_form(key)
    if form is None:
        raise Http404
    by, at = viewer_of(request).actor, timezone.now()
    try:
        actions.record_carried(key=key, form=form, by=by, at=at)
    except Refusal as refusal:
        return _show(request, key, refused=refusal.text(gettext))
    return redirect("eforms:cases", key=key)


@access.role(*WRITERS)
@require_POST
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Expect of an example what it comes to now, or take it away, as `viec` says."""
    key = case_queries.case(case_id).key
    asked, because = request.POST.get("viec", ""), request.POST.get("ly-do", "")[:LONGEST_REASON]
    by, at = viewer_of(request).actor, timezone.now()
    form = case_queries.current_form(key)
    try:
        if asked == "bo":
            actions.retire_case(case_id=case_id, because=because, by=by, at=at)
        elif asked == "nhan" and form is not None:
            actions.accept_outcome(case_id=case_id, form=form, because=because, by=by, at=at)
        else:
            raise Http404
    except Refusal as refusal:
        return _show(request, key, refused=refusal.text(gettext))
    return redirect("eforms:cases", key=key)


def _show(request: HttpRequest, key: str, *, refused: str = "") -> HttpResponse:
    form, retired = case_queries.current_form(key), case_queries.retired(key)
    found = case_queries.replayed(key, form) if form else []
    taken = {one.case.name for one in found}
    context = {
        "key": key,
        "form": form,
        "draft": draft_queries.open_draft(key),
        "found": found,
        "broken": sum(1 for one in found if one.shifts),
        "retired": retired,
        "names": names_of(
            [one.case.recorded_by for one in found] + [one.retired_by for one in retired]
        ),
        "offered": sum(1 for one in examples.of(key) if one.name not in taken) if form else 0,
        "writes": viewer_of(request).has_any(WRITERS),
        "refused": refused,
    }
    return render(request, "eforms/authoring/cases.html", context, status=422 if refused else 200)
