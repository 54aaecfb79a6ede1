"""Looking a draft through, and submitting it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import (
    ChannelNotOffered,
    DraftIncomplete,
    DraftMoved,
    PostAddressMissing,
)
from motcua.dossiers.queries import reusing
from motcua.dossiers.types import Filing
from motcua.eforms import queries as eforms
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.portal.views.filling import given_files
from motcua.portal.views.visitor import Filler, citizen_of, filler_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft

MOST_LETTERS = 500


@access.filler
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show all answers and the fee before submitting; submit on POST, once however often.

    Whoever came by the code of a draft looks it through; only its owner, signed in, submits it, and
    only what she looked through: saved by somebody since, it is shown again.
    """
    filler = filler_of(request, draft_id)
    if request.method == "POST":
        owner = filler.owner if filler.is_owner else citizen_of(request)
        try:
            dossier = actions.submit(
                draft_id=draft_id,
                owner=owner,
                at=timezone.now(),
                seen=_seen(request),
                result_channel=request.POST.get("nhan-ket-qua", ""),
                post_address=request.POST.get("dia-chi-nhan", "")[:MOST_LETTERS],
            )
        except DraftIncomplete:
            draft = queries.draft_with_agency(draft_id, owner=owner)
            return _show(request, draft, filler, status=422)
        except (ChannelNotOffered, PostAddressMissing) as refusal:
            draft = queries.draft_with_agency(draft_id, owner=owner)
            return _show(request, draft, filler, status=422, refusal=refusal)
        except DraftMoved as refusal:
            draft = queries.draft_with_agency(draft_id, owner=owner)
            return _show(request, draft, filler, status=409, refusal=refusal)
        return redirect("portal:dossier", code=dossier.code)
    draft = queries.draft_with_agency(draft_id, owner=filler.owner)
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    return _show(request, draft, filler, status=200)


def _seen(request: HttpRequest) -> datetime | None:
    """Return when the draft that she looked through had been saved; None: it is not said.

    What is no such moment is never the one of the draft.
    """
    if "luc" not in request.POST:
        return None
    try:
        return datetime.fromisoformat(request.POST["luc"])
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _show(
    request: HttpRequest,
    draft: "Draft",
    filler: Filler,
    *,
    status: int,
    refusal: Refusal | None = None,
) -> HttpResponse:
    form = queries.form_of_draft(draft)
    filled = queries.filled(draft)
    answers = filled.answers
    terms = queries.terms_of_draft(draft, answers, at=timezone.now())
    problems = queries.problems_of(draft, today=agencies.legal_today())
    context = {
        "draft": draft,
        "form": form,
        "content": terms,
        "pages": eforms.visible_pages(form, answers),
        "lines": eforms.summary(form, answers, files=given_files(draft)),
        "problems": problems,
        "fees": () if problems else catalogue.fee_lines(terms, answers),
        "is_owner": filler.is_owner,
        "sitting": filler.sitting,
        "owner_name": filler.owner.full_name,
        "handed": {one.label: one for one in queries.handed_of(draft)},
        "kept": reusing.told_sources(form, filled),
        "refusal": refusal,
        "wanted": request.POST.get("nhan-ket-qua")
        or queries.result_channel_of(terms, Filing(draft.filing)),
        "post_address": request.POST.get("dia-chi-nhan", ""),
    }
    return render(request, "portal/review.html", context, status=status)
