"""The result of a dossier before an officer: its form, its drafts, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.dossiers import queries
from motcua.dossiers.queries import Difference, ResultState
from motcua.dossiers.types import Post
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form
from motcua.identity.queries import Viewer
from motcua.onestop.desk import Desk

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version of what the result is to say, with the name of whoever wrote it."""

    number: int
    at: datetime
    who: str
    differences: tuple[Difference, ...]


def form_of(found: "Dossier") -> Form | None:
    """Return the form in which the result is entered; None: nothing is entered."""
    form_version = queries.result_form_of(catalogue.version(found.procedure_version_id))
    return eforms.form(form_version) if form_version else None


def shown(found: "Dossier", viewer: Viewer, seen: Desk, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a dossier says of its result.

    Args:
        found: Which.
        viewer: Who looks.
        seen: Its tasks and the names of those who worked on it.
        typed: What was typed into the form of the result and not kept.
    """
    form, entered = form_of(found), queries.result_of(found)
    posts = (Post.SPECIALIST, Post.LEADER)
    reads = any(queries.holds(viewer, post, found.agency_id) for post in posts)
    drafts = queries.result_drafts(found) if entered else []
    pending = queries.pending_correction(found)
    may_correct = _may_correct(found, viewer)
    said = queries.said_in(pending) if pending else entered
    return {
        "result": _drawn(form, found, entered, typed) if form and _is_hers(seen) else None,
        "entered": list(eforms.summary(form, entered)) if form and entered else [],
        "drafts": [
            Draft(
                number=one.number,
                at=one.at,
                who=seen.names.get(one.by, ""),
                differences=one.differences,
            )
            for one in reversed(drafts)
        ],
        "hands_over": _hands_over(found, seen),
        "handed_over": queries.handed_over(found.id) if found.returned_at else None,
        "parcels": queries.parcels_of(found) if found.finished_at else [],
        "post_address": queries.post_address_of(found),
        "result_channel": Channel(found.result_channel),
        "may_preview": bool(entered)
        and reads
        and (pending is not None or not queries.is_approved(seen.events)),
        "correction": _drawn(form, found, said, typed) if form and may_correct else None,
        "is_pending": pending is not None,
        "may_take": any(
            queries.holds(viewer, post, found.agency_id) for post in (Post.CLERK, Post.LEADER)
        ),
    }


def _may_correct(found: "Dossier", viewer: Viewer) -> bool:
    has_result = found.finished_at is not None and found.result_state != ResultState.REVOKED
    return has_result and queries.holds(viewer, Post.SPECIALIST, found.agency_id)


def _hands_over(found: "Dossier", seen: Desk) -> "WorkItem | None":
    """Return the task of handing over that is hers, where it takes more than a button."""
    if found.result_channel == Channel.ONLINE or found.parent_id is not None:
        return None
    tasks = (task for task in seen.tasks if task.is_mine)
    return next(
        (task.item for task in tasks if any(one.event == "return" for one in task.outcomes)), None
    )


def _is_hers(seen: Desk) -> bool:
    return any(task.item.post == Post.SPECIALIST and task.is_mine for task in seen.tasks)


def _drawn(
    form: Form, found: "Dossier", entered: Mapping[str, Any], typed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the form of the result as it is to be drawn."""
    begun = entered or eforms.prefilled(form, queries.result_sources(found))
    drawn = eforms.drawn(form, form.pages[0], {**begun, **typed})
    return {"page": drawn.page, "answers": drawn.values, "is_entered": bool(entered)}
