"""Questions to other agencies: what is asked, who may be asked, and what waits for an answer."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, QuerySet

from motcua.agencies import queries as agencies
from motcua.dossiers import errors
from motcua.dossiers.models import Attachment, Consultation, Dossier, WorkItem
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.processes import queries as processes
from motcua.processes.types import Outcome

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

MOST_AGENCIES = 60


def consultable(found: Dossier, *, at: datetime) -> "list[Agency]":
    """Return the agencies that can be asked about a dossier: those around the one that has it.

    Right below it, beside it, and beside those above it; at most `MOST_AGENCIES`.
    """
    on = agencies.legal_shift().legal_date(at)
    line = agencies.lineage(found.agency_id)
    around: dict[int, Agency] = {}
    for unit in agencies.agencies_by_ids(line, on=on):
        around.setdefault(unit.id, unit)
    for unit_id in line:
        above = around.get(unit_id)
        if above is not None:
            for one in agencies.children(above, on=on)[:MOST_AGENCIES]:
                around.setdefault(one.id, one)
    around.pop(found.agency_id, None)
    return list(around.values())[:MOST_AGENCIES]


def consultations_of(dossier_id: UUID) -> list[Consultation]:
    """Return what other agencies were asked about a dossier, oldest first."""
    found = Consultation.objects.filter(dossier=dossier_id).select_related("item__agency")
    return list(found.order_by("item__opened_at", "item"))


def consultations_asked(found: Dossier) -> list[Consultation]:
    """Return them as `consultations_of`; no query where the dossier is `with_desk`."""
    items = {item.id: item for item in found.work_items.all()}
    asked = list(found.consultations.all())
    for one in asked:
        one.item = items[one.item_id]
    return sorted(asked, key=lambda one: (one.item.opened_at, one.item_id))


def consultations_for(viewer: Viewer) -> QuerySet[Consultation]:
    """Return what the officer's agencies are asked and have not answered, most urgent first."""
    mine = {
        agency
        for post in (Post.SPECIALIST, Post.LEADER)
        if post.role is not None
        for agency in viewer.agencies_as(post.role)
    }
    named = Consultation.objects.select_related(
        "item__agency", "dossier__agency", "dossier__procedure_version__procedure"
    ).defer("dossier__procedure_version__content")
    waiting = named.filter(item__agency__in=mine, item__done_at=None)
    return waiting.order_by(F("item__due_at").asc(nulls_last=True), "item")


def consultation(viewer: Viewer, item_id: UUID) -> Consultation:
    """Return a question that was put to an agency of the officer.

    Raises:
        UnknownDossier: There is none, or it was put to another agency: the answer is the same.
    """
    mine = {agency for post in Post if post.role for agency in viewer.agencies_as(post.role)}
    found = (
        Consultation.objects.select_related("item__agency", "dossier__agency")
        .filter(item=item_id, item__agency__in=mine)
        .first()
    )
    if found is None:
        raise errors.UnknownDossier
    return found


def papers_shown(asked: Consultation) -> list[Attachment]:
    """Return the files that the agency that is asked may see."""
    return list(asked.papers.select_related("file").order_by("attached_at", "id"))


def outcomes_of(item: WorkItem) -> tuple[Outcome, ...]:
    """Return how the step of a task may end; none where it is no step of a process."""
    if item.dossier.process_id is None:
        return ()
    step = processes.steps(processes.version_of(item.dossier.process_id)).get(item.step)
    return step.outcomes if step else ()
