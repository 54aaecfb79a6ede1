"""What pages know of the signed-in person."""

from django.http import HttpRequest

from motcua.agencies import queries as agencies
from motcua.identity.models import StaffAccount
from motcua.identity.queries import Citizen, Viewer, viewer_of


def account(request: HttpRequest) -> dict[str, Viewer | Citizen | None]:
    """Give templates `viewer`, the signed-in member of staff, and `citizen`; false when nobody is.

    Pages of errors that stand before any view ask for themselves.
    """
    return {"viewer": _viewer(request), "citizen": getattr(request, "citizen", None)}


def _viewer(request: HttpRequest) -> Viewer | None:
    if hasattr(request, "viewer"):
        viewer: Viewer | None = request.viewer
        return viewer
    user = getattr(request, "user", None)
    if not isinstance(user, StaffAccount):
        return None
    return viewer_of(user, on=agencies.legal_today())
