"""What a citizen may know of what is done with her data."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.exchange import queries as exchange
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.portal.views.visitor import citizen_of


@access.citizen
@require_safe
def inquiries(request: HttpRequest) -> HttpResponse:
    """List who asked registers of the State about her, what for, and which facts came back."""
    owner = citizen_of(request)
    known = identity.prefill_of(owner.id)
    found = exchange.inquiries_about(known["identity.personal_id"], before=_before(request))
    context = {
        "inquiries": found,
        "own": owner.actor,
        "next": found[-1].id if len(found) == exchange.PAGE else None,
    }
    return render(request, "portal/inquiries.html", context)


def _before(request: HttpRequest) -> UUID | None:
    written = request.GET.get("truoc")
    try:
        return UUID(written) if written else None
    except ValueError:
        raise Http404 from None
