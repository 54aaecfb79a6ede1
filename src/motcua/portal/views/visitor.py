"""Who is asking, and from where."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from motcua.dossiers import queries
from motcua.dossiers.types import Device
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen
from motcua.kernel.actors import Actor

_ROBOT = re.compile(r"bot|crawl|spider|curl|python|wget|^$", re.IGNORECASE)

BY_CODE = Actor.system("draft-code")
"""Under whom files are stored that came from a browser with the code of a draft."""


@dataclass(frozen=True)
class Filler:
    """Whoever fills in a draft.

    Attributes:
        owner: Whose draft it is; acts under the code's name where she did not sign in herself.
        is_owner: Signed in as its owner: she alone submits it, throws it away, gives codes.
    """

    owner: Citizen
    is_owner: bool


def citizen_of(request: HttpRequest) -> Citizen:
    """Return the citizen whom the access middleware let through."""
    citizen = getattr(request, "citizen", None)
    if not isinstance(citizen, Citizen):
        raise Http404
    return citizen


def filler_of(request: HttpRequest, draft_id: UUID) -> Filler:
    """Return who fills in this draft: its owner, or whoever opened it in this browser by its code.

    Raises:
        UnknownDraft: The code holds no more.
        Http404: Neither signed in, nor come by a code of this draft.
    """
    citizen, now = getattr(request, "citizen", None), timezone.now()
    if not identity.may_fill(request.session, draft_id, now=now.timestamp()):
        return Filler(citizen_of(request), is_owner=True)
    owner = identity.citizen(queries.owner_of_coded(draft_id, at=now))
    if owner is None:
        raise Http404
    if citizen is not None and citizen.id == owner.id:
        return Filler(citizen, is_owner=True)
    return Filler(replace(owner, actor=BY_CODE), is_owner=False)


def device_of(request: HttpRequest) -> Device:
    """Return what kind of device the visitor uses, as far as her browser says."""
    agent = request.headers.get("User-Agent", "")
    if "iPad" in agent or ("Android" in agent and "Mobile" not in agent):
        return Device.TABLET
    return Device.PHONE if "Mobi" in agent else Device.COMPUTER


def is_robot(request: HttpRequest) -> bool:
    """Tell whether the visitor says that it is a program that reads the web."""
    return bool(_ROBOT.search(request.headers.get("User-Agent", "")))


def address_of(request: HttpRequest) -> str:
    """Return the network address of the visitor, as the web server knows it."""
    return str(request.META.get("REMOTE_ADDR", ""))
