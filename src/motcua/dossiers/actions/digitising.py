"""Papers that were handed over on paper, either way, are scanned into the vault."""

from collections.abc import Sequence
from datetime import datetime

from motcua.catalogue import queries as catalogue
from motcua.documents.actions import scanning, vault
from motcua.documents.queries import vault as kept
from motcua.documents.types import Content, Origin
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts
from motcua.dossiers.actions.moves import subject_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import digitised
from motcua.dossiers.types import Post
from motcua.eforms import queries as eforms
from motcua.identity import queries as identity
from motcua.identity.queries import Viewer

OTHER = "giay_to_khac"
"""Kind of what no form names."""


def scan_paper(
    *,
    found: Dossier,
    place: str,
    files: Sequence[tuple[str, bytes]],
    viewer: Viewer,
    at: datetime,
) -> None:
    """Keep the scan of a paper of a dossier; a new one takes the place of the one before.

    Args:
        found: Which dossier.
        place: Key of the question that the paper answers.
        files: Names and contents, in the order of the pages.
        viewer: A clerk of its agency.
        at: Real time.

    Raises:
        NotYourPost: She is no clerk there.
        UnknownDossier: No such paper was handed over.
        ScanIsMissing, FileRefused: The scan cannot be taken; nothing is kept.
    """
    posts.hold(viewer, Post.CLERK, found.agency_id)
    handed = next((one for one in queries.handed_of(found) if one.field == place), None)
    if handed is None:
        raise errors.UnknownDossier
    file = scanning.store_scan(files=files, by=viewer.actor, at=at)
    form = eforms.form(queries.form_of(catalogue.version(found.procedure_version_id)))
    asked = form.field(place)
    named = asked.prefill.removeprefix("vault.") if asked is not None else ""
    content = Content(
        title=handed.label,
        number="",
        holder=found.owner_name,
        personal_id=identity.prefill_of(found.owner_id)["identity.personal_id"],
    )
    vault.keep_scan(
        vault.Paper(
            kind=named if named in kept.kinds() else OTHER,
            content=content,
            agency_id=found.agency_id,
        ),
        subject=subject_of(found.id),
        place=place,
        file_id=file.id,
        by=viewer.actor,
        at=at,
    )


def scan_result(
    *, found: Dossier, files: Sequence[tuple[str, bytes]], viewer: Viewer, at: datetime
) -> None:
    """Keep the scan of a result that exists on paper only; a new one takes the place of the last.

    It is a picture of the result and nothing more: it is not signed, nor offered again.

    Args:
        found: Which dossier.
        files: Names and contents, in the order of the pages.
        viewer: A clerk of its agency.
        at: Real time.

    Raises:
        NotYourPost: She is no clerk there.
        UnknownDossier: None was given yet, or it is signed and needs no scan.
        ScanIsMissing, FileRefused: The scan cannot be taken; nothing is kept.
    """
    posts.hold(viewer, Post.CLERK, found.agency_id)
    if not digitised.result_is_on_paper(found):
        raise errors.UnknownDossier
    file = scanning.store_scan(files=files, by=viewer.actor, at=at)
    version = catalogue.version(found.procedure_version_id)
    content = Content(
        title=version.content.name,
        number="",
        issuer=found.agency.full_name,
        holder=found.owner_name,
        personal_id=identity.prefill_of(found.owner_id)["identity.personal_id"],
    )
    vault.keep_scan(
        vault.Paper(kind=version.content.code, content=content, agency_id=found.agency_id),
        subject=subject_of(found.id),
        place=digitised.RESULT,
        file_id=file.id,
        by=viewer.actor,
        at=at,
        origin=Origin.GIVEN,
    )
