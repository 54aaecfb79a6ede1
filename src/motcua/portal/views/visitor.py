"""Who is asking, and from where."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from motcua.dossiers import actions, queries
from motcua.dossiers.errors import UnknownSitting
from motcua.dossiers.types import By, Device
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.dossiers.models import Sitting

_ROBOT = re.compile(r"bot|crawl|spider|curl|python|wget|^$", re.IGNORECASE)

BY_CODE = Actor.system("draft-code")
"""Under whom files are stored that came from a browser with the code of a draft."""


@dataclass(frozen=True)
class Filler:
    """Whoever fills in a draft.

    Attributes:
        owner: Whose draft it is; acts under the code's name where she did not sign in herself.
        is_owner: Signed in as its owner: she alone submits it, throws it away, gives codes.
        sitting: In which a member of staff fills it in for her; None: nobody does.
    """

    owner: Citizen
    is_owner: bool
    sitting: "Sitting | None" = None

    @property
    def by(self) -> By:
        """Return how the filling is counted."""
        if self.is_owner:
            return By.SELF
        return By.STAFF if self.sitting else By.CODE


def citizen_of(request: HttpRequest) -> Citizen:
    """Return the citizen whom the access middleware let through."""
    citizen = getattr(request, "citizen", None)
    if not isinstance(citizen, Citizen):
        raise Http404
    return citizen


def filler_of(request: HttpRequest, draft_id: UUID) -> Filler:
    """Return who fills in this draft.

    Its owner; whoever opened it in this browser by its code; or the member of staff who serves its
    owner now, in this browser.

    Raises:
        UnknownSitting: She does so no more.
        UnknownDraft: The code holds no more.
        Http404: Neither signed in, nor come by a code of this draft.
    """
    citizen, now = getattr(request, "citizen", None), timezone.now()
    if (sitting := _sitting_of(request, draft_id, at=now)) is not None:
        served = actions.owner_of(sitting, request.viewer)  # type: ignore[attr-defined]  # set by the access middleware
        return Filler(served, is_owner=False, sitting=sitting)
    if not identity.may_fill(request.session, draft_id, now=now.timestamp()):
        return Filler(citizen_of(request), is_owner=True)
    owner = identity.citizen(queries.owner_of_coded(draft_id, at=now))
    if owner is None:
        raise Http404
    if citizen is not None and citizen.id == owner.id:
        return Filler(citizen, is_owner=True)
    return Filler(replace(owner, actor=BY_CODE), is_owner=False)


def _sitting_of(request: HttpRequest, draft_id: UUID, *, at: datetime) -> "Sitting | None":
    """Return the sitting that this browser is in, where it is for this draft; None: in another."""
    sitting_id, viewer = identity.sitting_of(request.session), getattr(request, "viewer", None)
    if sitting_id is None or viewer is None:
        return None
    try:
        sitting = queries.sitting(sitting_id, viewer=viewer, at=at)
    except UnknownSitting:
        if getattr(request, "citizen", None) or identity.has_drafts(request.session):
            # It ended, and the draft may well be of whoever signed in here herself.
            return None
        raise
    if sitting.draft_id != draft_id:
        return None
    actions.stay(sitting, at=at)
    return sitting


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
