"""Changes of the national catalogue: taken in as proposals, accepted or declined."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.catalogue import errors, national
from motcua.catalogue.actions.drafts import put_in_draft
from motcua.catalogue.actions.versions import publish_version, stream_of
from motcua.catalogue.models import NationalCursor, NationalProposal, ProcedureVersion
from motcua.catalogue.types import Content, ProposalStatus, Running
from motcua.kernel.actors import Actor


@transaction.atomic
def receive_change(*, change: Mapping[str, Any], at: datetime) -> NationalProposal | None:
    """Take in a published national version, once; a later one takes the place of an open one.

    Args:
        change: A row of `GET /api/v1/procedures/changes`.
        at: Real time.

    Returns:
        None when it was taken in before, or says what we say.

    Raises:
        RecordNotUnderstood: It has another shape; nothing was stored.
    """
    try:
        source, record = UUID(change["MABANGHI"]), change["THUTUC"]
        valid_from = date.fromisoformat(change["NGAYHIEULUC"])
        code = str(record["MATTHC"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise errors.RecordNotUnderstood(where=str(wrong)[:40], why="–") from None
    if NationalProposal.objects.filter(source=source).exists():
        return None
    ours = _last(code)
    said = national.content_of(record, base=_content(ours))
    closes_on = national.closes_on(record, today=agencies.legal_shift().legal_date(at))
    if ours is not None and said == _content(ours) and closes_on == ours.closes_on:
        return None
    NationalProposal.objects.filter(code=code, status=ProposalStatus.OPEN).update(
        status=ProposalStatus.REPLACED
    )
    proposal = NationalProposal.objects.create(
        source=source,
        code=code,
        name=said.name,
        record=record,
        valid_from=valid_from,
        closes_on=closes_on,
        received_at=at,
    )
    audit.record(
        stream=stream_of(code),
        kind="catalogue.national_change_received.v1",
        by=Actor.system("catalogue.national"),
        at=at,
        payload={"proposal": str(proposal.id), "source": str(source)},
    )
    return proposal


def note_read(*, until: datetime) -> None:
    """Note until when the national changes were read."""
    NationalCursor.objects.update_or_create(id=1, defaults={"read_until": until})


@transaction.atomic
def accept_proposal(*, proposal_id: UUID, publishes: bool, by: Actor, at: datetime) -> None:
    """Accept a proposal: as a draft to be looked at, or published as it is.

    A procedure that is withdrawn is published with its closing day: it takes no dossier from then,
    and those on their way go on.

    Args:
        proposal_id: Which.
        publishes: At once, from its day or today; else a draft. A withdrawal is always published.
        by: The controller.
        at: Real time.

    Raises:
        UnknownProposal: There is none.
        ProposalDecided: It is decided already.
        DraftIsOpen: Somebody is editing the procedure.
        LaterVersionPublished, UnknownForm, UnknownProcess: As `publish_version`.
    """
    proposal = _locked(proposal_id)
    ours = _last(proposal.code)
    said = national.content_of(proposal.record, base=_content(ours))
    if publishes or proposal.closes_on is not None:
        today = agencies.legal_shift().legal_date(at)
        earliest = max(today, ours.valid_from) if ours else today
        valid_from = max(proposal.valid_from, earliest)
        closes_on = proposal.closes_on and max(proposal.closes_on, valid_from)
        publish_version(
            content=said.model_dump(mode="json"),
            valid_from=valid_from,
            running=Running.CLOSE if closes_on else Running.STAY,
            closes_on=closes_on,
            by=by,
            at=at,
        )
    else:
        put_in_draft(content=said, by=by, at=at)
    _decide(proposal, ProposalStatus.ACCEPTED, reason="", by=by, at=at)


@transaction.atomic
def decline_proposal(*, proposal_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Decline a proposal, with the reason.

    Raises:
        UnknownProposal: There is none.
        ProposalDecided: It is decided already.
        DeclineReasonMissing: No reason was given.
    """
    proposal = _locked(proposal_id)
    if not reason.strip():
        raise errors.DeclineReasonMissing
    _decide(proposal, ProposalStatus.DECLINED, reason=reason.strip(), by=by, at=at)


def _decide(
    proposal: NationalProposal, status: ProposalStatus, *, reason: str, by: Actor, at: datetime
) -> None:
    proposal.status, proposal.reason = status, reason
    proposal.decided_at, proposal.decided_by = at, str(by)
    proposal.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    audit.record(
        stream=stream_of(proposal.code),
        kind="catalogue.national_change_decided.v1",
        by=by,
        at=at,
        payload={"proposal": str(proposal.id), "status": status.value},
    )


def _locked(proposal_id: UUID) -> NationalProposal:
    found = NationalProposal.objects.select_for_update().filter(id=proposal_id).first()
    if found is None:
        raise errors.UnknownProposal
    if found.status != ProposalStatus.OPEN:
        raise errors.ProposalDecided(status=ProposalStatus(found.status).label)
    return found


def _last(code: str) -> ProcedureVersion | None:
    return ProcedureVersion.objects.filter(procedure=code).order_by("-number").first()


def _content(version: ProcedureVersion | None) -> Content | None:
    return Content.model_validate(version.content) if version else None
