"""Reads of the case file: what its applicant sees, what officers see, what engines ask."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel, Content
from motcua.dossiers import errors, rules
from motcua.dossiers.models import Attachment, Dossier, Draft, Pause, Rating, WorkItem
from motcua.dossiers.queries.drafts import filled
from motcua.dossiers.queries.forms import result_form_of
from motcua.dossiers.queries.places import (
    place_of_dossier,
    place_of_result,
    subject_of_obligation,
)
from motcua.dossiers.types import Filing, Post
from motcua.eforms import queries as eforms
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel.actors import Actor, ActorKind
from motcua.kernel.messages import message
from motcua.payments import queries as payments
from motcua.privacy import sealing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.audit.models import Event
    from motcua.payments.models import Charge
    from motcua.payments.types import Receipt

PAGE = 50
"""Rows of a list on one page."""
_KINDS = {
    ActorKind.STAFF: message("Cán bộ"),
    ActorKind.CITIZEN: message("Người nộp"),
    ActorKind.CLIENT: message("Phần mềm"),
    ActorKind.SYSTEM: message("Hệ thống"),
}


def answers_of(kept: Draft | Dossier) -> dict[str, Any]:
    """Return the answers of a draft or a dossier, unsealed."""
    if isinstance(kept, Draft):
        return dict(filled(kept).answers)
    answers: dict[str, Any] = sealing.unseal(bytes(kept.answers), place=place_of_dossier(kept.id))
    return answers


def result_of(found: Dossier) -> dict[str, Any]:
    """Return what an officer entered for the result so far; empty before she did."""
    if found.result is None:
        return {}
    entered: dict[str, Any] = sealing.unseal(bytes(found.result), place=place_of_result(found.id))
    return entered


def result_sources(found: Dossier) -> dict[str, Any]:
    """Return what the form of the result may begin with, from the answers of the application."""
    content = catalogue.version(found.procedure_version_id).content
    answers = answers_of(found)
    first = {
        field: next((answers[key] for key in keys if key in answers), None)
        for field, keys in content.result_prefill.items()
    }
    return {"application": {field: value for field, value in first.items() if value is not None}}


def result_problems(found: Dossier) -> int:
    """Return how many places of the result's form are missing or wrong; 0 without a form."""
    form_version = result_form_of(catalogue.version(found.procedure_version_id))
    if form_version is None:
        return 0
    form = eforms.form(form_version)
    return len(eforms.problems(form, result_of(found), today=agencies.legal_today()))


def dossiers_of(owner: Citizen) -> list[Dossier]:
    """Return what a citizen filed, latest first; legs are found at their whole."""
    return list(_shown().filter(owner=owner.id, parent=None).order_by("-submitted_at")[:PAGE])


def dossier_of(owner: Citizen, code: str) -> Dossier:
    """Return a dossier of this owner.

    Raises:
        UnknownDossier: There is none of hers; whether somebody else has it, nobody learns.
    """
    found = _shown().filter(owner=owner.id, code=code).first()
    if found is None:
        raise errors.UnknownDossier
    return found


def dossier_of_subject(owner: Citizen, subject: str) -> Dossier:
    """Return the dossier that an engine knows as `subject`, if it is this owner's.

    Raises:
        UnknownDossier: There is none of hers.
    """
    kind, _, key = subject.partition(":")
    meant = Q(pauses__id=UUID(key)) if kind == "obligation" else Q(id=UUID(key))
    found = _shown().filter(meant, owner=owner.id).first()
    if found is None:
        raise errors.UnknownDossier
    return found


def dossier(dossier_id: UUID) -> Dossier:
    """Return a dossier with all it hangs on, for jobs of ours.

    Raises:
        UnknownDossier: There is none.
    """
    found = _shown().filter(id=dossier_id).first()
    if found is None:
        raise errors.UnknownDossier
    return found


def case(viewer: Viewer, code: str) -> Dossier:
    """Return a dossier of an agency where the officer holds a post.

    Raises:
        UnknownDossier: There is none, or it belongs to another agency: the answer is the same.
    """
    found = _shown().filter(agency__in=_agencies(viewer), code=code).first()
    if found is None:
        raise errors.UnknownDossier
    return found


def terms_of(found: Dossier) -> Content:
    """Return what holds for a dossier: its version, with what agencies had set when it was filed.

    Time and fee are of its channel and case; what is published or set later does not touch it.
    """
    version = catalogue.version(found.procedure_version_id)
    return catalogue.terms(
        version,
        agency_id=found.agency_id,
        at=found.submitted_at,
        channel=rules.channel_of(Filing(found.filing)),
        answers=answers_of(found) if version.content.cases else {},
    ).content


def tasks_of(dossier_id: UUID) -> list[WorkItem]:
    """Return all tasks of a dossier in the order they came."""
    return list(WorkItem.objects.filter(dossier=dossier_id).order_by("opened_at", "id"))


def attachments_of(kept: Draft | Dossier) -> list[Attachment]:
    """Return the files of a draft or dossier with what is known of them."""
    return list(kept.attachments.select_related("file").order_by("attached_at"))


def events(dossier_id: UUID) -> "list[Event]":
    """Return the events of a dossier, oldest first; they are its audit stream."""
    return list(audit.events_of(f"dossier:{dossier_id}"))


def told_closing_day(dossier_id: UUID) -> date | None:
    """Return the day of closing that the applicant was told of last (legal); None: of none."""
    told = [event for event in events(dossier_id) if event.kind == "dossiers.procedure_closes.v1"]
    return date.fromisoformat(told[-1].payload["closes_on"]) if told else None


def on_their_way(procedure_code: str) -> list[UUID]:
    """Return the dossiers of a procedure that have not ended, oldest first."""
    found = Dossier.objects.filter(procedure_version__procedure=procedure_code)
    ended = Q(status__in=[status.value for status in rules.ENDED]) | Q(closed_at__isnull=False)
    running = found.exclude(ended)
    return list(running.order_by("submitted_at").values_list("id", flat=True))


def to_be_archived(*, ended_before: datetime) -> list[UUID]:
    """Return dossiers that ended before a moment and are not archived, the oldest first."""
    ended = Q(status__in=[status.value for status in rules.ENDED]) | Q(closed_at__isnull=False)
    old = Dossier.objects.filter(ended, archived_at=None, changed_at__lt=ended_before)
    return list(old.order_by("changed_at").values_list("id", flat=True)[:PAGE])


def archived_as(found: Dossier) -> dict[str, Any] | None:
    """Return hash and length of an archived dossier's package, from its event; None: it is not."""
    kept = audit.events_of(f"dossier:{found.id}").filter(kind="dossiers.archived.v1").last()
    return kept.payload if kept and found.archived_at is not None else None


def rating_of(dossier_id: UUID) -> Rating | None:
    """Return the applicant's rating, None before she gave one."""
    return Rating.objects.filter(dossier=dossier_id).first()


def charge_of(found: Dossier) -> "Charge | None":
    """Return what a dossier owes or owed; None where it costs nothing."""
    return payments.charge_of(f"dossier:{found.id}") if found.fee_amount else None


def charged(found: Dossier) -> "tuple[Charge | None, Receipt | None]":
    """Return what a dossier owes or owed, and its receipt if it is paid; at most one query."""
    if not found.fee_amount:
        return None, None
    return payments.charge_with_receipt(f"dossier:{found.id}")


def due_of(found: Dossier) -> "Charge | None":
    """Return what a dossier waits for that is due to the State, payable online; None: nothing."""
    pause = Pause.objects.filter(dossier=found.id, leg=None, ended_at=None, amount__gt=0).first()
    return payments.charge_of(subject_of_obligation(pause.id)) if pause else None


def is_approved(happened: "Sequence[Event]") -> bool:
    """Tell by its events whether what the result of a dossier is to say was approved."""
    return any(event.kind == "dossiers.approve.v1" for event in happened)


def approver_of(dossier_id: UUID) -> str:
    """Return the actor who approved a dossier last."""
    approved = audit.events_of(f"dossier:{dossier_id}").filter(kind="dossiers.approve.v1")
    return str(approved.values_list("actor", flat=True).last())


def order_of(dossier_id: UUID, event: str, version: int = 0) -> "Event":
    """Return the move of a dossier that ordered a paper.

    Args:
        dossier_id: Which.
        event: Of the table.
        version: Of the dossier after the move; 0: the last of its kind.
    """
    moved = audit.events_of(f"dossier:{dossier_id}").filter(kind=f"dossiers.{event}.v1")
    found = moved.filter(payload__version=version) if version else moved.reverse()[:1]
    return found.get()


def doers(dossier_id: UUID, post: Post) -> set[str]:
    """Return the actors who did tasks of a post in a dossier."""
    done = WorkItem.objects.filter(dossier=dossier_id, post=post).exclude(done_by="")
    return set(done.values_list("done_by", flat=True))


def decision_of(dossier_id: UUID) -> tuple[str, datetime] | None:
    """Return who decided on receipt, and when (real time); None: nobody here did."""
    kinds = [f"dossiers.{event}.v1" for event in ("accept", "refuse", "expire")]
    event = audit.events_of(f"dossier:{dossier_id}").filter(kind__in=kinds).first()
    return (event.actor, event.at) if event else None


def code_of(dossier_id: UUID) -> str:
    """Return the code of a dossier."""
    return Dossier.objects.values_list("code", flat=True).get(id=dossier_id)


def shown_actor(actor: str) -> str:
    """Return the name behind an actor of staff, for staff; else what kind of actor it is."""
    known = Actor.parse(actor)
    return identity.names_of([known]).get(known, _KINDS[known.kind])


def shown_time(real: datetime) -> str:
    """Return a real moment as the legal clock of Hanoi shows it."""
    return f"{agencies.legal_shift().legal_moment(real):%H:%M %d/%m/%Y}"


def result_channel_of(content: Content, filing: Filing = Filing.SELF_ONLINE) -> Channel:
    """Return how the result goes out unless chosen otherwise.

    Online where that is offered; the way that it came in for whoever has no account to look in.
    """
    has_account = filing is Filing.SELF_ONLINE
    by_post = Channel.POST if filing is Filing.POST else Channel.COUNTER
    wanted = Channel.ONLINE if has_account else by_post
    return max(content.result_channels, key=lambda one: one is wanted)


def _shown() -> QuerySet[Dossier]:
    """Return dossiers with agency, whole and process; what versions say is kept elsewhere."""
    found = Dossier.objects.select_related("agency", "parent", "imported", "process")
    return found.defer("name_words", "process__state")


def _agencies(viewer: Viewer) -> set[int]:
    return {agency for post in Post if post.role for agency in viewer.agencies_as(post.role)}
