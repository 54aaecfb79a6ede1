"""What a specialist proposes to the leader, in writing (tờ trình)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.models import Proposal
from motcua.dossiers.types import Clock, Post, Status
from motcua.eforms import queries as eforms
from motcua.identity.queries import Viewer
from motcua.kernel import ids
from motcua.privacy import sealing


@transaction.atomic
def propose(*, dossier_id: UUID, viewer: Viewer, words: str, at: datetime) -> Proposal:
    """Propose to the leader what to decide; the paper is made afterwards, with today's draft.

    Args:
        dossier_id: Which.
        viewer: A specialist of its agency.
        words: What she found, and what she proposes.
        at: Real time.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She is no specialist there.
        ClockStands: The dossier is not being worked on.
        NothingWritten: It has no words.
    """
    dossier = locked(dossier_id)
    posts.hold(viewer, Post.SPECIALIST, dossier.agency_id)
    status = Status(dossier.status)
    if clock_of(status) is not Clock.RUNS:
        raise errors.ClockStands(status=status.label)
    if not words.strip():
        raise errors.NothingWritten
    form_version = queries.result_form_of(catalogue.version(dossier.procedure_version_id))
    entered = queries.result_of(dossier)
    draft = eforms.summary(eforms.form(form_version), entered) if form_version and entered else []
    made, at = ids.new_id(), not_before(dossier, at)
    payload = {"proposal": str(made)}
    happened(dossier, "proposed", by=viewer.actor, at=at, payload=payload)
    return Proposal.objects.create(
        id=made,
        dossier=dossier,
        version=dossier.version,
        words=sealing.seal(words.strip(), place=queries.place_of_proposal(made)),
        draft=sealing.seal(
            [[line.label, line.text] for line in draft], place=queries.place_of_proposed(made)
        ),
        proposed_at=at,
        proposed_by=str(viewer.actor),
    )
