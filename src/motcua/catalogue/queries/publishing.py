"""The catalogue as open data: everything in force, in a stable order."""

from collections.abc import Iterator

from django.db import connection

from motcua.catalogue.models import SearchEntry
from motcua.catalogue.queries.versions import Version, of_row

_CHUNK = 200


def published() -> Iterator[Version]:
    """Return all versions in force by code, a few at a time: as many as there are fit in memory."""
    entries = SearchEntry.objects.select_related("version").order_by("procedure")
    for entry in entries.iterator(chunk_size=_CHUNK):
        yield of_row(entry.version)


def published_digest() -> str:
    """Return what changes when, and only when, something else is in force; hexadecimal."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(coalesce(string_agg(e.procedure_id || v.sha256 ||"
            " v.number, ',' ORDER BY e.procedure_id COLLATE \"C\"), ''), 'UTF8')), 'hex')"
            " FROM catalogue_searchentry e JOIN catalogue_procedureversion v ON v.id = e.version_id"
        )
        return str(cursor.fetchone()[0])
