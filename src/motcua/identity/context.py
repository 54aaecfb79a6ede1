"""What pages know of the signed-in person."""

from django.http import HttpRequest

from motcua.identity.queries import Viewer


def account(request: HttpRequest) -> dict[str, Viewer | None]:
    """Give templates `viewer`: the signed-in member of staff, or None."""
    return {"viewer": getattr(request, "viewer", None)}
