"""A member of staff serves one citizen: begun with her consent, filed with her word, then wiped.

At the counter she stands there, or has sent her papers, and the officer receives what she typed at
once. Online a helper types, and the citizen says twice what she wants: that it may begin, and that
it may be filed; by a code on her own phone, or by her hand on paper.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.catalogue import queries as catalogue
from motcua.documents import actions as documents
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import drafts, filing, receiving
from motcua.dossiers.models import Attachment, Dossier, Sitting
from motcua.dossiers.types import AT_DESK, Consent, Filing
from motcua.eforms.types import MEDIA_TYPES
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel import secret_codes
from motcua.kernel.actors import Actor
from motcua.notifications import actions as notifications

CLOSER: Final = Actor.system("dossiers.sittings")

CODE_LENGTH: Final = 6
"""Letters: 29 bits, for few guesses in few minutes."""

CODE_HOLDS: Final = timedelta(minutes=10)
MOST_TRIES: Final = 5
MOST_CODES: Final = 10
"""To one phone in a day, however often somebody begins anew: nobody guesses for ever."""

BEGIN: Final = "begin"
"""What a code is for that lets a helper begin; else it names the state of the draft to be filed."""

SIGNED: Final = "to-khai-da-ky"
"""Stands for the field of the scan that she signed; no form has it, keys hold no hyphen."""

SEEN_EVERY: Final = timedelta(minutes=1)
MOST_SIGNED: Final = 10 * 1024 * 1024
MOST_AT_ONCE: Final = 200


@transaction.atomic
def open_sitting(
    *,
    offer: catalogue.Offer,
    person_id: UUID,
    way: Filing,
    agency_id: int,
    viewer: Viewer,
    at: datetime,
) -> Sitting:
    """Begin to serve a citizen; at the counter her form is open at once.

    Args:
        offer: What she wants, and where it goes.
        person_id: Who she is, met just now.
        way: How it comes; not by herself.
        agency_id: Where the member of staff serves.
        viewer: The member of staff.
        at: Real time.

    Raises:
        NotYourPost: She may not serve so there.
        SittingOpen: She serves another citizen still.
        NotOnline, NotByThisWay, ProcedureClosed: As `begin_draft`.
    """
    if not queries.may_sit(viewer, way, agency_id):
        raise errors.NotYourPost
    mine = Sitting.objects.select_for_update().filter(staff=str(viewer.actor), closed_at=None)
    for one in mine:
        if one.seen_at > at - queries.IDLE:
            raise errors.SittingOpen(sitting=one.id)
        _wipe(one, why="idle", by=viewer, at=at)
    drafts.check_channel(offer, way)
    opened = Sitting.objects.create(
        staff=str(viewer.actor),
        agency_id=agency_id,
        owner_id=person_id,
        service_id=offer.service,
        filing=way,
        began_at=at,
        seen_at=at,
    )
    _record(
        opened, "dossiers.sitting_opened.v1", by=viewer, at=at, filing=way, owner=str(person_id)
    )
    if way in AT_DESK:
        _begin(opened, Consent.PRESENT, offer=offer, viewer=viewer, at=at)
    return opened


@transaction.atomic
def send_code(
    *, sitting_id: UUID, viewer: Viewer, at: datetime, seen: datetime | None = None
) -> None:
    """Send the citizen a code: to let her helper begin, or to file what was typed.

    Args:
        sitting_id: Which.
        viewer: Who serves.
        at: Real time.
        seen: `saved_at` of the draft that she was read; None: it is to begin.

    Raises:
        UnknownSitting: It is over, or another's.
        NoPhone: There is nowhere to send it.
        TooManyCodes: Her phone got enough of them.
        DraftMoved: What she was read is not what stands there now.
        DraftIncomplete: It could not be filed.
    """
    held = _held(sitting_id, viewer, at)
    if seen is not None:
        _check_ready(held, seen=seen, at=at)
    phone = identity.contact_of(held.owner_id).phone
    if not phone:
        raise errors.NoPhone
    _check_codes(phone, at)
    code = secret_codes.new(CODE_LENGTH)
    held.codes_sent += 1
    held.code_sha256, held.code_until = secret_codes.digest(code), at + CODE_HOLDS
    held.code_for, held.code_tries = (seen.isoformat() if seen else BEGIN), 0
    held.seen_at = at
    held.save(
        update_fields=[
            "code_sha256",
            "code_until",
            "code_for",
            "code_tries",
            "codes_sent",
            "seen_at",
        ]
    )
    path = reverse("portal:procedure", args=[held.service.procedure_id])
    notifications.notify(
        key=f"sitting:{held.id}:{held.codes_sent}",
        channel="sms",
        to=phone,
        template="help_begins" if seen is None else "help_files",
        values={
            "name": "",
            "agency": held.service.agency.full_name,
            "code": secret_codes.spaced(code),
            "service": held.service.procedure.name,
            "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + path,
        },
        language="vi",
        by=viewer.actor,
        at=at,
        about=f"sitting:{held.id}",
        procedure=held.service.procedure_id,
    )
    _record(held, "dossiers.sitting_code_sent.v1", by=viewer, at=at, to_file=int(seen is not None))


def agree(*, sitting_id: UUID, viewer: Viewer, typed: str | None, at: datetime) -> Sitting:
    """Take note that the citizen lets her helper type, and open the form.

    Args:
        sitting_id: Which.
        viewer: Who helps.
        typed: The code that she read out; None: she signed that she agrees.
        at: Real time.

    Raises:
        UnknownSitting: It is over, or another's.
        WrongCode: It is not the one that was sent to begin.
        NotOnline, ProcedureClosed: As `begin_draft`.
    """
    if typed is not None:
        _redeem(sitting_id, viewer, typed, meant=BEGIN, at=at)
    with transaction.atomic():
        held = _held(sitting_id, viewer, at)
        if held.draft is not None:
            return held
        said = Consent.SIGNATURE if typed is None else Consent.CODE
        _begin(held, said, offer=_offer_of(held), viewer=viewer, at=at)
    return held


def confirm(
    *, sitting_id: UUID, viewer: Viewer, typed: str, seen: datetime, at: datetime
) -> Dossier:
    """File what a helper typed, on the code by which the citizen said so; then it is over.

    Args:
        sitting_id: Which.
        viewer: Who helps.
        typed: The code that she read out.
        seen: `saved_at` of the draft that she was read; the code is for that one.
        at: Real time.

    Raises:
        UnknownSitting, WrongCode: As `agree`.
        DraftMoved, DraftIncomplete, ProcedureClosed, ServiceEnded: As `submit`.
    """
    _redeem(sitting_id, viewer, typed, meant=seen.isoformat(), at=at)
    with transaction.atomic():
        held = _held(sitting_id, viewer, at)
        return _file(held, Consent.CODE, seen=seen, viewer=viewer, at=at)


@transaction.atomic
def confirm_signed(
    *, sitting_id: UUID, viewer: Viewer, name: str, content: bytes, seen: datetime, at: datetime
) -> Dossier:
    """File what a helper typed, on the scan of the printed form that the citizen signed.

    Raises:
        FileRefused: The scan is no picture or PDF that can be taken.
        UnknownSitting, DraftMoved, DraftIncomplete, ProcedureClosed, ServiceEnded: As `confirm`.
    """
    held = _held(sitting_id, viewer, at)
    held.signed = documents.store_file(
        content=content,
        name=name,
        media_types=tuple(MEDIA_TYPES),
        max_bytes=MOST_SIGNED,
        by=viewer.actor,
        at=at,
    )
    return _file(held, Consent.SIGNATURE, seen=seen, viewer=viewer, at=at)


@transaction.atomic
def receive_now(*, sitting_id: UUID, viewer: Viewer, seen: datetime, at: datetime) -> Dossier:
    """File what an officer typed at the counter and receive it: one step, or none of it.

    Raises:
        UnknownSitting: It is over, another's, or no sitting at a counter.
        DraftMoved, DraftIncomplete, ProcedureClosed, ServiceEnded: As `submit`.
        NotYourPost, CalendarDoesNotReach: As `accept`.
    """
    held = _held(sitting_id, viewer, at)
    if held.filing not in AT_DESK:
        raise errors.UnknownSitting
    dossier = _file(held, Consent.PRESENT, seen=seen, viewer=viewer, at=at)
    return receiving.accept(dossier_id=dossier.id, viewer=viewer, at=at)


def _check_codes(phone: str, at: datetime) -> None:
    # Whoever comes to a counter is a new person there: the number is what she brings each time.
    day = Sitting.objects.filter(
        owner__in=identity.persons_with_number(phone), began_at__gt=at - timedelta(days=1)
    )
    if (day.aggregate(sent=Sum("codes_sent"))["sent"] or 0) >= MOST_CODES:
        raise errors.TooManyCodes


def stay(held: Sitting, *, at: datetime) -> None:
    """Note that something is done; not at every request."""
    if held.seen_at < at - SEEN_EVERY:
        Sitting.objects.filter(id=held.id, closed_at=None).update(seen_at=at)


@transaction.atomic
def close_sitting(*, sitting_id: UUID, viewer: Viewer, at: datetime) -> None:
    """End a sitting of hers; what was typed and not filed is thrown away.

    Over already, nothing changes.

    Raises:
        UnknownSitting: It was never hers.
    """
    mine = Sitting.objects.select_for_update().filter(staff=str(viewer.actor), id=sitting_id)
    if (held := mine.first()) is None:
        raise errors.UnknownSitting
    if held.closed_at is None:
        _wipe(held, why="closed", by=viewer, at=at)


def close_idle(*, at: datetime) -> int:
    """End the sittings in which nothing was done for long; return how many those were."""
    idle = Sitting.objects.filter(closed_at=None, seen_at__lte=at - queries.IDLE)
    ids = list(idle.values_list("id", flat=True)[:MOST_AT_ONCE])
    for sitting_id in ids:
        with transaction.atomic():
            still = Sitting.objects.select_for_update().filter(id=sitting_id, closed_at=None)
            for one in still.filter(seen_at__lte=at - queries.IDLE):
                _wipe(one, why="idle", by=None, at=at)
    return len(ids)


def _held(sitting_id: UUID, viewer: Viewer, at: datetime) -> Sitting:
    """Return an open sitting of hers, locked."""
    Sitting.objects.select_for_update().filter(id=sitting_id).first()
    return queries.sitting(sitting_id, viewer=viewer, at=at)


def _begin(
    held: Sitting, said: Consent, *, offer: catalogue.Offer, viewer: Viewer, at: datetime
) -> None:
    owner = owner_of(held, viewer)
    held.draft = drafts.begin_draft(offer=offer, owner=owner, at=at, filing=Filing(held.filing))
    held.consent, held.consented_at, held.seen_at = said, at, at
    held.save(update_fields=["draft", "consent", "consented_at", "seen_at"])
    _record(
        held, "dossiers.sitting_agreed.v1", by=viewer, at=at, how=said, draft=str(held.draft.id)
    )


def _file(held: Sitting, said: Consent, *, seen: datetime, viewer: Viewer, at: datetime) -> Dossier:
    if held.draft_id is None:
        raise errors.NotYetAgreed
    dossier = filing.submit(draft_id=held.draft_id, owner=owner_of(held, viewer), at=at, seen=seen)
    if held.signed is not None:
        Attachment.objects.create(
            dossier=dossier, field=SIGNED, file=held.signed, name=held.signed.name, attached_at=at
        )
    held.dossier, held.confirmation, held.closed_at = dossier, said, at
    held.code_sha256, held.code_for, held.code_until = None, "", None
    held.save()
    _record(held, "dossiers.sitting_filed.v1", by=viewer, at=at, how=said, dossier=str(dossier.id))
    return dossier


def _redeem(sitting_id: UUID, viewer: Viewer, typed: str, *, meant: str, at: datetime) -> None:
    """Look at a code; a wrong one is counted, and stays so whatever happens to the request."""
    with transaction.atomic():
        held = _held(sitting_id, viewer, at)
        holds = (
            held.code_sha256 is not None
            and held.code_until is not None
            and at < held.code_until
            and held.code_tries < MOST_TRIES
            and held.code_for == meant
        )
        is_right = holds and secret_codes.digest(typed) == bytes(held.code_sha256 or b"")
        if is_right:
            held.code_sha256, held.code_until = None, None
        else:
            held.code_tries += 1
        held.save(update_fields=["code_sha256", "code_until", "code_tries"])
    if not is_right:
        raise errors.WrongCode


def _check_ready(held: Sitting, *, seen: datetime, at: datetime) -> None:
    if held.draft is None:
        raise errors.NotYetAgreed
    if held.draft.saved_at != seen:
        raise errors.DraftMoved
    problems = queries.problems_of(held.draft, today=agencies.legal_shift().legal_date(at))
    if problems:
        raise errors.DraftIncomplete(count=len(problems), problems=problems)


def _wipe(held: Sitting, *, why: str, by: Viewer | None, at: datetime) -> None:
    """End a locked sitting; what it leaves is who served whom, and when."""
    draft = held.draft
    held.closed_at, held.draft = at, None
    held.code_sha256, held.code_for, held.code_until = None, "", None
    held.save()
    if draft is not None:
        drafts.throw_away(draft, at=at)
    _record(held, "dossiers.sitting_closed.v1", by=by, at=at, why=why)


def owner_of(held: Sitting, viewer: Viewer) -> Citizen:
    """Return the citizen of a sitting; what is done for her is done by the member of staff.

    Raises:
        UnknownSitting: She may not act any more.
    """
    owner = identity.citizen(held.owner_id)
    if owner is None:
        raise errors.UnknownSitting
    return replace(owner, actor=viewer.actor)


def _offer_of(held: Sitting) -> catalogue.Offer:
    return catalogue.offer(
        held.service.procedure_id, held.service.agency.code, on=agencies.legal_today()
    )


def _record(
    held: Sitting, kind: str, *, by: Viewer | None, at: datetime, **said: str | int
) -> None:
    audit.record(
        stream=f"sitting:{held.id}",
        kind=kind,
        by=by.actor if by else CLOSER,
        at=at,
        payload=said,
    )
