"""The inboxes, as a phone and a mail program would show them, and the carriers' switch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import access
from motcua.sandbox.messages import queries
from motcua.sandbox.messages.types import POSITIONS, SWITCH
from motcua.sandbox.switches import actions as switching
from motcua.sandbox.switches import queries as switches


@access.public
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show everybody who got something, or what one address got."""
    address = request.GET.get("den", "")
    context = {
        "address": address,
        "inboxes": queries.inboxes(),
        "messages": queries.messages_to(address) if address else [],
        "positions": POSITIONS,
        "position": switches.position(SWITCH),
    }
    return render(request, "sandbox/messages/inbox.html", context)


@access.public
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """Turn the carriers' switch."""
    position = request.POST.get("position", "")
    if position not in POSITIONS:
        raise Http404
    switching.turn(SWITCH, position)
    return redirect("sandbox-messages:inbox")
