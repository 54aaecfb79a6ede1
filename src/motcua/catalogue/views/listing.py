"""The list of procedures for controllers, and where a draft begins."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import actions, queries
from motcua.catalogue.queries import Wanted
from motcua.catalogue.views.controller import editor_of
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal

LONGEST = 200


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def procedures(request: HttpRequest) -> HttpResponse:
    """List procedures by name; begin a new one on POST."""
    refused = ""
    if request.method == "POST":
        code = request.POST.get("ma", "").strip()[:LONGEST]
        try:
            actions.begin_new(
                code=code,
                name=request.POST.get("ten", "")[:LONGEST],
                by=editor_of(request).actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:draft", code=code)
    asked = {
        name: request.GET.get(name, "")[:LONGEST] for name in ("tim", "linh-vuc", "trang-thai")
    }
    page = queries.listed(
        Wanted(
            words=asked["tim"],
            sector=asked["linh-vuc"],
            state=asked["trang-thai"],
            after=request.GET.get("sau", "")[:1000],
        )
    )
    context = {
        "page": page,
        "next": urlencode({**{k: v for k, v in asked.items() if v}, "sau": page.after}),
        "asked": asked,
        "drafts": queries.drafts_of([one.code for one in page.procedures]),
        "new_drafts": queries.new_drafts(),
        "sectors": queries.sectors(),
        "refused": refused,
        "typed": {name: request.POST.get(name, "") for name in ("ma", "ten")},
    }
    return render(request, "catalogue/list.html", context, status=422 if refused else 200)


@access.role(Role.CONTROLLER)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next version of a procedure, or go on with it."""
    actions.begin_draft(code=code, by=editor_of(request).actor, at=timezone.now())
    return redirect("catalogue:draft", code=code)
