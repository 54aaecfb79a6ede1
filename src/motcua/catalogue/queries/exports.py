"""The catalogue as a file, and what a file would change."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from motcua.catalogue import errors, files
from motcua.catalogue.models import FiledProcedure, Procedure, ProcedureFile
from motcua.catalogue.queries.versions import versions
from motcua.catalogue.types import Content
from motcua.kernel.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What a kept file would publish of a procedure; `before` is the last version, null: new."""

    content: Content
    before: Content | None


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


def filed(kept: ProcedureFile, *, only_left: bool = False) -> QuerySet[FiledProcedure]:
    """Return the procedures that a file publishes, in order, without what it says of them.

    Args:
        kept: Which file.
        only_left: Only those that were left.
    """
    rows = kept.procedures.defer("content").order_by("number")
    return rows.exclude(left="") if only_left else rows


def filed_counts(kept: ProcedureFile) -> dict[str, int]:
    """Return how many procedures of a file are `new`, and how many were `left`."""
    return kept.procedures.aggregate(
        new=Count("id", filter=Q(based_on=None)), left=Count("id", filter=~Q(left=""))
    )


def coming(kept: ProcedureFile, code: str) -> Coming:
    """Return what a file would publish of a procedure, beside what was last when it was sent.

    Raises:
        UnknownProcedure: The file says nothing of it that is not published.
    """
    row = kept.procedures.select_related("based_on").filter(code=code).first()
    if row is None:
        raise errors.UnknownProcedure(code=code[:40])
    return Coming(
        content=Content.model_validate(row.content),
        before=Content.model_validate(row.based_on.content) if row.based_on else None,
    )
