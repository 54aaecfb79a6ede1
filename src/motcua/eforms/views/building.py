"""The builder of forms, on its own path with its own content policy."""

import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.eforms import actions, case_queries, draft_errors, draft_queries, lifecycle, queries
from motcua.eforms.builder_words import BUILDER_WORDS
from motcua.eforms.forms import definition_in, number_in, written_out
from motcua.eforms.types.drafting import DraftStatus
from motcua.eforms.views.author import WRITERS, names_of, shown, viewer_of
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.ui import csp, formats

POLICY: Final = csp.POLICY.replace(
    "style-src 'self'", "style-src 'self'; style-src-attr 'unsafe-inline'; frame-src 'self'"
)
"""The builder's templates carry style attributes, and the preview stands in a frame."""


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def builder(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Write a draft: with the builder where there is script, else as JSON in a text box.

    A save answers in JSON to the script that asks for it, else by going back to the draft. Who
    saves over another is shown both.
    """
    draft = draft_queries.draft(draft_id)
    if request.method != "POST":
        if DraftStatus(draft.status) not in lifecycle.EDITABLE:
            return redirect("eforms:draft", draft_id=draft.id)
        held = draft_queries.revision(draft.id, draft.revision)
        text = written_out(held.definition).decode()
        return _show(request, draft_id, text=text, seen=draft.revision)
    text, seen = request.POST.get("definition", ""), number_in(request.POST.get("phien-ban", ""))
    try:
        definition = definition_in(text)
        if title := request.POST.get("title", "").strip():
            definition["title"] = title
        saved = actions.save_definition(
            draft_id=draft_id,
            definition=definition,
            seen=seen,
            by=viewer_of(request).actor,
            at=timezone.now(),
        )
    except draft_errors.FormEditedMeanwhile as refusal:
        return _both(request, draft_id, definition, refused=refusal.text(gettext))
    except Refusal as refusal:
        return _show(
            request, draft_id, text=text, seen=seen, refused=refusal.text(gettext), status=422
        )
    if "application/json" not in request.headers.get("Accept", ""):
        return redirect("eforms:draft", draft_id=saved.id)
    found = {"findings": shown(case_queries.findings(saved.key, definition))}
    return JsonResponse(
        {
            "revision": saved.revision,
            "told": gettext("Đã lưu lúc %(when)s") % {"when": formats.legal(saved.edited_at)},
            "findings": render_to_string("eforms/authoring/findings.html", found, request),
        }
    )


def _show(
    request: HttpRequest,
    draft_id: UUID,
    *,
    text: str,
    seen: int,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    draft = draft_queries.draft(draft_id)
    held = draft_queries.revision(draft.id, draft.revision)
    context = {
        "draft": draft,
        "text": text,
        "seen": seen,
        "findings": shown(case_queries.findings(draft.key, held.definition)),
        "words": json.dumps(BUILDER_WORDS, ensure_ascii=False),
        "refused": refused,
    }
    answer = render(request, "eforms/authoring/builder.html", context, status=status)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _both(
    request: HttpRequest, draft_id: UUID, mine: dict[str, Any], *, refused: str
) -> HttpResponse:
    """Show what the other saved and what this author wanted to, and let her choose."""
    draft = draft_queries.draft(draft_id)
    held = draft_queries.revision(draft.id, draft.revision)
    old, new = queries.examined(held.definition).form, queries.examined(mine).form
    context = {
        "draft": draft,
        "held": held,
        "names": names_of([held.saved_by]),
        "theirs": written_out(held.definition).decode(),
        "mine": written_out(mine).decode(),
        "differences": queries.differences(old, new) if old and new else None,
        "refused": refused,
    }
    return render(request, "eforms/authoring/both.html", context, status=409)
