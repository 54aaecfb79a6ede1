"""Finding a procedure by the words people use."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from motcua.catalogue.models import Procedure
from motcua.catalogue.queries.versions import Version, versions
from motcua.kernel import text

MOST_FOUND = 50


def search(words: str) -> list[Version]:
    """Return the current versions whose name or keywords hold all the words, best first.

    Diacritics, case and the place of the tone mark do not matter; a word may be cut short. A code
    finds its procedure. Without words everything is listed by name, `MOST_FOUND` at most.
    """
    found = Procedure.objects.exclude(current=None)
    terms = text.fold(words).split()
    if not terms:
        listed = found.order_by("sort_key")
    elif by_code := found.filter(code=words.strip()):
        listed = by_code
    else:
        query = SearchQuery(
            " & ".join(f"'{term}':*" for term in terms), config="simple", search_type="raw"
        )
        listed = found.filter(search=query).order_by(-SearchRank(F("search"), query), "sort_key")
    return versions(listed.values_list("current", flat=True)[:MOST_FOUND])
