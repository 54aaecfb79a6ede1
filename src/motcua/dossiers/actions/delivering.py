"""A finished result goes out: handed over at the counter, or brought by the post.

The dossier is returned when somebody has the result, not when it is sent (ADR 39).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue.types import Channel
from motcua.dossiers import errors
from motcua.dossiers.actions import posts, working
from motcua.dossiers.actions.moves import locked, move, not_before
from motcua.dossiers.delivery import ParcelState, Taker, parcel_number
from motcua.dossiers.models import Delivery, Dossier, Parcel, WorkItem
from motcua.dossiers.queries import places
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.privacy import sealing


@transaction.atomic
def give_result(
    *,
    dossier_id: UUID,
    viewer: Viewer,
    at: datetime,
    taker: Taker = Taker.SELF,
    name: str = "",
    authority: str = "",
) -> Dossier:
    """Give the result to somebody at the counter, however it was to go out.

    Args:
        dossier_id: Which.
        viewer: A clerk of its agency.
        at: Real time.
        taker: The applicant, or somebody with her authority.
        name: Of whoever takes it with her authority.
        authority: The paper that gives it: number and day.

    Raises:
        NothingToHandOver: It is not there yet, or was given.
        NotYourPost, SomebodyWasFaster: As every step of officers.
        ParcelUnderWay: The post has it.
        TakerMissing: It is not said who takes it for her.
    """
    dossier, item, outcome = _waiting(dossier_id, viewer)
    under_way = dossier.parcels.filter(state=ParcelState.SENT).first()
    if under_way is not None:
        raise errors.ParcelUnderWay(number=under_way.number)
    by_authority = None
    if taker is Taker.AUTHORISED:
        if not (name.strip() and authority.strip()):
            raise errors.TakerMissing
        by_authority = sealing.seal(
            {"name": name.strip(), "authority": authority.strip()},
            place=places.place_of_authority(dossier.id),
        )
    _go_by(dossier, Channel.COUNTER)
    return _given(dossier, item, outcome, taker, by_authority, viewer=viewer, at=at)


@transaction.atomic
def send_parcel(
    *, dossier_id: UUID, viewer: Viewer, number: str, at: datetime, address: str = ""
) -> Parcel:
    """Give the result to the post, which brings it under a number of its own.

    Args:
        dossier_id: Which.
        viewer: A clerk of its agency.
        number: The carrier's.
        at: Real time.
        address: Where to; empty: as was said before.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        NothingToHandOver: It was given.
        NotAParcelNumber: No carrier has such numbers.
        ParcelUnderWay: The post has it already.
        PostAddressMissing: It is not said where to.
    """
    dossier = posts.for_move(dossier_id, "send", viewer)
    _waiting(dossier_id, viewer)
    spelt = parcel_number(number)
    if spelt is None:
        raise errors.NotAParcelNumber
    under_way = dossier.parcels.filter(state=ParcelState.SENT).first()
    if under_way is not None:
        raise errors.ParcelUnderWay(number=under_way.number)
    if address.strip():
        place = places.place_of_post_address(dossier.id)
        dossier.post_address = sealing.seal(address.strip(), place=place)
    if dossier.post_address is None:
        raise errors.PostAddressMissing
    at = not_before(dossier, at)
    parcel = Parcel.objects.create(
        dossier=dossier,
        number=spelt,
        state=ParcelState.SENT,
        sent_at=at,
        sent_by=str(viewer.actor),
    )
    move(
        dossier,
        "send",
        by=viewer.actor,
        at=at,
        payload={"parcel": str(parcel.id)},
        result_channel=Channel.POST,
        post_address=dossier.post_address,
    )
    return parcel


@transaction.atomic
def note_parcel(*, dossier_id: UUID, viewer: Viewer, is_delivered: bool, at: datetime) -> Dossier:
    """Note what the post says of a parcel: it was delivered, or came back and waits here again.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        NoParcelUnderWay: The post has nothing.
    """
    dossier = posts.for_move(dossier_id, "come_back", viewer)
    parcel = dossier.parcels.filter(state=ParcelState.SENT).first()
    if parcel is None:
        raise errors.NoParcelUnderWay
    at = not_before(dossier, at)
    parcel.state = ParcelState.DELIVERED if is_delivered else ParcelState.RETURNED
    parcel.ended_at, parcel.ended_by = at, str(viewer.actor)
    parcel.save(update_fields=["state", "ended_at", "ended_by"])
    if is_delivered:
        dossier, item, outcome = _waiting(dossier_id, viewer)
        return _given(dossier, item, outcome, Taker.POST, None, viewer=viewer, at=at)
    move(
        dossier,
        "come_back",
        by=viewer.actor,
        at=at,
        payload={"parcel": str(parcel.id)},
        result_channel=Channel.COUNTER,
    )
    return dossier


def _waiting(dossier_id: UUID, viewer: Viewer) -> tuple[Dossier, WorkItem, str]:
    """Return a locked dossier, its task of handing over, and the outcome that returns it."""
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.CLERK, dossier.agency_id)
    for item in dossier.work_items.filter(post=Post.CLERK, done_at=None):
        for outcome in working.outcomes_of(dossier, item):
            if outcome.event == "return":
                return dossier, item, outcome.value
    raise errors.NothingToHandOver


def _given(
    dossier: Dossier,
    item: WorkItem,
    outcome: str,
    taker: Taker,
    by_authority: bytes | None,
    *,
    viewer: Viewer,
    at: datetime,
) -> Dossier:
    at = not_before(dossier, at)
    working.take_item_up(dossier, item, viewer, at)
    Delivery.objects.create(
        dossier=dossier,
        taker=taker,
        by_authority=by_authority,
        handed_at=at,
        handed_by=str(viewer.actor),
    )
    working.complete_item(dossier, item, outcome=outcome, by=viewer.actor, at=at)
    return dossier


def _go_by(dossier: Dossier, channel: Channel) -> None:
    """Let the dossier say how its result really went out; the next event counts it."""
    if dossier.result_channel != channel:
        dossier.result_channel = channel
        dossier.save(update_fields=["result_channel"])
