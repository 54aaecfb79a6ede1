"""Who is working on the catalogue."""

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel.messages import Message

_MOST_DIGITS: Final = 9
_MB: Final = 1024 * 1024
REFRESH_SECONDS: Final = "3"
"""While lines are being done their page comes again by itself, without script."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the controller whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def editor_of(request: HttpRequest) -> Viewer:
    """Return the controller, if she answers for the whole catalogue and not for one unit of it.

    What a procedure says, who provides it and which lists it is on is decided for all agencies;
    units below set what is theirs to set (quy định riêng), declare and report.

    Raises:
        PermissionDenied: She is a controller of units below others only.
    """
    viewer = viewer_of(request)
    if not is_editor(viewer):
        raise PermissionDenied
    return viewer


def is_editor(viewer: Viewer) -> bool:
    """Tell whether a controller answers for the whole catalogue; see `editor_of`."""
    held = agencies.agencies_by_ids(viewer.agencies_as(Role.CONTROLLER), on=agencies.legal_today())
    return any(one.parent_id is None for one in held)


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names behind actors as this page shows them; "" stands for nobody."""
    found = queries.shown_actors([actor for actor in actors if actor])
    return {
        actor: gettext(name) if isinstance(name, Message) else name for actor, name in found.items()
    }


def sent_file(request: HttpRequest, box: str, *, most_mb: int) -> tuple[bytes, str]:
    """Return what was sent in a box, and how the sender calls it; nothing where nothing was.

    Of a file that is too large only so much is read as shows that it is.
    """
    sent = request.FILES.get(box)
    return (sent.read(most_mb * _MB + 1), sent.name or "") if sent else (b"", "")


def number_in(text: str) -> int:
    """Return the number that a request carries; 0 for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0
