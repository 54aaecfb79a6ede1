"""A draft: what it changes, what was found in it, and how it goes on."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.eforms import actions, case_queries, draft_queries, lifecycle, queries, uses
from motcua.eforms.forms import number_in
from motcua.eforms.types.drafting import DraftMove, DraftStatus
from motcua.eforms.views.author import READERS, WRITERS, names_of, shown, viewer_of
from motcua.eforms.views.listing import json_file
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal

LONGEST_COMMENT = 2000
_PLAIN = {
    DraftMove.SUBMIT: actions.submit_draft,
    DraftMove.TAKE_BACK: actions.take_back,
    DraftMove.WITHDRAW: actions.withdraw_draft,
}


@access.role(*READERS)
@require_safe
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show a draft."""
    return _show(request, draft_id)


@access.role(*WRITERS)
@require_POST
def move(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send a draft to be read, take it back, publish it or give it up, as `buoc` says."""
    asked, seen = request.POST.get("buoc", ""), number_in(request.POST.get("phien-ban", ""))
    by, at = viewer_of(request).actor, timezone.now()
    try:
        if asked == DraftMove.PUBLISH:
            version = actions.publish_draft(draft_id=draft_id, seen=seen, by=by, at=at)
            return redirect("eforms:form", key=version.key)
        if asked not in _PLAIN:
            raise Http404
        _PLAIN[DraftMove(asked)](draft_id=draft_id, seen=seen, by=by, at=at)
    except Refusal as refusal:
        return _show(request, draft_id, refused=refusal.text(gettext))
    return redirect("eforms:draft", draft_id=draft_id)


@access.role(Role.FORM_REVIEWER)
@require_POST
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Sign a draft off, or give it back with what to change."""
    asked, seen = request.POST.get("buoc", ""), number_in(request.POST.get("phien-ban", ""))
    if asked not in {DraftMove.SIGN_OFF, DraftMove.RETURN}:
        raise Http404
    act = actions.sign_off if asked == DraftMove.SIGN_OFF else actions.return_draft
    comment = request.POST.get("y-kien", "")[:LONGEST_COMMENT]
    by, at = viewer_of(request).actor, timezone.now()
    try:
        act(draft_id=draft_id, seen=seen, comment=comment, by=by, at=at)
    except Refusal as refusal:
        return _show(request, draft_id, refused=refusal.text(gettext))
    return redirect("eforms:draft", draft_id=draft_id)


@access.role(*READERS)
@require_safe
def revision_file(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:  # noqa: ARG001 -- a view
    """Send what a draft held after one save, as a file."""
    held = draft_queries.revision(draft_id, number)
    key = draft_queries.draft(draft_id).key
    return json_file(held.definition, name=f"{key}-ban-thao-{number}.json")


def _show(request: HttpRequest, draft_id: UUID, *, refused: str = "") -> HttpResponse:
    found, viewer = draft_queries.draft(draft_id), viewer_of(request)
    definition = draft_queries.revision(found.id, found.revision).definition
    form = queries.examined(definition).form
    steps, saves = draft_queries.steps(found.id), draft_queries.revisions(found.id)
    status = DraftStatus(found.status)
    base = queries.form(found.based_on_id) if found.based_on_id else None
    context = {
        "draft": found,
        "status": status,
        "moves": lifecycle.FORM_DRAFT.events_from(status),
        "is_open": status in lifecycle.OPEN,
        "findings": shown(case_queries.findings(found.key, definition)),
        "form": form,
        "differences": queries.differences(base, form) if base and form else None,
        "steps": [(DraftMove(step.move), step) for step in steps],
        "saves": saves,
        "names": names_of(
            [found.begun_by, found.edited_by]
            + [step.taken_by for step in steps]
            + [save.saved_by for save in saves]
        ),
        "uses": uses.of(found.key),
        "cases": len(case_queries.cases(found.key)),
        "writes": viewer.has_any(WRITERS),
        "reviews": viewer.has_any([Role.FORM_REVIEWER]),
        "wrote": str(viewer.actor) in draft_queries.writers(found.id),
        "refused": refused,
        "comment": request.POST.get("y-kien", ""),
    }
    return render(request, "eforms/authoring/draft.html", context, status=422 if refused else 200)
