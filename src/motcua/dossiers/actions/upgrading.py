"""What a new version of a procedure does to dossiers that are on their way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, rules
from motcua.dossiers.actions import timing
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Status
from motcua.kernel.actors import Actor
from motcua.processes.errors import CannotMove

UPGRADED, CLOSING = "upgraded", "procedure_closes"


@transaction.atomic
def upgrade(*, dossier_id: UUID, version_id: UUID, by: Actor, at: datetime) -> bool:
    """Let a dossier go over to a later version of its procedure, where that is possible.

    The form must be the same, for its answers are there already, and once the process has begun the
    form of its result too; a process that has begun goes over where the engine finds its place in
    the new version. The promised date and the fee stay: they
    were given to the applicant. The event names the fields in which her old version, however many
    came between, differs from the new one.

    Args:
        dossier_id: Which.
        version_id: The version in force now.
        by: Who publishes.
        at: Real time.

    Returns:
        False when it keeps its version: it has ended, was upgraded before, or cannot be.
    """
    dossier = locked(dossier_id)
    old = catalogue.version(dossier.procedure_version_id)
    new = catalogue.version(version_id)
    if rules.has_ended(Status(dossier.status), dossier.closed_at) or old.number >= new.number:
        return False
    before, after = catalogue.parts(old), catalogue.parts(new)
    if not rules.may_upgrade(
        same_form=before.form == after.form,
        same_result=before.result_form == after.result_form,
        has_begun=dossier.process_id is not None,
    ):
        return False
    at = not_before(dossier, at)
    has_other = dossier.process_id is not None and after.process != before.process
    if has_other and not _goes_over(dossier, after.process, by=by, at=at):
        return False
    happened(
        dossier,
        UPGRADED,
        by=by,
        at=at,
        payload={
            "from_version": str(old.id),
            "from_number": old.number,
            "to_version": str(new.id),
            "to_number": new.number,
            "process_version": str(after.process) if has_other else "",
            "changed": list(catalogue.changed_fields(old.content, new.content)),
        },
        procedure_version_id=new.id,
    )
    return True


def _goes_over(dossier: Dossier, process: UUID | None, *, by: Actor, at: datetime) -> bool:
    """Take a process over, or leave everything as it is."""
    if process is None:
        return False
    try:
        with transaction.atomic():
            timing.go_over(dossier, version_id=process, by=by, at=at)
    except CannotMove:
        return False
    return True


@transaction.atomic
def tell_of_closing(*, dossier_id: UUID, version_id: UUID, by: Actor, at: datetime) -> bool:
    """Tell a dossier on its way that its procedure closes; it goes on as it was filed.

    Returns:
        False when it has ended, or was told of this day before.
    """
    dossier = locked(dossier_id)
    closing = catalogue.version(version_id)
    has_ended = rules.has_ended(Status(dossier.status), dossier.closed_at)
    if has_ended or closing.closes_on is None:
        return False
    if queries.told_closing_day(dossier_id) == closing.closes_on:
        return False
    happened(
        dossier,
        CLOSING,
        by=by,
        at=at,
        payload={
            "procedure_version": str(version_id),
            "closes_on": closing.closes_on.isoformat(),
        },
    )
    return True
