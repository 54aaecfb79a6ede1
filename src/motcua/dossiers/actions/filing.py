"""From draft to dossier: submission, payment, expiry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel, Content
from motcua.dossiers import codes, errors, queries, rules
from motcua.dossiers.actions import asking, vaulting
from motcua.dossiers.actions.moves import happened, locked, move, subject_of
from motcua.dossiers.models import AnswerFact, Dossier, Draft
from motcua.dossiers.queries import places
from motcua.dossiers.types import Filing, Status
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.payments import actions as payments
from motcua.payments import queries as payment_queries
from motcua.payments.types import ChargeLine
from motcua.privacy import sealing


def submit(
    *,
    draft_id: UUID,
    owner: Citizen,
    at: datetime,
    seen: datetime | None = None,
    result_channel: str = "",
    post_address: str = "",
) -> Dossier:
    """Make a dossier of a draft; once, however often it is asked.

    The code is allotted first. Dossier, charge and the jobs that follow stand in one transaction.

    Args:
        draft_id: Which.
        owner: Whose.
        at: Real time.
        seen: `saved_at` of the draft that she looked through; None: as it stands.
        result_channel: How she wants the result; empty: as is usual for the way she files.
        post_address: Where the post brings it; empty: to her own address.

    Raises:
        UnknownDraft: There is none of this owner.
        DraftMoved: It was saved since she looked it through: by a helper with its code, say.
        DraftIncomplete: Answers are missing or wrong; all of them are listed.
        ChannelNotOffered, PostAddressMissing: The result cannot go out so.
        ProcedureClosed, ServiceEnded: The procedure, or this agency of it, takes no dossiers any
            more; the draft stays.
    """
    draft = queries.draft_with_agency(draft_id, owner=owner)
    if draft.dossier_id is not None:
        return Dossier.objects.get(id=draft.dossier_id)
    if seen is not None and draft.saved_at != seen:
        raise errors.DraftMoved
    version = catalogue.version(draft.procedure_version_id)
    form = eforms.form(queries.form_of(version))
    shift = agencies.legal_shift()
    problems = queries.problems_of(draft, today=shift.legal_date(at))
    if problems:
        raise errors.DraftIncomplete(count=len(problems), problems=problems)
    filled = queries.filled(draft)
    answers = eforms.relevant(form, filled.answers)
    content = _terms(draft, version, answers, at=at)
    fees = catalogue.fee_lines(content, answers)
    filing = Filing(draft.filing)
    channel = _channel(content, result_channel, filing)
    address = _address(owner, channel, post_address)
    # Whoever has no account with us pays at the counter.
    pays_online = bool(fees) and content.online_payment and filing is Filing.SELF_ONLINE
    code = codes.allot(agency_code=draft.service.agency.code, day=shift.legal_date(at))
    with transaction.atomic():
        dossier = Dossier(
            code=str(code),
            service=draft.service,
            agency_id=draft.service.agency_id,
            procedure_version_id=version.id,
            owner_id=owner.id,
            owner_name=owner.full_name,
            owner_name_folded=text.fold(owner.full_name),
            submitter=str(owner.actor),
            filing=filing,
            submitted_at=at,
            fee_amount=sum(line.amount for line in fees),
            fee_online=pays_online,
            result_channel=channel,
        )
        dossier.post_address = _sealed(address, places.place_of_post_address(dossier.id))
        dossier.answers = sealing.seal(answers, place=queries.place_of_dossier(dossier.id))
        # The first to come takes the draft. Whoever comes meanwhile waits here, finds it taken or
        # saved since it was read, and looks again; that the dossier is there the commit checks.
        as_read = Draft.objects.filter(id=draft.id, dossier=None, saved_at=draft.saved_at)
        if not as_read.update(dossier_id=dossier.id):
            return submit(
                draft_id=draft_id,
                owner=owner,
                at=at,
                seen=seen,
                result_channel=result_channel,
                post_address=post_address,
            )
        happened(
            dossier,
            "submitted",
            by=owner.actor,
            at=at,
            payload={
                "to": dossier.status,
                "procedure_version": str(version.id),
                "code": str(code),
                **_not_asked(form, answers, filled.sources),
            },
        )
        AnswerFact.objects.bulk_create(
            AnswerFact(dossier=dossier, question=question, value=value)
            for question, value in eforms.countable(form, answers)
        )
        vaulting.note_uses(dossier, filled.sources, answers.keys(), by=owner.actor, at=at)
        if any(field.key in answers for field in queries.file_fields(form)):
            draft.attachments.update(dossier=dossier)
        if filing is not Filing.SELF_ONLINE:
            draft.handed.update(dossier=dossier)
        if pays_online:
            payments.open_charge(
                subject=subject_of(dossier.id),
                reference=dossier.code,
                payee=draft.service.agency.code,
                lines=[
                    ChargeLine(
                        name=line.name,
                        code=line.code,
                        quantity=line.quantity,
                        unit_amount=line.unit_amount,
                    )
                    for line in fees
                ],
                expires_at=rules.pays_until(at, content.payment_hours),
                by=owner.actor,
                at=at,
            )
    return dossier


def _channel(content: Content, wanted: str, filing: Filing) -> Channel:
    """Return how the result is to go out.

    Raises:
        ChannelNotOffered: It does not, for this procedure.
    """
    if not wanted:
        return queries.result_channel_of(content, filing)
    if wanted not in content.result_channels:
        raise errors.ChannelNotOffered
    return Channel(wanted)


def _address(owner: Citizen, channel: Channel, typed: str) -> str:
    """Return where the post brings the result, empty where it does not.

    Raises:
        PostAddressMissing: Nobody knows where that is.
    """
    if channel is not Channel.POST:
        return ""
    address = typed.strip() or identity.prefill_of(owner.id)["identity.address"]
    if not address:
        raise errors.PostAddressMissing
    return address


def _sealed(text: str, place: str) -> bytes | None:
    return sealing.seal(text, place=place) if text else None


def _not_asked(
    form: Form, answers: Mapping[str, Any], sources: Mapping[str, str]
) -> dict[str, int]:
    """Return how many questions and papers were answered, and how many of them nobody had to."""
    files = {field.key for field in queries.file_fields(form)}
    return {
        "answers": len(answers.keys() - files),
        "answers_known": len((answers.keys() & sources.keys()) - files),
        "papers": len(answers.keys() & files),
        "papers_known": len(answers.keys() & sources.keys() & files),
    }


def _terms(
    draft: Draft, version: catalogue.Version, answers: Mapping[str, Any], *, at: datetime
) -> Content:
    """Return what holds for a dossier filed now, by its version and its agency's settings.

    Raises:
        ProcedureClosed, ServiceEnded: As `submit`.
    """
    service = draft.service
    catalogue.check_open(service, on=agencies.legal_shift().legal_date(at))
    return catalogue.terms(
        version,
        agency_id=service.agency_id,
        at=at,
        channel=rules.channel_of(Filing(draft.filing)),
        answers=answers,
    ).content


@transaction.atomic
def note_payment(*, dossier_id: UUID, charge_id: UUID, by: Actor, at: datetime) -> bool:
    """Take note that the fee was paid; the charge itself is the payment module's.

    Returns:
        False when it was noted before: nothing changed.
    """
    dossier = locked(dossier_id)
    if dossier.fee_paid_at is not None:
        return False
    happened(
        dossier,
        "fee_paid",
        by=by,
        at=at,
        payload={"charge": str(charge_id)},
        fee_paid_at=at,
        # What comes over the counter proves no payment online, however the dossier was filed.
        fee_online=dossier.fee_online and payment_queries.is_paid_online(charge_id),
    )
    return True


@transaction.atomic
def expire(*, dossier_id: UUID, by: Actor, at: datetime) -> bool:
    """Close a dossier whose fee was not paid in time.

    Returns:
        False when it is past that: somebody received it, or it was closed before.
    """
    dossier = locked(dossier_id)
    if dossier.status != Status.REGISTERED:
        return False
    asking.let_go(dossier, by=by, at=at)
    move(dossier, "expire", by=by, at=at, refused_at=at, reason_code=rules.FEE_NOT_PAID)
    return True
