"""Helping a citizen file online: she says twice what she wants, and stays the one who files."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.types import Filing
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.forms import HelpedForm
from motcua.onestop.views import sittings
from motcua.onestop.views.officer import viewer_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Sitting


@access.role(*sittings.SERVING)
@never_cache
@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    """Ask which procedure the citizen needs."""
    viewer = viewer_of(request)
    words = request.GET.get("tim", "")[: sittings.LONGEST_QUESTION]
    found = sittings.found_for(words, "")
    if len(found) == 1:
        return redirect("onestop:help", code=found[0]["code"])
    context = {
        "words": words,
        "found": found,
        "used": sittings.used_by(viewer),
        "sitting": queries.open_sitting(viewer, at=timezone.now()),
    }
    return render(request, "onestop/helping.html", context)


@access.role(*sittings.SERVING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def help_with(request: HttpRequest, code: str) -> HttpResponse:
    """Ask who she is, where it goes, and how she says yes; nothing of hers is opened before."""
    viewer, now, today = viewer_of(request), timezone.now(), agencies.legal_today()
    offers = catalogue.offers(code, on=today)
    own = sittings.agencies_of(viewer, *sittings.SERVING)
    ids = {agency.id for agency in own}
    near = next((one for one in offers if one.agency.id in ids), None)
    first = near.agency.code if near else ""
    context: dict[str, Any] = {
        **sittings.NOTHING,
        "sitting": queries.open_sitting(viewer, at=now),
        "offers": offers,
        "content": offers[0].version.content if offers else None,
    }
    if request.method != "POST":
        form = HelpedForm(initial={"consent": "code", "agency": first}, today=today)
        return _show(request, form, context)
    if request.POST.get("card", "").strip():
        form, said = sittings.scanned(HelpedForm, request, today=today)
        return _show(request, form, {**context, **said})
    form = HelpedForm(request.POST, today=today)
    if not form.is_valid():
        return _show(request, form, context, status=422)
    try:
        sitting = actions.open_sitting(
            offer=catalogue.offer(code, form.cleaned_data["agency"], on=today),
            person_id=sittings.meet(form, own[0], viewer, at=now),
            way=Filing.HELPED_ONLINE,
            agency_id=own[0].id,
            viewer=viewer,
            at=now,
        )
        if form.cleaned_data["consent"] == "code":
            actions.send_code(sitting_id=sitting.id, viewer=viewer, at=now)
    except Refusal as refusal:
        context |= {"refusal": refusal.text(gettext)}
        return _show(request, form, context, status=422)
    return redirect("onestop:agree", sitting_id=sitting.id)


@access.role(*sittings.SERVING)
@never_cache
@sensitive_post_parameters("ma")
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Take the citizen's yes: the code on her phone, or that she signed the sheet of consent."""
    viewer, now = viewer_of(request), timezone.now()
    sitting = queries.sitting(sitting_id, viewer=viewer, at=now)
    context: dict[str, Any] = {"sitting": sitting, "procedure": sitting.service.procedure.name}
    context |= {**sittings.NOTHING, **_told(sitting)}
    if request.method != "POST":
        return render(request, "onestop/agree.html", context)
    try:
        if "gui-lai" in request.POST:
            actions.send_code(sitting_id=sitting.id, viewer=viewer, at=now)
            return render(request, "onestop/agree.html", {**context, "is_sent": True})
        signs = request.POST.get("ky") == "1"
        typed = None if signs else request.POST.get("ma", "")
        begun = actions.agree(sitting_id=sitting.id, viewer=viewer, typed=typed, at=now)
    except Refusal as refusal:
        context["refusal"] = refusal.text(gettext)
        return render(request, "onestop/agree.html", context, status=422)
    return sittings.type_for(request, begun)


@access.role(*sittings.SERVING)
@never_cache
@sensitive_post_parameters("ma")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Let the citizen say that it may be filed: by a code for just this draft, or by her hand."""
    viewer, now = viewer_of(request), timezone.now()
    sitting = queries.sitting(sitting_id, viewer=viewer, at=now)
    if sitting.draft is None:
        return redirect("onestop:agree", sitting_id=sitting.id)
    context: dict[str, Any] = {
        "sitting": sitting,
        "procedure": sitting.service.procedure.name,
        "moment": sitting.draft.saved_at.isoformat(),
        **sittings.NOTHING,
        **_told(sitting),
    }
    if request.method != "POST":
        return render(request, "onestop/confirm.html", context)
    try:
        if "gui" in request.POST:
            actions.send_code(
                sitting_id=sitting.id, viewer=viewer, at=now, seen=sitting.draft.saved_at
            )
            return render(request, "onestop/confirm.html", {**context, "is_sent": True})
        _file(request, sitting)
    except Refusal as refusal:
        context |= {"refusal": refusal.text(gettext), "is_sent": "ma" in request.POST}
        return render(request, "onestop/confirm.html", context, status=422)
    return sittings.wiped(request, redirect("onestop:served", sitting_id=sitting.id))


def _file(request: HttpRequest, sitting: "Sitting") -> None:
    viewer, now, seen = viewer_of(request), timezone.now(), sittings.seen(request)
    signed = request.FILES.get("da-ky")
    if signed is None:
        actions.confirm(
            sitting_id=sitting.id,
            viewer=viewer,
            typed=request.POST.get("ma", ""),
            seen=seen,
            at=now,
        )
        return
    actions.confirm_signed(
        sitting_id=sitting.id,
        viewer=viewer,
        name=signed.name or "",
        content=signed.read(sittings.READ_AT_MOST),
        seen=seen,
        at=now,
    )


def _told(sitting: "Sitting") -> dict[str, str]:
    """Return for whom it is, and the end of the number that a code goes to."""
    phone = identity.contact_of(sitting.owner_id).phone
    names = identity.person_names([sitting.owner_id])
    return {"owner_name": names[sitting.owner_id], "phone": phone[-3:]}


def _show(
    request: HttpRequest, form: Any, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, "onestop/help.html", {**context, "form": form}, status=status)
