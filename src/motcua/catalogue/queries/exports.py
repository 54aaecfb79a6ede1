"""The catalogue as a file."""

from collections.abc import Collection

from motcua.catalogue import files
from motcua.catalogue.models import Procedure
from motcua.catalogue.queries.versions import versions


def exported(kind: str, *, codes: Collection[str] | None = None) -> bytes:
    """Return what is in force as a file.

    Args:
        kind: `json` or `xlsx`.
        codes: Of the procedures; None: all of them.

    Raises:
        TooManyForSheet: More than a sheet takes.
    """
    rows = Procedure.objects.exclude(current=None).order_by("code")
    rows = rows if codes is None else rows.filter(code__in=codes)
    contents = [one.content for one in versions(rows.values_list("current", flat=True))]
    return files.as_xlsx(contents) if kind == "xlsx" else files.as_json(contents)
