"""Who keeps calendar and organisations, as the pages see her."""

from typing import Any, Final

from django.http import HttpRequest

from motcua.kernel.actors import Actor

KEEPER: Final = "administration"
"""The role that keeps both; identity, which knows the roles, stands above this module."""


def may_keep(request: HttpRequest) -> bool:
    """Tell whether whoever asks is signed in with the role."""
    viewer = getattr(request, "viewer", None)
    return viewer is not None and viewer.has_any({KEEPER})


def administered(request: HttpRequest) -> frozenset[int]:
    """Return the ids of the agencies at which a keeper holds the role."""
    ids: frozenset[int] = _viewer(request).agencies_as(KEEPER)
    return ids


def actor_of(request: HttpRequest) -> Actor:
    """Return under whose name a keeper's writes are recorded."""
    actor: Actor = _viewer(request).actor
    return actor


def _viewer(request: HttpRequest) -> Any:
    return request.viewer  # type: ignore[attr-defined]  # set by the access middleware
