"""A draft as citizens will see it: the real fields and the real rules; nothing is kept."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.eforms import actions, draft_queries, queries
from motcua.eforms.errors import FormNotSupported
from motcua.eforms.replay import Example
from motcua.eforms.types import Answer, FileField, Form, Page
from motcua.eforms.views.author import READERS, WRITERS, viewer_of
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.ui import csp

POLICY: Final = csp.POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
RECORD: Final = "ghi-ca-thu"
_SALT: Final = "eforms.preview"
_FILE: Final = "xem-thu"
"""The id of every paper of a preview: none is handed in, and all count as if they were."""


@access.role(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show a page of a draft; on POST judge what was typed and go on to the next.

    What was answered on earlier pages travels in the page itself, signed, and nowhere else, unless
    an author has it recorded as an example.
    """
    draft = draft_queries.draft(draft_id)
    try:
        form = draft_queries.form_of(draft)
    except FormNotSupported:
        answer = render(request, "eforms/authoring/preview.html", {"draft": draft, "page": None})
    else:
        answer = _fill_in(request, form, draft_id)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _fill_in(request: HttpRequest, form: Form, draft_id: UUID) -> HttpResponse:
    answers = _carried(request, form)
    if RECORD in request.POST and not request.POST.get("phan"):
        given = queries.relevant(form, answers)
        told = _record(request, draft_id, Example(answers=given, legal_date=agencies.legal_today()))
        return _show(request, form, None, answers, told=told)
    asked = form.page(request.POST.get("phan", "")) or form.pages[0]
    if request.method != "POST" or not request.POST.get("phan"):
        return _show(request, form, asked, answers)
    raw = queries.read(asked, request.POST)
    papers = [field.key for field in asked.fields if isinstance(field, FileField)]
    answers |= dict.fromkeys(papers, _FILE)
    rearranged = queries.rearranged(asked, raw, request.POST)
    if rearranged is not None:
        return _show(request, form, asked, answers, typed=rearranged)
    today = agencies.legal_today()
    checked = queries.check_page(form, asked, raw, answers, today=today)
    if RECORD in request.POST:
        example = Example(answers=answers, page=asked.key, typed=raw, legal_date=today)
        told = _record(request, draft_id, example)
        return _show(request, form, asked, answers, typed=raw, errors=checked.errors, told=told)
    if checked.errors:
        return _show(request, form, asked, checked.answers, typed=raw, errors=checked.errors)
    pages = [one.key for one in queries.visible_pages(form, checked.answers)]
    following = form.page(next(iter(pages[pages.index(asked.key) + 1 :]), ""))
    return _show(request, form, following, checked.answers)


def _show(
    request: HttpRequest,
    form: Form,
    asked: Page | None,
    answers: Mapping[str, Any],
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Refusal] | None = None,
    told: str = "",
) -> HttpResponse:
    titles = [one.title for one in queries.visible_pages(form, answers)]
    drawn = queries.drawn(form, asked, {**answers, **(typed or {})}) if asked else None
    context = {
        "form": form,
        "page": drawn.page if drawn else None,
        "answers": drawn.values if drawn else {},
        "unmet": drawn.unmet if drawn else (),
        "errors": errors or {},
        "titles": titles,
        "position": titles.index(asked.title) + 1 if asked and asked.title in titles else 1,
        "summary": () if asked else queries.summary(form, answers),
        "writes": viewer_of(request).has_any(WRITERS),
        "told": told,
        "name": request.POST.get("ten-ca", "") if told else "",
        "carried": signing.dumps(dict(answers), salt=_SALT, compress=True),
    }
    return render(request, "eforms/authoring/preview.html", context, status=422 if errors else 200)


def _record(request: HttpRequest, draft_id: UUID, example: Example) -> str:
    """Keep what was filled in as an example, and return what to tell of it; writers only."""
    if not viewer_of(request).has_any(WRITERS):
        raise PermissionDenied
    try:
        case = actions.record_case(
            draft_id=draft_id,
            name=request.POST.get("ten-ca", ""),
            example=example,
            by=viewer_of(request).actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return refusal.text(gettext)
    return gettext("Đã ghi ca thử “%(name)s”.") % {"name": case.name}


def _carried(request: HttpRequest, form: Form) -> dict[str, Answer]:
    """Return the answers that came with the page, of questions that the draft still asks."""
    try:
        read = signing.loads(request.POST.get("da-dien", ""), salt=_SALT)
    except signing.BadSignature:
        return {}
    kept = {field.key for field in form.fields}
    return {key: answer for key, answer in read.items() if key in kept}
