"""The inboxes, as a phone and a mail program would show them, and the carriers' switch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import access
from motcua.sandbox.messages import queries
from motcua.sandbox.messages.types import BACKUP_SWITCH, POSITIONS, SWITCH
from motcua.sandbox.switches import actions as switching
from motcua.sandbox.switches import queries as switches

SWITCHES = (SWITCH, BACKUP_SWITCH)


@access.public
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show everybody who got something, and what one of them got."""
    inboxes = queries.inboxes()
    asked = request.GET.get("cua", "")
    chosen = next((inbox for inbox in inboxes if asked in {inbox.key, *inbox.addresses}), None)
    context = {
        "inboxes": inboxes,
        "chosen": chosen,
        "messages": queries.messages_to(chosen.addresses) if chosen else [],
        "positions": POSITIONS,
        "switches": {name: switches.position(name) for name in SWITCHES},
    }
    return render(request, "sandbox/messages/inbox.html", context)


@access.public
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """Turn the carriers' switches."""
    for name in SWITCHES:
        position = request.POST.get(name, switches.position(name))
        if position not in POSITIONS:
            raise Http404
        switching.turn(name, position)
    return redirect("sandbox-messages:inbox")
