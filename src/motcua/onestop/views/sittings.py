"""Serving one citizen: what the counter and the helping hand have in common."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import NotYourPost, SittingOpen
from motcua.dossiers.types import AT_DESK
from motcua.identity import actions as identity
from motcua.identity import queries as persons
from motcua.identity.errors import CardRefused
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.forms import PersonForm, from_card
from motcua.onestop.views.officer import viewer_of

if TYPE_CHECKING:
    from motcua.agencies.models import Agency
    from motcua.dossiers.models import Sitting

SERVING = (Role.CLERK, Role.HELPER)
"""Roles that type for citizens."""

LONGEST_QUESTION = 200
MOST_FOUND = 20
MOST_SUGGESTED = 6
NOTHING: Final = {"refusal": "", "card_refusal": "", "is_bare": False, "is_sent": False}
"""What pages say besides, where there is nothing to say."""

Asked = TypeVar("Asked", bound=PersonForm)

READ_AT_MOST = 12 * 1024 * 1024


@access.role(*SERVING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Go on with the citizen whom she serves, in this browser; first to her consent."""
    sitting = queries.sitting(sitting_id, viewer=viewer_of(request), at=timezone.now())
    if sitting.draft_id is None:
        return redirect("onestop:agree", sitting_id=sitting.id)
    return type_for(request, sitting)


@access.role(*SERVING)
@never_cache
@require_POST
def close_sitting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """End it; what was not filed is gone, here and in the browser."""
    viewer = viewer_of(request)
    actions.close_sitting(sitting_id=sitting_id, viewer=viewer, at=timezone.now())
    return wiped(request, redirect(home_of(viewer)))


@access.role(Role.CLERK)
@never_cache
@require_POST
def receive_now(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """File and receive what the officer looked through; where it cannot be, back to the review."""
    viewer, now = viewer_of(request), timezone.now()
    sitting = queries.sitting(sitting_id, viewer=viewer, at=now)
    try:
        actions.receive_now(sitting_id=sitting.id, viewer=viewer, seen=seen(request), at=now)
    except Refusal as refusal:
        context = {"sitting_id": sitting.id, "refusal": refusal.text(gettext)}
        return render(request, "onestop/not_received.html", context, status=422)
    return wiped(request, redirect("onestop:served", sitting_id=sitting_id))


@access.role(*SERVING)
@never_cache
@require_safe
def served(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Say what came of it: the code, and at the counter the receipt to be printed."""
    viewer = viewer_of(request)
    sitting, dossier = queries.filed_sitting(sitting_id, viewer=viewer, at=timezone.now())
    is_at_desk = sitting.filing in AT_DESK
    context = {
        "dossier": dossier,
        "procedure": sitting.service.procedure.name,
        "is_at_desk": is_at_desk,
        "next": reverse("onestop:counter" if is_at_desk else "onestop:helping"),
        "promise": queries.promise_of(dossier) if is_at_desk else None,
    }
    return render(request, "onestop/served.html", context)


@access.role(Role.CLERK)
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Say which procedures the words typed so far find; the page works without."""
    return _suggested(request, "onestop:receive")


@access.role(*SERVING)
@require_safe
def suggest_help(request: HttpRequest) -> HttpResponse:
    """Say the same where a citizen is helped."""
    return _suggested(request, "onestop:help")


def _suggested(request: HttpRequest, leads_to: str) -> HttpResponse:
    found = catalogue.suggest(request.GET.get("tim", "")[:LONGEST_QUESTION])[:MOST_SUGGESTED]
    listed = [{"name": one.name, "href": reverse(leads_to, args=[one.code])} for one in found]
    return JsonResponse({"suggestions": listed})


def type_for(request: HttpRequest, sitting: "Sitting") -> HttpResponse:
    """Let this browser fill in for the citizen, and go to her form."""
    identity.let_type(request.session, sitting.id)
    return redirect("portal:resume", draft_id=sitting.draft_id)


def wiped(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let the browser forget whom it typed for: the next person at this screen is another."""
    identity.stop_typing(request.session)
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def home_of(viewer: Viewer) -> str:
    """Return where she goes on with the next citizen."""
    return reverse("onestop:counter" if viewer.has_any({Role.CLERK}) else "onestop:helping")


def agencies_of(viewer: Viewer, *roles: Role) -> list["Agency"]:
    """Return where she serves, by name.

    Raises:
        NotYourPost: Nowhere that stands today.
    """
    ids = {agency for role in roles for agency in viewer.agencies_as(role)}
    found = agencies.agencies_by_ids(ids, on=agencies.legal_today())
    if not found:
        raise NotYourPost
    return sorted(found, key=lambda agency: agency.sort_key)


def scanned(
    form_type: type[Asked], request: HttpRequest, *, today: date
) -> tuple[Asked, dict[str, Any]]:
    """Return the form with what a scanned card fills in, and what is to be said of the scan."""
    try:
        card = persons.card(request.POST.get("card", ""), today=today)
    except CardRefused as refusal:
        kept = {name: value for name, value in request.POST.items() if name != "card"}
        return form_type(initial=kept, today=today), {"card_refusal": refusal.text(gettext)}
    kept = {name: value for name, value in request.POST.items() if value and name != "card"}
    return form_type(initial={**kept, **from_card(card)}, today=today), {"is_bare": card.is_bare}


def meet(form: PersonForm, agency: "Agency", viewer: Viewer, *, at: datetime) -> UUID:
    """Take note of who stands there; return her id.

    Raises:
        SittingOpen: Another citizen is served still: nobody new is met.
    """
    served_now = queries.open_sitting(viewer, at=at)
    if served_now is not None:
        raise SittingOpen(sitting=served_now.id)
    told = form.cleaned_data
    return identity.meet_at_counter(
        full_name=told["full_name"],
        personal_id=told["personal_id"],
        birth_date=told["birth_date"],
        address=told["residence"],
        phone=told["phone"],
        email=told["email"],
        agency_code=agency.code,
        by=viewer.actor,
        at=at,
    ).id


def found_for(words: str, agency_code: str) -> list[Mapping[str, str]]:
    """Return the procedures that words find, code and name; of one agency unless it is empty."""
    filters = catalogue.Filters(agency=agency_code)
    found = catalogue.find(words, filters, most=MOST_FOUND) if words.strip() else None
    versions = found.versions if found else ()
    return [{"code": one.content.code, "name": one.content.name} for one in versions]


def used_by(viewer: Viewer) -> list[Mapping[str, str]]:
    """Return the procedures that she typed lately, the most used first."""
    codes = queries.last_procedures(viewer)
    named = catalogue.names_of(codes)
    return [{"code": code, "name": named[code]} for code in codes if code in named]


def seen(request: HttpRequest) -> datetime:
    """Return when the draft that was looked through had been saved; what is none is never it."""
    try:
        return datetime.fromisoformat(request.POST.get("luc", ""))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
