"""The catalogue as a file, and what a file would change."""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.catalogue import errors, files
from motcua.catalogue.models import Procedure, ProcedureFile, ProcedureVersion
from motcua.catalogue.queries.versions import versions
from motcua.catalogue.types import Content
from motcua.kernel.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What a kept file would publish of a procedure; `before` is the last version, null: new."""

    content: Content
    before: Content | None

    @property
    def is_same(self) -> bool:
        """Return whether it says what is published already."""
        return self.content == self.before


def exported(kind: str, *, codes: Collection[str] | None = None, sector: str = "") -> bytes:
    """Return what is in force as a file.

    Args:
        kind: `json` or `xlsx`.
        codes: Of the procedures; None: all of them.
        sector: Those of one field; empty: of all.

    Raises:
        TooManyForSheet: More than a sheet takes.
    """
    rows = Procedure.objects.exclude(current=None).order_by("code")
    rows = rows if codes is None else rows.filter(code__in=codes)
    rows = rows.filter(current__content__sector=sector) if sector else rows
    contents = [one.content for one in versions(rows.values_list("current", flat=True))]
    return files.as_xlsx(contents) if kind == "xlsx" else files.as_json(contents)


def kept_file(by: Actor) -> ProcedureFile:
    """Return the file that a sender is about to publish.

    Raises:
        UnknownFile: There is none.
    """
    found = ProcedureFile.objects.filter(sent_by=str(by)).first()
    if found is None:
        raise errors.UnknownFile
    return found


def coming(kept: ProcedureFile) -> list[Coming]:
    """Return what a kept file would publish, beside what is published last; by code."""
    said = files.read(bytes(kept.content), file_name=kept.file_name).contents
    last = ProcedureVersion.objects.filter(procedure__in=[one.code for one in said])
    last = last.order_by("procedure", "-number").distinct("procedure")
    before = dict(last.values_list("procedure", "content"))
    return [
        Coming(
            content=one,
            before=Content.model_validate(before[one.code]) if one.code in before else None,
        )
        for one in sorted(said, key=lambda one: one.code)
    ]
