"""Who is working on the catalogue."""

from typing import Final

from django.http import HttpRequest

from motcua.identity.queries import Viewer

_MOST_DIGITS: Final = 9


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the controller whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def number_in(text: str) -> int:
    """Return the number that a request carries; 0 for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0
