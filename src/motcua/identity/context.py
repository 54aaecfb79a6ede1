"""What pages know of the signed-in person."""

from django.http import HttpRequest

from motcua.agencies import queries as agencies
from motcua.identity.models import StaffAccount
from motcua.identity.queries import Viewer, viewer_of


def account(request: HttpRequest) -> dict[str, Viewer | None]:
    """Give templates `viewer`: the signed-in member of staff, or None.

    Pages of errors that stand before any view ask for themselves.
    """
    if not hasattr(request, "viewer"):
        user = getattr(request, "user", None)
        if not isinstance(user, StaffAccount):
            return {"viewer": None}
        return {"viewer": viewer_of(user, on=agencies.legal_today())}
    return {"viewer": request.viewer}
