"""Who is asking, and from where."""

from django.http import Http404, HttpRequest

from motcua.identity.queries import Citizen


def citizen_of(request: HttpRequest) -> Citizen:
    """Return the citizen whom the access middleware let through."""
    citizen = getattr(request, "citizen", None)
    if not isinstance(citizen, Citizen):
        raise Http404
    return citizen


def address_of(request: HttpRequest) -> str:
    """Return the network address of the visitor, as the web server knows it."""
    return str(request.META.get("REMOTE_ADDR", ""))
