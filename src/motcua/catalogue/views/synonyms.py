"""What people call things: kept by controllers, who see what was searched for in vain."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import actions, queries
from motcua.catalogue.views.controller import editor_of
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal

LONGEST = 200


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    """List synonyms and searches in vain; keep a synonym on POST. `tu` fills in its phrase."""
    editor = editor_of(request)
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in ("tu", "nghia", "ma")}
    typed["tu"] = typed["tu"] or request.GET.get("tu", "")[:LONGEST]
    refused = ""
    if request.method == "POST":
        try:
            actions.enter_synonym(
                phrase=typed["tu"],
                means=typed["nghia"],
                procedures=re.findall(r"[^\s,;]+", typed["ma"]),
                by=editor.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:synonyms")
    words = request.GET.get("tim", "")[:LONGEST]
    found = queries.synonyms(words, after=request.GET.get("sau", "")[:LONGEST])
    context = {
        "synonyms": found,
        "after": found[-1].folded if len(found) == queries.SYNONYMS_A_PAGE else "",
        "missed": queries.missed_searches(),
        "words": words,
        "typed": typed,
        "refused": refused,
    }
    return render(request, "catalogue/synonyms.html", context, status=422 if refused else 200)


@access.role(Role.CONTROLLER)
@require_POST
def end(request: HttpRequest, synonym_id: UUID) -> HttpResponse:
    """End a synonym."""
    actions.end_synonym(synonym_id=synonym_id, by=editor_of(request).actor, at=timezone.now())
    return redirect("catalogue:synonyms")
