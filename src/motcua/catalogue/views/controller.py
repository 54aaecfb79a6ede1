"""Who is working on the catalogue."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from motcua.agencies import queries as agencies
from motcua.identity.queries import Viewer
from motcua.identity.types import Role

_MOST_DIGITS: Final = 9


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the controller whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def editor_of(request: HttpRequest) -> Viewer:
    """Return the controller, if she answers for the whole catalogue and not for one unit of it.

    What a procedure says holds for every agency that provides it; units below set what is theirs
    to set (quy định riêng), declare and report.

    Raises:
        PermissionDenied: She is a controller of units below others only.
    """
    viewer = viewer_of(request)
    held = agencies.agencies_by_ids(viewer.agencies_as(Role.CONTROLLER), on=agencies.legal_today())
    if all(one.parent_id is not None for one in held):
        raise PermissionDenied
    return viewer


def number_in(text: str) -> int:
    """Return the number that a request carries; 0 for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0
