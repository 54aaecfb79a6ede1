"""Looking a draft through, and submitting it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import DraftIncomplete
from motcua.eforms import queries as eforms
from motcua.kernel import access
from motcua.portal.views.filling import uploads_of
from motcua.portal.views.visitor import citizen_of, filler_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft


@access.filler
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show all answers and the fee before submitting; submit on POST, once however often.

    Whoever came by the code of a draft looks it through; only its owner, signed in, submits it.
    """
    filler = filler_of(request, draft_id)
    if request.method == "POST":
        owner = filler.owner if filler.is_owner else citizen_of(request)
        try:
            dossier = actions.submit(draft_id=draft_id, owner=owner, at=timezone.now())
        except DraftIncomplete:
            draft = queries.draft_with_agency(draft_id, owner=owner)
            return _show(request, draft, is_owner=True, status=422)
        return redirect("portal:dossier", code=dossier.code)
    draft = queries.draft_with_agency(draft_id, owner=filler.owner)
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    return _show(request, draft, is_owner=filler.is_owner, status=200)


def _show(request: HttpRequest, draft: "Draft", *, is_owner: bool, status: int) -> HttpResponse:
    version = catalogue.version(draft.procedure_version_id)
    form = queries.form_of_draft(draft)
    answers = queries.filled(draft).answers
    terms = catalogue.terms(
        version,
        agency_id=draft.service.agency_id,
        at=timezone.now(),
        channel=Channel.ONLINE,
        answers=answers,
    ).content
    problems = queries.problems_of(draft, today=agencies.legal_today())
    context = {
        "draft": draft,
        "form": form,
        "content": terms,
        "pages": eforms.visible_pages(form, answers),
        "lines": eforms.summary(form, answers, files=uploads_of(draft)),
        "problems": problems,
        "fees": () if problems else catalogue.fee_lines(terms, answers),
        "is_owner": is_owner,
    }
    return render(request, "portal/review.html", context, status=status)
