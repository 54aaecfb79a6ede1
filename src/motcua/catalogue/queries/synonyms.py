"""What people call things, and what they searched for in vain."""

from motcua.catalogue.models import MissedSearch, Synonym
from motcua.kernel import text

SYNONYMS_A_PAGE = 50
MISSES = 30
FEWEST = 3
"""A phrase is shown when it came so often; what one person typed once stays unseen."""


def synonyms(words: str = "", *, after: str = "") -> list[Synonym]:
    """Return synonyms by phrase, a page at most, those after a folded phrase, with words in it."""
    rows = Synonym.objects.filter(folded__gt=after, folded__contains=text.fold(words))
    return list(rows.order_by("folded")[:SYNONYMS_A_PAGE])


def missed_searches() -> list[MissedSearch]:
    """Return what was searched for in vain, the most frequent first; rare phrases are left out."""
    rows = MissedSearch.objects.filter(searches__gte=FEWEST)
    return list(rows.order_by("-searches", "folded")[:MISSES])
