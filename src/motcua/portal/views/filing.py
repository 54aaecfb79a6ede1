"""Filling in a form, page by page, and submitting it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.documents.errors import FileRefused
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import AlreadySubmitted, DraftIncomplete
from motcua.eforms import queries as eforms
from motcua.eforms.types import Checked, FileField, Form, Page, Upload
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.portal.views.visitor import citizen_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft

READ_AT_MOST = 12 * 1024 * 1024
"""Bytes of an uploaded file that are looked at at all."""


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is about to begin and with whom; begin it on POST."""
    owner = citizen_of(request)
    agency = request.POST.get("co-quan") or request.GET.get("co-quan", "")
    offer = catalogue.offer(code, agency, on=agencies.legal_today())
    if request.method == "POST":
        draft = actions.begin_draft(offer=offer, owner=owner, at=timezone.now())
        return _to_first_page(draft)
    open_ones = [one for one in queries.open_drafts(owner) if one.service_id == offer.service]
    return render(
        request,
        "portal/begin.html",
        {"offer": offer, "content": offer.version.content, "drafts": open_ones},
    )


@access.citizen
@require_safe
def resume(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Go on where the draft was left: at the first page that is not right, else at the review."""
    draft = queries.draft(draft_id, owner=citizen_of(request))
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    for problem in queries.problems_of(draft, today=agencies.legal_today()):
        if problem.page is not None:
            return redirect("portal:page", draft_id=draft.id, key=problem.page.key)
    return redirect("portal:review", draft_id=draft.id)


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Show a page of the form; on POST keep what was answered and go on, or say what is wrong.

    A file is examined when it arrives. `bo-tep` takes one back. Whatever was typed is shown again.
    """
    draft = queries.draft(draft_id, owner=citizen_of(request))
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    form = _form_of(draft)
    answers = queries.answers_of(draft)
    asked = form.page(key)
    if asked is None or asked not in eforms.visible_pages(form, answers):
        raise Http404
    if request.method != "POST":
        typed = queries.typed_of(draft)
        return _show(request, draft, asked, answers=answers, typed=typed, errors={})
    raw = eforms.read(asked, request.POST)
    if dropped := request.POST.get("bo-tep"):
        _save(request, draft, asked, raw)
        actions.detach_file(
            draft_id=draft.id, owner=citizen_of(request), field=dropped, at=timezone.now()
        )
        return redirect("portal:page", draft_id=draft.id, key=key)
    refused = _take_files(request, draft, asked)
    if request.FILES:
        draft = queries.draft(draft.id, owner=citizen_of(request))
    checked = _save(request, draft, asked, raw)
    errors = {**checked.errors, **refused}
    if errors:
        return _show(request, draft, asked, answers=checked.answers, typed=raw, errors=errors)
    return _to_next_page(draft, form, asked, checked.answers)


@access.citizen
@require_POST
def autosave(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what is typed so far, right or not; nothing is judged aloud."""
    draft = queries.draft(draft_id, owner=citizen_of(request))
    asked = _form_of(draft).page(request.POST.get("phan", ""))
    if asked is None:
        raise Http404
    try:
        _save(request, draft, asked, eforms.read(asked, request.POST))
    except AlreadySubmitted:
        return JsonResponse({"saved": False}, status=409)
    return JsonResponse({"saved": True})


@access.citizen
@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(draft_id=draft_id, owner=citizen_of(request))
    return redirect("portal:mine")


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show all answers and the fee before submitting; submit on POST, once however often."""
    owner = citizen_of(request)
    if request.method == "POST":
        try:
            dossier = actions.submit(draft_id=draft_id, owner=owner, at=timezone.now())
        except DraftIncomplete:
            draft = queries.draft_with_agency(draft_id, owner=owner)
            return _show_review(request, draft, status=422)
        return redirect("portal:dossier", code=dossier.code)
    draft = queries.draft_with_agency(draft_id, owner=owner)
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    return _show_review(request, draft, status=200)


def _show_review(request: HttpRequest, draft: "Draft", *, status: int) -> HttpResponse:
    version = catalogue.version(draft.procedure_version_id)
    form = _form_of(draft)
    answers = queries.answers_of(draft)
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
        "lines": eforms.summary(form, answers, files=_uploads(draft)),
        "problems": problems,
        "fees": () if problems else catalogue.fee_lines(terms, answers),
    }
    return render(request, "portal/review.html", context, status=status)


def _show(
    request: HttpRequest,
    draft: "Draft",
    asked: Page,
    *,
    answers: Mapping[str, Any],
    typed: Mapping[str, Any],
    errors: Mapping[str, Refusal],
) -> HttpResponse:
    form = _form_of(draft)
    shown = {**answers, **typed}
    pages = eforms.visible_pages(form, answers)
    context = {
        "draft": draft,
        "form": form,
        "page": eforms.seen(form, asked, shown),
        "answers": shown,
        "errors": errors,
        "files": _uploads(draft),
        "titles": [one.title for one in pages],
        "position": [one.key for one in pages].index(asked.key) + 1,
        "before": _before(pages, asked),
    }
    return render(request, "portal/page.html", context, status=422 if errors else 200)


def _save(request: HttpRequest, draft: "Draft", asked: Page, raw: Mapping[str, Any]) -> Checked:
    """Keep the right answers of a page, and as typed those that are not right."""
    owner, form = citizen_of(request), _form_of(draft)
    today = agencies.legal_today()
    checked = eforms.check_page(form, asked, raw, queries.answers_of(draft), today=today)
    own = {field.key for field in asked.fields}
    typed = {key: text for key, text in queries.typed_of(draft).items() if key not in own}
    typed |= {key: raw[key] for key in checked.errors if raw.get(key)}
    actions.save_answers(
        draft_id=draft.id, owner=owner, answers=checked.answers, typed=typed, at=timezone.now()
    )
    return checked


def _take_files(request: HttpRequest, draft: "Draft", asked: Page) -> dict[str, Refusal]:
    """Take the files that came with a page; return why some were not taken."""
    refused: dict[str, Refusal] = {}
    for field in asked.fields:
        given = request.FILES.get(field.key) if isinstance(field, FileField) else None
        if given is None or not isinstance(field, FileField):
            continue
        try:
            actions.attach_file(
                draft_id=draft.id,
                owner=citizen_of(request),
                field=field,
                name=given.name or "",
                content=given.read(READ_AT_MOST),
                at=timezone.now(),
            )
        except FileRefused as refusal:
            refused[field.key] = refusal
    return refused


def _uploads(draft: "Draft") -> dict[str, Upload]:
    return {
        one.field: Upload(id=str(one.id), name=one.name, size=one.file.size, sha256=one.file.sha256)
        for one in queries.attachments_of(draft)
    }


def _form_of(draft: "Draft") -> Form:
    return eforms.form(queries.form_of(catalogue.version(draft.procedure_version_id)))


def _to_first_page(draft: "Draft") -> HttpResponseRedirect:
    return redirect("portal:page", draft_id=draft.id, key=_form_of(draft).pages[0].key)


def _to_next_page(
    draft: "Draft", form: Form, asked: Page, answers: Mapping[str, Any]
) -> HttpResponseRedirect:
    keys = [one.key for one in eforms.visible_pages(form, answers)]
    following = keys[keys.index(asked.key) + 1 :]
    if following:
        return redirect("portal:page", draft_id=draft.id, key=following[0])
    return redirect("portal:review", draft_id=draft.id)


def _before(pages: tuple[Page, ...], asked: Page) -> Page | None:
    position = [one.key for one in pages].index(asked.key)
    return pages[position - 1] if position else None
