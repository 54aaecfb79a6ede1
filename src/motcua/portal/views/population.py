"""Asking the population database for a draft, when its owner wants it."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.exchange.types import Outcome
from motcua.kernel import access
from motcua.kernel.messages import message
from motcua.portal.views.visitor import citizen_of

_SAID: Final = {
    Outcome.NOT_FOUND: message(
        "CSDL quốc gia về dân cư không có ai trùng cả số định danh, họ tên và ngày sinh của bạn."
    ),
    Outcome.UNAVAILABLE: message("CSDL quốc gia về dân cư hiện không trả lời."),
    Outcome.REFUSED: message("CSDL quốc gia về dân cư hiện không nhận câu hỏi của cơ quan này."),
}
_UNUSABLE: Final = message("CSDL quốc gia về dân cư trả lời không dùng được, nên không điền gì cả.")


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def population(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Say what would be asked and what for; ask on POST, once she agreed.

    Where she answered otherwise than the register, both are shown, and `chon` says which stand.
    `phan` names the page of the form that she came from.
    """
    owner = citizen_of(request)
    draft = queries.draft(draft_id, owner=owner)
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    form = queries.form_of_draft(draft)
    came_from = request.POST.get("phan") or request.GET.get("phan", "")
    page = form.page(came_from) or form.pages[0]
    leads_to = reverse("portal:page", args=[draft.id, page.key])
    if "chon" in request.POST:
        seen = request.POST.getlist("chon")
        taken = [key for key in seen if request.POST.get(f"chon-{key}") == "csdl"]
        actions.choose_told(
            draft_id=draft.id, owner=owner, taken=taken, seen=seen, at=timezone.now()
        )
        return redirect(leads_to)
    said = ""
    if request.method == "POST":
        outcome = actions.ask_population(draft_id=draft.id, owner=owner, at=timezone.now())
        if outcome is Outcome.FOUND:
            filled = queries.filled(queries.draft(draft_id, owner=owner))
            way = reverse("portal:population", args=[draft.id])
            differs = queries.mismatches(form, filled)
            return redirect(f"{way}?phan={page.key}" if differs else leads_to)
        said = _SAID.get(outcome, _UNUSABLE)
    filled = queries.filled(draft)
    context = {
        "draft": draft,
        "form": form,
        "page": page,
        "leads_to": leads_to,
        "content": catalogue.version(draft.procedure_version_id).content,
        "questions": queries.population_questions(form, filled),
        "differing": queries.mismatches(form, filled),
        "said": said,
    }
    return render(request, "portal/population.html", context)
