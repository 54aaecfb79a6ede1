"""Drafts as wholes: begun, gone on with, taken elsewhere by a code, renewed, thrown away."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import DraftOpen, UnknownCode
from motcua.identity import actions as identity
from motcua.kernel import access, secret_codes
from motcua.portal.views.visitor import citizen_of, device_of, filler_of
from motcua.privacy.throttle import Attempt

OLD_FORM = "giu"
"""Query parameter: she has seen what changed and goes on with the form she began."""


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is about to begin and with whom; begin it on POST.

    A draft that is open is gone on with, or thrown away first where `bo-ban-nhap` names it.
    """
    owner, now = citizen_of(request), timezone.now()
    agency = request.POST.get("co-quan") or request.GET.get("co-quan", "")
    offer = catalogue.offer(code, agency, on=agencies.legal_today())
    present = queries.open_draft_of(owner, offer.version.content.code)
    if request.method != "POST":
        context = {"offer": offer, "content": offer.version.content, "draft": present}
        return render(request, "portal/begin.html", context)
    if present is not None and request.POST.get("bo-ban-nhap") != str(present.id):
        return redirect("portal:resume", draft_id=present.id)
    try:
        draft = actions.begin_draft(
            offer=offer,
            owner=owner,
            at=now,
            device=device_of(request),
            instead_of=present.id if present else None,
        )
    except DraftOpen as refusal:
        # A second press of the button, or another device, was a moment faster.
        return redirect("portal:resume", draft_id=refusal.params["draft"])
    first = queries.form_of_draft(draft).pages[0]
    return redirect("portal:page", draft_id=draft.id, key=first.key)


@access.filler
@require_safe
def resume(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Go on where the draft was left: at the first page that is not right, else at the review.

    Where the procedure has a newer form, its owner is asked first whether to go over to it.
    """
    filler = filler_of(request, draft_id)
    draft = queries.draft_with_agency(draft_id, owner=filler.owner)
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    today = agencies.legal_today()
    may_renew = filler.is_owner and OLD_FORM not in request.GET
    if may_renew and queries.newer_version(draft, on=today) is not None:
        return redirect("portal:renew", draft_id=draft.id)
    for problem in queries.problems_of(draft, today=today):
        if problem.page is not None:
            return redirect("portal:page", draft_id=draft.id, key=problem.page.key)
    return redirect("portal:review", draft_id=draft.id)


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show what the newer form asks otherwise; go over to it on POST, and say what was left."""
    owner = citizen_of(request)
    draft = queries.draft_with_agency(draft_id, owner=owner)
    newer = queries.newer_version(draft, on=agencies.legal_today())
    if newer is None:
        return redirect("portal:resume", draft_id=draft_id)
    context = {
        "draft": draft,
        "form": queries.form_of_draft(draft),
        "newer": newer,
        "changes": actions.changes_of(draft, newer),
    }
    if request.method != "POST":
        return render(request, "portal/renew.html", context)
    left = actions.renew(draft_id=draft_id, owner=owner, at=timezone.now())
    return render(request, "portal/renewed.html", {**context, "left": left})


@access.citizen
@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(draft_id=draft_id, owner=citizen_of(request), at=timezone.now())
    return redirect("portal:mine")


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Say what a code of the draft is for; make one on POST and show it once, or take it back."""
    owner, now, made = citizen_of(request), timezone.now(), ""
    if request.method == "POST":
        if "huy" in request.POST:
            actions.take_code_back(draft_id=draft_id, owner=owner)
        else:
            made = actions.give_code(draft_id=draft_id, owner=owner, at=now)
    draft = queries.draft(draft_id, owner=owner)
    context = {
        "draft": draft,
        "form": queries.form_of_draft(draft),
        "code": secret_codes.spaced(made),
        "until": queries.code_holds_until(draft, at=now),
        "days": actions.CODE_DAYS,
    }
    return render(request, "portal/code.html", context)


@access.public
@never_cache
@sensitive_post_parameters("ma")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a draft, and open the draft in this browser for a while."""
    context: dict[str, object] = {"typed": "", "refusal": None, "minutes": 0}
    if request.method != "POST":
        return render(request, "portal/enter_code.html", context)
    now = timezone.now()
    attempt = Attempt("portal.code", get_adapter().get_client_ip(request), at=now)
    if not attempt.is_allowed:
        context["minutes"] = -(-attempt.seconds_left // 60)
        answer = render(request, "portal/enter_code.html", context, status=429)
        answer["Retry-After"] = str(attempt.seconds_left)
        return answer
    typed = request.POST.get("ma", "")
    try:
        draft_id = actions.use_code(typed=typed, at=now)
    except UnknownCode as refusal:
        context |= {"typed": typed[:64], "refusal": refusal}
        return render(request, "portal/enter_code.html", context, status=404)
    attempt.was_right()
    identity.let_fill(request.session, draft_id, now=now.timestamp())
    return redirect("portal:resume", draft_id=draft_id)
