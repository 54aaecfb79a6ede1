"""Who keeps the notices of the site."""

from django.http import HttpRequest

from motcua.identity.queries import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the administrator whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer
