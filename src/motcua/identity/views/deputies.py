"""Who signs in place of the head of an agency: appointed and recalled by the head."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.identity import actions, queries
from motcua.identity.forms import DeputyForm
from motcua.identity.queries import DEPUTIES_OF, Holder, Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal


@access.role(Role.LEADER)
@require_safe
def deputies(request: HttpRequest) -> HttpResponse:
    """Show the deputies of the agencies that the viewer leads."""
    return _page(request, DeputyForm(colleagues=_colleagues(_viewer(request))))


@access.role(Role.LEADER)
@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """Appoint one."""
    viewer = _viewer(request)
    form = DeputyForm(request.POST, colleagues=_colleagues(viewer))
    if form.is_valid():
        entry = form.cleaned_data
        actor, agency = entry["deputy"].split(":")
        try:
            actions.appoint_deputy(
                viewer=viewer,
                actor_id=UUID(actor),
                agency_id=int(agency),
                first=entry["first"],
                last=entry["last"],
                legal_act=entry["legal_act"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("deputy", refusal.text(gettext))
        else:
            return redirect("identity:deputies")
    return _page(request, form)


@access.role(Role.LEADER)
@require_POST
def recall(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """End the term of one."""
    viewer = _viewer(request)
    try:
        actions.recall_deputy(viewer=viewer, assignment_id=assignment_id, at=timezone.now())
    except Refusal as refusal:
        form = DeputyForm(colleagues=_colleagues(viewer))
        return _page(request, form, refusal=refusal.text(gettext))
    return redirect("identity:deputies")


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def _colleagues(viewer: Viewer) -> list[Holder]:
    """Return the other officers of the agencies that the viewer leads, once each, by name."""
    found = queries.holders(
        DEPUTIES_OF, agency_ids=viewer.agencies_as(Role.LEADER), on=agencies.legal_today()
    )
    once = {(one.actor.id, one.agency_id): one for one in found if one.actor != viewer.actor}
    return list(once.values())


def _page(request: HttpRequest, form: DeputyForm, *, refusal: str = "") -> HttpResponse:
    today = agencies.legal_today()
    context = {
        "form": form,
        "held": queries.deputies(_viewer(request), on=today),
        "today": today,
        "refusal": refusal,
    }
    refused = bool(refusal or form.errors)
    return render(request, "identity/deputies.html", context, status=422 if refused else 200)
