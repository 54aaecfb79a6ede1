"""A draft as citizens will see it: the real fields and the real rules; nothing is kept."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.eforms import draft_queries, queries
from motcua.eforms.errors import FormNotSupported
from motcua.eforms.types import Answer, Form, Page
from motcua.eforms.views.author import READERS
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.ui import csp

POLICY: Final = csp.POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_SALT: Final = "eforms.preview"


@access.role(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show a page of a draft; on POST judge what was typed and go on to the next.

    What was answered on earlier pages travels in the page itself, signed, and nowhere else.
    """
    draft = draft_queries.draft(draft_id)
    try:
        form = draft_queries.form_of(draft)
    except FormNotSupported:
        answer = render(request, "eforms/authoring/preview.html", {"draft": draft, "page": None})
    else:
        answer = _fill_in(request, form)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _fill_in(request: HttpRequest, form: Form) -> HttpResponse:
    answers = _carried(request, form)
    asked = form.page(request.POST.get("phan", "")) or form.pages[0]
    if request.method != "POST" or not request.POST.get("phan"):
        return _show(request, form, asked, answers)
    raw = queries.read(asked, request.POST)
    rearranged = queries.rearranged(asked, raw, request.POST)
    if rearranged is not None:
        return _show(request, form, asked, answers, typed=rearranged)
    checked = queries.check_page(form, asked, raw, answers, today=agencies.legal_today())
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
        "carried": signing.dumps(dict(answers), salt=_SALT, compress=True),
    }
    return render(request, "eforms/authoring/preview.html", context, status=422 if errors else 200)


def _carried(request: HttpRequest, form: Form) -> dict[str, Answer]:
    """Return the answers that came with the page, of questions that the draft still asks."""
    try:
        read = signing.loads(request.POST.get("da-dien", ""), salt=_SALT)
    except signing.BadSignature:
        return {}
    kept = {field.key for field in form.fields}
    return {key: answer for key, answer in read.items() if key in kept}
