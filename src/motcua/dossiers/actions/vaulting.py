"""What dossiers and the vault tell each other: results kept as data, papers that served again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.documents import queries as papers
from motcua.documents.actions import vault
from motcua.documents.actions.vault import Paper
from motcua.documents.queries import vault as kept
from motcua.documents.types import Content, PaperKind
from motcua.dossiers import queries
from motcua.dossiers.actions.moves import subject_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.reusing import VAULT
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.documents.models import OfficialPaper


def keep_result(found: Dossier, *, by: Actor, at: datetime) -> None:
    """Let the vault hold the result of a dossier as it stands now: issued, corrected or revoked."""
    paper = papers.paper_of(subject_of(found.id), PaperKind.RESULT)
    if paper is None or paper.file_id is None or papers.end_of(paper) is not None:
        vault.revoke(subject=subject_of(found.id), by=by, at=at)
        return
    vault.keep_issued(
        _as_data(found, paper), subject=subject_of(found.id), file_id=paper.file_id, by=by, at=at
    )


def _as_data(found: Dossier, paper: "OfficialPaper") -> Paper:
    version = catalogue.version(found.procedure_version_id)
    kind = kept.kind_of_template(catalogue.parts(version).result_template)
    entered, fields = queries.result_of(found), kept.kind(kind).fields
    data = {one.key: entered[one.key] for one in fields if isinstance(entered.get(one.key), str)}
    content = Content(
        title=kept.kind(kind).name if kind else version.content.name,
        number=f"{paper.number}/{paper.year}",
        issuer=found.agency.full_name,
        holder=found.owner_name,
        personal_id=identity.prefill_of(found.owner_id)["identity.personal_id"],
        data=data,
    )
    return Paper(
        kind=kind or version.content.code,
        content=content,
        agency_id=found.agency_id,
        issued_on=agencies.legal_shift().legal_date(paper.issued_at),
    )


def note_uses(
    dossier: Dossier, sources: Mapping[str, str], keys: Collection[str], *, by: Actor, at: datetime
) -> None:
    """Remember which papers of the vault answered questions of a dossier that was submitted."""
    used = {
        UUID(source.split(":")[1])
        for key, source in sources.items()
        if key in keys and source.startswith(VAULT)
    }
    if used:
        vault.note_use(record_ids=used, subject=subject_of(dossier.id), by=by, at=at)
