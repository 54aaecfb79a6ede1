"""What she gave before, or the vault has of her, and that may serve again."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.documents.queries import vault
from motcua.documents.queries.vault import Shown
from motcua.dossiers.models import Attachment, Dossier
from motcua.dossiers.queries.forms import form_of
from motcua.dossiers.types import Filled
from motcua.eforms import queries as eforms
from motcua.eforms.types import Field, FileField, Form
from motcua.identity import queries as identity
from motcua.identity.queries import Citizen

VAULT: Final = "vault:"
"""Before the id of a record and what it is called, where an answer came from it."""
_NAMED: Final = "vault."
"""Before kind and field, in `prefill` of forms."""
MOST: Final = 50
"""Files that are looked through."""


class Reusable(NamedTuple):
    """A file that may serve again.

    Attributes:
        id: Of the attachment or the record.
        name: As it is called.
        code: The dossier it was given with; empty: it is in the vault.
        file_id: The file.
        source: Where the answer comes from, as `Filled.sources` keeps it.
        record: What the vault has of it; None: it was given with a dossier.
    """

    id: UUID
    name: str
    code: str
    file_id: UUID
    source: str
    record: Shown | None = None


def reusable(owner: Citizen, form: Form, fields: Collection[FileField]) -> dict[str, Reusable]:
    """Return files that may serve again for these fields, by key; what was checked comes first.

    A paper of the vault serves where the field says `vault.<kind>`; a file of a dossier of hers
    where it was given for the same question: a field of the same key in the same form, or of the
    same `prefill` name in any. The latest one is offered.
    """
    wanted = {field.key: field for field in fields}
    if not wanted:
        return {}
    found: dict[str, Reusable] = {}
    by_kind: dict[str, list[Shown]] = {}
    for one in in_vault(owner, fields):
        by_kind.setdefault(f"{_NAMED}{one.record.kind}", []).append(one)
    for key, field in wanted.items():
        for one in by_kind.get(field.prefill, ()):
            if one.record.file_id is not None and _fits(one, field):
                found.setdefault(key, _of_vault(one, one.record.file_id))
    given = Attachment.objects.filter(
        dossier__owner=owner.id, file__media_type__in={t for f in fields for t in f.media_types}
    )
    for attachment in given.select_related("file", "dossier").order_by("-attached_at")[:MOST]:
        for key, reused in _of_dossier(attachment, form, wanted):
            found.setdefault(key, reused)
    return found


def in_vault(owner: Citizen, fields: Collection[Field]) -> list[Shown]:
    """Return what the vault has of her today of the kinds that fields name; none: no query."""
    kinds = {field.prefill.split(".")[1] for field in fields if field.prefill.startswith(_NAMED)}
    if not kinds:
        return []
    personal_id = identity.prefill_of(owner.id)["identity.personal_id"]
    return vault.valid_of(personal_id, on=agencies.legal_today(), kinds=kinds)


def told_by_vault(owner: Citizen, fields: Collection[Field]) -> dict[str, tuple[str, str]]:
    """Return what the vault answers, by `prefill` name: the value and where it comes from."""
    told: dict[str, tuple[str, str]] = {}
    for one in in_vault(owner, fields):
        for key, value in one.content.data.items():
            told.setdefault(f"{_NAMED}{one.record.kind}.{key}", (value, source_of(one)))
    return told


def told_sources(form: Form, filled: Filled) -> dict[str, str]:
    """Return what the papers of the vault are called that answer questions, by their label."""
    return {
        field.label: filled.sources[field.key].split(":", 2)[2]
        for field in form.fields
        if filled.sources.get(field.key, "").startswith(VAULT)
    }


def source_of(one: Shown) -> str:
    """Return where an answer comes from that a record gave."""
    return f"{VAULT}{one.record.id}:{_called(one)}"


def _called(one: Shown) -> str:
    return f"{one.content.title} {one.content.number}".strip()


def _of_vault(one: Shown, file_id: UUID) -> Reusable:
    return Reusable(
        id=one.record.id,
        name=_called(one),
        code="",
        file_id=file_id,
        source=source_of(one),
        record=one,
    )


def _fits(one: Shown, field: FileField) -> bool:
    file = one.record.file
    return (
        file is not None and file.size <= field.max_bytes and file.media_type in field.media_types
    )


def _of_dossier(
    one: Attachment, form: Form, wanted: dict[str, FileField]
) -> Iterator[tuple[str, Reusable]]:
    if one.dossier is None:
        return
    theirs = eforms.form(form_of(catalogue.version(one.dossier.procedure_version_id)))
    asked = theirs.field(one.field)
    for key, field in wanted.items():
        same = theirs.key == form.key and one.field == key
        named = bool(field.prefill) and asked is not None and asked.prefill == field.prefill
        fits = one.file.size <= field.max_bytes and one.file.media_type in field.media_types
        if (same or named) and fits:
            code = one.dossier.code
            yield key, Reusable(one.id, one.name, code, one.file_id, f"dossier:{code}")


def codes_of(subjects: Collection[str]) -> dict[str, str]:
    """Return the codes of the dossiers that papers were used for, by subject, in one query."""
    ids = {one.removeprefix("dossier:"): one for one in subjects if one.startswith("dossier:")}
    rows = Dossier.objects.filter(id__in=ids).values_list("id", "code") if ids else ()
    return {ids[str(dossier_id)]: code for dossier_id, code in rows}
