"""Who is working here."""

from django.http import HttpRequest

from motcua.identity.queries import Viewer
from motcua.identity.types import Role

POSTS = (Role.CLERK, Role.SPECIALIST, Role.LEADER)
"""Roles that work on dossiers."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the officer whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer
