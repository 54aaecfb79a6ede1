"""What a version works with that has no form or no process of its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue import general_form, queries
from motcua.catalogue.models import GeneralParts, ProcedureVersion
from motcua.catalogue.types import Parts
from motcua.eforms import actions as eforms
from motcua.eforms import queries as eform_queries
from motcua.kernel.actors import Actor
from motcua.processes import queries as processes

PUBLISHER = Actor.system("catalogue.general-form")


@transaction.atomic
def give_parts(*, version_id: UUID, at: datetime) -> Parts:
    """Return what a version works with; where it was not said yet, it is from now on, for good.

    The versions published after it are given theirs too, so that whoever began a draft of the
    first can go over to them.

    Raises:
        UnknownForm, UnknownProcess: The general ones of the project are not published.
    """
    version = queries.version(version_id)
    parts = queries.parts(version)
    if parts.form is not None and parts.process is not None:
        return parts
    # The row of the procedure is locked by whoever publishes a version of it.
    later = ProcedureVersion.objects.select_for_update().filter(
        procedure=version.content.code, number__gte=version.number
    )
    for one in queries.versions(later.order_by("number").values_list("id", flat=True)):
        _give(one, at=at)
    return queries.parts(version)


def give_parts_like(version_id: UUID, *, before: UUID, at: datetime) -> None:
    """Give a new version its parts where the one before it was given some."""
    if GeneralParts.objects.filter(version=before).exists():
        _give(queries.version(version_id), at=at)


def _give(version: queries.Version, *, at: datetime) -> None:
    content = version.content
    has_process = version.process_version is not None
    if version.form_version is not None and has_process:
        return
    form = None
    if version.form_version is None:
        definition = general_form.definition_of(content)
        form = eforms.publish(key=definition["name"], definition=definition, by=PUBLISHER, at=at)
    GeneralParts.objects.get_or_create(
        version_id=version.id,
        defaults={
            "form_version_id": form.id if form else None,
            "result_form_version_id": None
            if has_process
            else eform_queries.latest(queries.GENERAL_RESULT).id,
            "process_version_id": None
            if has_process
            else processes.latest(queries.GENERAL_PROCESS).id,
            "given_at": at,
        },
    )
