"""Reads of results: what they were to say, version by version, and how they went out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.dossiers.delivery import ResultState, Taker
from motcua.dossiers.models import Delivery, Dossier, Parcel, ResultDraft
from motcua.dossiers.queries.cases import result_of
from motcua.dossiers.queries.forms import result_form_of
from motcua.dossiers.queries.places import (
    place_of_authority,
    place_of_post_address,
    place_of_result_draft,
)
from motcua.eforms import queries as eforms
from motcua.privacy import sealing


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of a result that a version says otherwise; an empty text was not said."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftVersion:
    """A version of what a result is to say.

    Attributes:
        number: From 1.
        at: Real time.
        by: The actor who wrote it.
        differences: To the version before, as people read them; none of the first.
    """

    number: int
    at: datetime
    by: str
    differences: tuple[Difference, ...]


def said_in(draft: ResultDraft) -> dict[str, Any]:
    """Return what a version of a result says, unsealed."""
    said: dict[str, Any] = sealing.unseal(bytes(draft.said), place=place_of_result_draft(draft.id))
    return said


def draft_numbered(found: Dossier, number: int) -> dict[str, Any]:
    """Return what a version of a result says."""
    return said_in(found.result_drafts.get(number=number))


def pending_correction(found: Dossier) -> ResultDraft | None:
    """Return what a specialist wrote to correct an issued result; None: nothing that waits."""
    if found.finished_at is None or found.result_state == ResultState.REVOKED:
        return None
    last = max(found.result_drafts.all(), key=lambda one: one.number, default=None)
    return last if last is not None and said_in(last) != result_of(found) else None


def result_drafts(found: Dossier) -> list[DraftVersion]:
    """Return the versions of what a result is to say, the oldest first; one query."""
    drafts = sorted(found.result_drafts.all(), key=lambda one: one.number)
    form_version = result_form_of(catalogue.version(found.procedure_version_id))
    if not drafts or form_version is None:
        return []
    form = eforms.form(form_version)
    labels = {field.key: field.label for field in form.fields}
    worded: dict[str, str] = {}
    versions = []
    for draft in drafts:
        before, worded = worded, eforms.worded(form, said_in(draft))
        differences = [
            Difference(label, before.get(key, ""), worded.get(key, ""))
            for key, label in labels.items()
            if before.get(key, "") != worded.get(key, "")
        ]
        versions.append(
            DraftVersion(
                number=draft.number,
                at=draft.written_at,
                by=draft.written_by,
                differences=tuple(differences) if draft.number > 1 else (),
            )
        )
    return versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """To whom a result was given; `at` is real time.

    `name` and `authority` are empty but where somebody took it with the applicant's authority.
    """

    taker: Taker
    name: str
    authority: str
    at: datetime
    by: str


def handed_over(dossier_id: UUID) -> Handed | None:
    """Return to whom the result of a dossier was given; None: to nobody yet."""
    found = Delivery.objects.filter(dossier=dossier_id).first()
    if found is None:
        return None
    said = {"name": "", "authority": ""}
    if found.by_authority is not None:
        said = sealing.unseal(bytes(found.by_authority), place=place_of_authority(dossier_id))
    return Handed(
        taker=Taker(found.taker),
        name=said["name"],
        authority=said["authority"],
        at=found.handed_at,
        by=found.handed_by,
    )


def parcels_of(found: Dossier) -> list[Parcel]:
    """Return the parcels of a dossier, the latest first."""
    return sorted(found.parcels.all(), key=lambda one: (one.sent_at, one.id), reverse=True)


def last_parcel(dossier_id: UUID) -> Parcel | None:
    """Return the parcel that was sent last; None: none was."""
    return Parcel.objects.filter(dossier=dossier_id).order_by("-sent_at", "-id").first()


def post_address_of(found: Dossier) -> str:
    """Return where the post brings a result; empty: it does not."""
    if found.post_address is None:
        return ""
    address: str = sealing.unseal(bytes(found.post_address), place=place_of_post_address(found.id))
    return address


def result_ends(found: Dossier) -> list[documents.End]:
    """Return how the results of a dossier ended that hold no more, the oldest first."""
    if found.result_state == ResultState.STANDS:
        return []
    return documents.ends_among(documents.papers_of(f"dossier:{found.id}"))
