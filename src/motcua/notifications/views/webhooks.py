"""Integrators of an agency, and what they were told."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message
from motcua.notifications import actions, queries
from motcua.notifications.queries import Integrator
from motcua.notifications.types import Occasion
from motcua.notifications.views.administrator import viewer_of

OCCASIONS: Final = {
    Occasion.RECEIVED: message("Đã nhận hồ sơ"),
    Occasion.ACCEPTED: message("Đã tiếp nhận, có ngày hẹn trả"),
    Occasion.WAITS: message("Chờ người nộp bổ sung hoặc nộp tiền"),
    Occasion.RESUMED: message("Được giải quyết tiếp"),
    Occasion.FINISHED: message("Đã có kết quả, đã trả kết quả"),
    Occasion.STOPPED: message("Từ chối, dừng, rút, hết hạn"),
}


@access.role(Role.ADMINISTRATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """List the integrators of her agencies, or register one and show its secret, once."""
    viewer = viewer_of(request)
    own = viewer.agencies_as(Role.ADMINISTRATOR)
    names = {
        one.id: one.full_name for one in agencies.agencies_by_ids(own, on=agencies.legal_today())
    }
    context = {"occasions": OCCASIONS, "names": names, "typed": request.POST, "refusal": ""}
    status = 200
    if request.method == "POST":
        agency = request.POST.get("co-quan", "")
        if agency not in {str(one) for one in names}:
            raise Http404
        try:
            webhook_id, secret = actions.add_webhook(
                agency_id=int(agency),
                url=request.POST.get("dia-chi", "").strip(),
                occasions=request.POST.getlist("su-kien"),
                by=viewer.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            context["refusal"], status = refusal.text(gettext), 422
        else:
            shown = {"webhook": queries.integrator(webhook_id, own), "secret": secret}
            return render(request, "notifications/webhook_made.html", shown)
    context["webhooks"] = queries.integrators(own)
    return render(request, "notifications/webhooks.html", context, status=status)


@access.role(Role.ADMINISTRATOR)
@require_safe
def webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Show an integrator and what it was told."""
    found = _own(request, webhook_id)
    messages = queries.messages_to(found.id, before=_before(request))
    context = {
        "webhook": found,
        "messages": messages,
        "occasions": {one.value: label for one, label in OCCASIONS.items()},
        "next": messages[-1].id if len(messages) == queries.DELIVERIES else None,
    }
    return render(request, "notifications/webhook.html", context)


@access.role(Role.ADMINISTRATOR)
@require_POST
def switch(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Stop telling an integrator, or begin again."""
    found = _own(request, webhook_id)
    actions.switch_webhook(
        webhook_id=found.id,
        on=request.POST.get("bat") == "1",
        by=viewer_of(request).actor,
        at=timezone.now(),
    )
    return redirect("notices:webhook", found.id)


@access.role(Role.ADMINISTRATOR)
@require_POST
def replay(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Send a message again."""
    found = _own(request, webhook_id)
    if not queries.is_message_of(delivery_id, found.id):
        raise Http404
    actions.replay(delivery_id=delivery_id, by=viewer_of(request).actor, at=timezone.now())
    return redirect("notices:webhook", found.id)


def _own(request: HttpRequest, webhook_id: UUID) -> Integrator:
    """Return an integrator of an agency that she administers."""
    own = viewer_of(request).agencies_as(Role.ADMINISTRATOR)
    found = queries.integrator(webhook_id, own)
    if found is None:
        raise Http404
    return found


def _before(request: HttpRequest) -> UUID | None:
    written = request.GET.get("truoc")
    try:
        return UUID(written) if written else None
    except ValueError:
        raise Http404 from None
