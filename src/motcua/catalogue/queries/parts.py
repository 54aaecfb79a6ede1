"""The forms and the process that a version works with: its own, or the general ones."""

from typing import Final
from uuid import UUID

from motcua.catalogue.models import GeneralParts
from motcua.catalogue.queries.versions import Version
from motcua.catalogue.types import Parts

GENERAL_PROCESS: Final = "giai-quyet-chung"
GENERAL_RESULT: Final = "ket-qua-giai-quyet"
"""Form in which an officer enters what was decided; the paper's template has the same name."""

_GIVEN: dict[UUID, Parts] = {}
"""Parts never change once they are given, so each is read once per process."""


def parts(version: Version) -> Parts:
    """Return what a version works with; no query when this process has read it before.

    A result form is the version's own, or goes with the general process. What was not needed yet
    is None: see `actions.give_parts`.
    """
    if version.form_version is not None and version.process_version is not None:
        return Parts(
            form=version.form_version,
            process=version.process_version,
            result_form=version.result_form_version,
            result_template=version.content.result_template,
        )
    known = _GIVEN.get(version.id)
    if known is None:
        known = _read(version)
    return known


def _read(version: Version) -> Parts:
    given = GeneralParts.objects.filter(version=version.id).first()
    content = version.content
    found = Parts(
        form=version.form_version or (given.form_version_id if given else None),
        process=version.process_version or (given.process_version_id if given else None),
        result_form=version.result_form_version
        or (given.result_form_version_id if given else None),
        result_template=content.result_template or GENERAL_RESULT,
    )
    if given is not None:
        _GIVEN[version.id] = found
    return found
