"""The questions that forms share, beside a draft that may ask them."""

from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.eforms import actions, bank, bank_queries, draft_queries, lifecycle
from motcua.eforms.forms import number_in
from motcua.eforms.types.bank import Topic
from motcua.eforms.types.drafting import DraftStatus
from motcua.eforms.views.author import WRITERS, viewer_of
from motcua.kernel import access
from motcua.kernel.errors import Refusal

LONGEST = 200


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show shared questions; on POST ask some of them, or share one of the draft's own."""
    if request.method != "POST":
        return _show(request, draft_id)
    asked, by, at = request.POST.get("viec", ""), viewer_of(request).actor, timezone.now()
    try:
        if asked == "them":
            actions.ask_from_bank(
                draft_id=draft_id,
                keys=request.POST.getlist("cau"),
                page=request.POST.get("trang", ""),
                seen=number_in(request.POST.get("phien-ban", "")),
                by=by,
                at=at,
            )
            return redirect("eforms:draft", draft_id=draft_id)
        if asked != "gop":
            raise Http404
        key, topic = request.POST.get("khoa", ""), request.POST.get("chu-de", "")
        actions.share_question(draft_id=draft_id, key=key, topic=topic, by=by, at=at)
    except Refusal as refusal:
        return _show(request, draft_id, refused=refusal.text(gettext))
    return redirect("eforms:bank", draft_id=draft_id)


def _show(request: HttpRequest, draft_id: UUID, *, refused: str = "") -> HttpResponse:
    draft = draft_queries.draft(draft_id)
    definition = draft_queries.revision(draft.id, draft.revision).definition
    words = request.GET.get("tim", "")[:LONGEST].strip()
    topic = request.GET.get("chu-de", "")
    taken = bank.keys_in(definition)
    entries = bank_queries.entries(words=words, topic=topic)
    shared = bank_queries.by_key(taken).keys()
    context = {
        "draft": draft,
        "entries": entries,
        "by_topic": [
            (about, [*found])
            for about, found in groupby(
                (one for one in entries if one.key not in taken), key=lambda one: one.topic
            )
        ],
        "most": bank_queries.MOST_SHOWN,
        "words": words,
        "topic": topic,
        "topics": list(Topic),
        "taken": taken,
        "chosen": request.POST.getlist("cau"),
        "pages": [one for one in definition["components"] if one.get("type") == "panel"],
        "own": [
            one
            for one in bank.questions(definition)
            if one["key"] not in shared and not bank.hangs_on_others(one)
        ],
        "writes": DraftStatus(draft.status) in lifecycle.EDITABLE,
        "refused": refused,
    }
    return render(request, "eforms/authoring/bank.html", context, status=422 if refused else 200)
