"""Reads of what officers keep beside dossiers: remarks, lists of their own, batches."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.dossiers import errors
from motcua.dossiers.models import Batch, BatchLine, Dossier, Remark, SavedList, WorkItem
from motcua.dossiers.queries.lists import named
from motcua.dossiers.queries.places import place_of_remark
from motcua.dossiers.types import Post, RemarkKind
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

_FOR_APPLICANTS = (RemarkKind.QUESTION, RemarkKind.ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A remark, unsealed; `at` is real time. `is_open` marks a question without an answer."""

    id: UUID
    kind: RemarkKind
    text: str
    at: datetime
    by: Actor
    is_open: bool


def remarks_of(found: Dossier) -> list[Said]:
    """Return all remarks of a dossier, for officers, oldest first; one query."""
    return [_said(*row) for row in _with_replies(found)]


def questions_of(owner: Citizen, found: Dossier) -> list[Said]:
    """Return what an applicant was asked and answered, oldest first; nothing of another's."""
    if found.owner_id != owner.id:
        return []
    return [one for one in remarks_of(found) if one.kind in _FOR_APPLICANTS]


def saved_lists(viewer: Viewer) -> list[SavedList]:
    """Return the lists that an officer keeps, by name."""
    return list(SavedList.objects.filter(by=str(viewer.actor)).order_by("name"))


def tasks_with(viewer: Viewer, ids: Collection[UUID]) -> list[WorkItem]:
    """Return tasks of the officer's agencies that are open, the most urgent first."""
    rows = WorkItem.objects.filter(id__in=ids, agency__in=_agencies(viewer), done_at=None)
    rows = rows.select_related(
        "dossier__procedure_version__procedure", "dossier__process", "agency"
    )
    known = rows.defer("dossier__procedure_version__content", "dossier__process__state")
    return list(known.order_by("due_at", "id"))


def cases_with(viewer: Viewer, ids: Collection[UUID]) -> list[Dossier]:
    """Return dossiers of the officer's agencies, the oldest first."""
    rows = named().filter(id__in=ids, agency__in=_agencies(viewer))
    return list(rows.order_by("submitted_at", "id"))


def batch(viewer: Viewer, batch_id: UUID) -> Batch:
    """Return a batch of the officer's own.

    Raises:
        UnknownBatch: There is none of hers.
    """
    found = Batch.objects.filter(id=batch_id, by=str(viewer.actor)).first()
    if found is None:
        raise errors.UnknownBatch
    return found


def lines_of(found: Batch) -> list[BatchLine]:
    """Return the lines of a batch with their dossiers, in order."""
    rows = found.lines.select_related("dossier__procedure_version__procedure", "item")
    deferred = rows.defer(
        "dossier__procedure_version__content",
        "dossier__answers",
        "dossier__result",
        "dossier__name_words",
    )
    return list(deferred.order_by("position"))


def colleagues(viewer: Viewer, *, on: date) -> list[identity.Holder]:
    """Return who holds which post at the officer's agencies on a day, by name; one query."""
    roles = [post.role for post in Post if post.role]
    return identity.holders(roles, agency_ids=_agencies(viewer), on=on)


def names_and_colleagues(
    viewer: Viewer, actors: Collection[Actor], *, on: date
) -> tuple[dict[Actor, str], list[identity.Holder]]:
    """Return the names of some staff, and what `colleagues` returns; one query."""
    roles = [post.role for post in Post if post.role]
    return identity.names_and_holders(actors, roles, agency_ids=_agencies(viewer), on=on)


def _with_replies(found: Dossier) -> list[tuple[Remark, bool]]:
    rows = sorted(found.remarks.all(), key=lambda one: (one.at, one.id))
    replied = {one.replies_to_id for one in rows}
    return [(one, one.id in replied) for one in rows]


def _said(remark: Remark, is_replied: bool) -> Said:  # noqa: FBT001 a pair of the list above
    kind = RemarkKind(remark.kind)
    return Said(
        id=remark.id,
        kind=kind,
        text=sealing.unseal(bytes(remark.text), place=place_of_remark(remark.id)),
        at=remark.at,
        by=Actor.parse(remark.by),
        is_open=kind is RemarkKind.QUESTION and not is_replied,
    )


def _agencies(viewer: Viewer) -> set[int]:
    return {agency for post in Post if post.role for agency in viewer.agencies_as(post.role)}
