"""What the national catalogue changed, for controllers: shown, accepted, declined."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import actions, differences, errors, national, queries
from motcua.catalogue.types import ProposalStatus
from motcua.catalogue.views.controller import editor_of, names_of
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal


@access.role(Role.CONTROLLER)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List what the national catalogue changed; `tat-ca` with what is decided."""
    shows_all = "tat-ca" in request.GET
    context = {
        "proposals": queries.national_proposals(status=None if shows_all else ProposalStatus.OPEN),
        "labels": {status.value: status.label for status in ProposalStatus},
        "shows_all": shows_all,
        "read_until": queries.read_until(),
    }
    return render(request, "catalogue/proposals.html", context)


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show what a change makes of ours; on POST accept it (`nhan` or `cong-bo`) or decline it."""
    refused = ""
    if request.method == "POST":
        try:
            return _decide(request, proposal_id)
        except Refusal as refusal:
            refused = refusal.text(gettext)
    found = queries.national_proposal(proposal_id)
    try:
        ours = queries.history(found.code)[0]
    except errors.UnknownProcedure:
        ours = None
    base = ours.content if ours else None
    said = national.content_of(found.record, base=base)
    context = {
        "proposal": found,
        "label": ProposalStatus(found.status).label,
        "is_open": found.status == ProposalStatus.OPEN,
        "ours": ours,
        "differences": differences.compare(base, said, translate=gettext),
        "refused": refused,
        "decided_by": names_of([found.decided_by]).get(found.decided_by, ""),
    }
    return render(request, "catalogue/proposal.html", context, status=422 if refused else 200)


def _decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    by, at = editor_of(request).actor, timezone.now()
    code = queries.national_proposal(proposal_id).code
    match request.POST.get("quyet-dinh"):
        case "nhan":
            actions.accept_proposal(proposal_id=proposal_id, publishes=False, by=by, at=at)
            if queries.open_draft(code):
                return redirect("catalogue:draft", code=code)
        case "cong-bo":
            actions.accept_proposal(proposal_id=proposal_id, publishes=True, by=by, at=at)
        case _:
            reason = request.POST.get("ly-do", "")[:2000]
            actions.decline_proposal(proposal_id=proposal_id, reason=reason, by=by, at=at)
            return redirect("catalogue:proposals")
    return redirect("catalogue:history", code=code)
