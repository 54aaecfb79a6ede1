"""Finding a procedure by the words people use, and narrowing what was found."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import RawSQL

from motcua.catalogue import finding
from motcua.catalogue.models import SearchEntry, Service, Synonym
from motcua.catalogue.queries.versions import Version, versions
from motcua.kernel import text

MOST_FOUND = 50
"""Procedures of one page."""

_MOST_SCORED = 60
"""Candidates that the database hands over; the best of them are shown."""
_WORTH_SHOWING = 0.45
"""What scores less than this share of the best is not what was asked for."""
_LEAST = 0.12
_RARE, _FEW = 0.05, 40
"""A word selects by itself when no more than this share, or so few, of the procedures have it."""
_NAMED = 1000.0
"""Procedures that a synonym names are always among the candidates."""
_MOST_SUGGESTED = 6


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What narrows a search; empty: nothing."""

    sector: str = ""
    life_event: str = ""
    tier: str = ""
    agency: str = ""
    online: bool = False
    own_form: bool = False
    without_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many of the found procedures have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of what was found.

    Attributes:
        versions: Best first; real procedures before those made up to have many.
        total: How many there are on all pages.
        after: Code after which the next page begins; empty: this is the last.
        facets: By name of a filter, the commonest first.
    """

    versions: tuple[Version, ...]
    total: int
    after: str
    facets: dict[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A procedure to go on with while typing."""

    code: str
    name: str


_NO_FILTERS = Filters()


def find(
    words: str, filters: Filters = _NO_FILTERS, *, after: str = "", most: int = MOST_FOUND
) -> Found:
    """Return the procedures in force that answer the words, best first.

    Diacritics, case, the place of the tone mark and slips of the finger do not matter, nor do words
    that ask for nothing. A code finds its procedure. Without words all are listed by name. The
    number of statements does not grow with what there is.
    """
    entries = _narrowed(filters)
    if text.fold(words):
        ranked = _ranked(words, entries)
        entries = entries.filter(procedure__in=ranked)
        begin = ranked.index(after) + 1 if after in ranked else 0
        page = ranked[begin : begin + most]
        is_last = begin + most >= len(ranked)
    else:
        page = _listed(entries, after=after, most=most + 1)
        page, is_last = page[:most], len(page) <= most
    facets = _facets(entries)
    total = facets.pop("")[0].count
    return Found(
        versions=tuple(_versions_of(page)),
        total=total,
        after="" if is_last or not page else page[-1],
        facets=facets,
    )


def search(words: str) -> list[Version]:
    """Return what the words find, without narrowing, `MOST_FOUND` at most."""
    entries = SearchEntry.objects.all()
    if text.fold(words):
        return _versions_of(_ranked(words, entries)[:MOST_FOUND])
    return _versions_of(_listed(entries, after="", most=MOST_FOUND))


def rank(words: str, *, real_first: bool = True, most: int = MOST_FOUND) -> list[str]:
    """Return the codes that the words find, best first; for those who measure how well."""
    return _ranked(words, SearchEntry.objects.all(), real_first=real_first)[:most]


def suggest(words: str) -> list[Suggestion]:
    """Return what the words may become: the last one is not finished."""
    if not text.fold(words):
        return []
    real, every = SearchEntry.objects.filter(is_synthetic=False), SearchEntry.objects.all()
    ranked = _ranked(words, real, is_unfinished=True) or _ranked(words, every, is_unfinished=True)
    ranked = ranked[:_MOST_SUGGESTED]
    named = names_of(ranked)
    return [Suggestion(code, named[code]) for code in ranked]


def names_of(codes: Collection[str]) -> dict[str, str]:
    """Return the names of the published among some codes, in one query."""
    published = SearchEntry.objects.filter(procedure__in=codes)
    return dict(published.values_list("procedure", "procedure__name"))


def _narrowed(filters: Filters) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.all()
    if filters.sector:
        entries = entries.filter(sector=filters.sector)
    if filters.life_event:
        entries = entries.filter(life_events__contains=[filters.life_event])
    if filters.tier:
        entries = entries.filter(tiers__contains=[filters.tier])
    if filters.agency:
        offered = Service.objects.filter(
            procedure=OuterRef("procedure"), agency__code=filters.agency
        )
        entries = entries.filter(Exists(offered))
    if filters.online:
        entries = entries.filter(is_online=True)
    if filters.own_form:
        entries = entries.filter(has_own_form=True)
    if filters.without_synthetic:
        entries = entries.filter(is_synthetic=False)
    return entries


def _listed(entries: QuerySet[SearchEntry], *, after: str, most: int) -> list[str]:
    """Return codes in Vietnamese order, those that follow a code."""
    found = entries.order_by("is_synthetic", "procedure__sort_key", "procedure")
    if after:
        place = SearchEntry.objects.filter(procedure=after)
        synthetic, key = (
            Subquery(place.values(field)) for field in ("is_synthetic", "procedure__sort_key")
        )
        found = found.filter(
            Q(is_synthetic__gt=synthetic)
            | Q(is_synthetic=synthetic, procedure__sort_key__gt=key)
            | Q(is_synthetic=synthetic, procedure__sort_key=key, procedure__gt=after)
        )
    return list(found.values_list("procedure", flat=True)[:most])


def _ranked(
    words: str,
    entries: QuerySet[SearchEntry],
    *,
    is_unfinished: bool = False,
    real_first: bool = True,
) -> list[str]:
    """Return the codes that answer the words, best first."""
    code = words.strip()
    if code[:1].isdigit() and (exact := list(_codes(entries.filter(procedure=code)))):
        return exact
    lexicon = _lexicon()
    question = finding.read(words, lexicon, is_unfinished=is_unfinished)
    scored = []
    for code, phrases, is_synthetic in _candidates(question, lexicon, entries):
        score = finding.score(question, code, phrases.split("\n"))
        scored.append((is_synthetic and real_first, -score, is_synthetic, code))
    least = max((-one[1] for one in scored), default=0.0) * _WORTH_SHOWING
    return [one[3] for one in sorted(scored) if -one[1] >= max(least, _LEAST)]


def _codes(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry, str]:
    return entries.values_list("procedure", flat=True)


def _candidates(
    question: finding.Question, lexicon: finding.Lexicon, entries: QuerySet[SearchEntry]
) -> Sequence[tuple[str, str, bool]]:
    """Return code, phrases and kind of those that hold the most of what is asked for."""
    telling = _telling(question, lexicon)
    if not telling and not question.codes:
        return []
    matching = Q(procedure__in=question.codes)
    if telling:
        matching |= Q(vector=_query(telling))
    return list(
        entries.filter(matching)
        .order_by(_worth(telling, question.codes).desc(), "is_synthetic", "procedure")
        .values_list("procedure", "phrases", "is_synthetic")[:_MOST_SCORED]
    )


def _worth(telling: Mapping[str, float], codes: Collection[str]) -> RawSQL:
    """Return the sum of what the words are worth that an entry holds.

    Written out: as nested expressions it costs more to compile than to run.
    """
    held = " + CASE WHEN catalogue_searchentry.vector @@ %s::tsquery THEN %s ELSE 0 END"
    named = "CASE WHEN catalogue_searchentry.procedure_id = ANY(%s) THEN %s ELSE 0 END"
    terms = [part for word, worth in telling.items() for part in (_raw([word]), worth)]
    return RawSQL(named + held * len(telling), [list(codes), _NAMED, *terms], FloatField())  # noqa: S611 placeholders only


def _telling(question: finding.Question, lexicon: finding.Lexicon) -> dict[str, float]:
    """Return the words that select: rare ones, and the rarest two of a reading that has none."""
    worths = {word: worth for word, worth in question.words.items() if word in lexicon.counts}
    most = max(lexicon.total * _RARE, _FEW)
    telling = {word for word in worths if lexicon.counts[word] <= most}
    for reading in question.readings:
        known = {word for part in reading for word in part.spellings if word in worths}
        if not known & telling:
            telling.update(sorted(known, key=lambda word: lexicon.counts[word])[:2])
    return {word: worth for word, worth in worths.items() if word in telling}


def _query(words: Collection[str]) -> SearchQuery:
    return SearchQuery(_raw(words), config="simple", search_type="raw")


def _raw(words: Collection[str]) -> str:
    # Folded words are letters and digits only, but “&” may stand inside.
    return " | ".join("'" + word.replace("&", " ") + "'" for word in words)


def _versions_of(codes: Sequence[str]) -> list[Version]:
    ids = dict(SearchEntry.objects.filter(procedure__in=codes).values_list("procedure", "version"))
    return versions(ids[code] for code in codes)


class _Unnest(Func):
    function = "unnest"
    set_returning = True
    output_field = TextField()


def _facets(entries: QuerySet[SearchEntry]) -> dict[str, tuple[Choice, ...]]:
    """Return how many entries there are, under no name, and what they have, in one query."""
    label = F("label")
    parts: list[QuerySet[Any, Any]] = [
        _counted(entries.annotate(label=Value("", TextField())), "", label),
        _counted(entries.annotate(label=F("sector")), "sector", label),
        _counted(entries.annotate(label=_Unnest("tiers")), "tier", label),
        _counted(entries.annotate(label=_Unnest("life_events")), "life_event", label),
        _counted(entries.filter(is_online=True).annotate(label=Value("1")), "online", label),
        _counted(entries.filter(is_synthetic=True).annotate(label=Value("1")), "synthetic", label),
        Service.objects.filter(procedure__in=_codes(entries))
        .annotate(facet=Value("agency"), value=F("agency__code"), label=F("agency__full_name"))
        .values_list("facet", "value", "label")
        .annotate(count=Count("procedure", distinct=True)),
    ]
    facets: dict[str, list[Choice]] = {}
    for facet, value, shown, count in parts[0].union(*parts[1:], all=True):
        facets.setdefault(facet, []).append(Choice(value, shown, count))
    facets.setdefault("", [Choice("", "", 0)])
    return {
        facet: tuple(sorted(choices, key=lambda one: (-one.count, one.label)))
        for facet, choices in facets.items()
    }


def _counted(entries: QuerySet[Any], facet: str, label: F) -> QuerySet[Any, Any]:
    named = entries.order_by().annotate(facet=Value(facet), value=label)
    rows: QuerySet[Any, Any] = named.values_list("facet", "value", "label")
    counted: QuerySet[Any, Any] = rows.annotate(count=Count("procedure"))
    return counted


def _lexicon() -> finding.Lexicon:
    """Return what is known of words; read again only after something was published or kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT version_id FROM catalogue_searchentry ORDER BY version_id DESC"
            " LIMIT 1), (SELECT max(changed_at)::text FROM catalogue_synonym)"
        )
        return _lexicon_of(*cursor.fetchone())


@lru_cache(maxsize=2)
def _lexicon_of(latest: UUID | None, changed_at: str | None) -> finding.Lexicon:  # noqa: ARG001 the key
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT vector FROM catalogue_searchentry')")
        counts = dict(cursor.fetchall())
    synonyms = {
        folded: finding.Meaning(tuple(text.fold(means).split()), tuple(procedures))
        for folded, means, procedures in Synonym.objects.values_list(
            "folded", "means", "procedures"
        )
    }
    file = resources.files("motcua.catalogue").joinpath("data", "fillers.json")
    return finding.Lexicon(
        counts=counts,
        total=SearchEntry.objects.count(),
        synonyms=synonyms,
        fillers=frozenset(map(text.fold, json.loads(file.read_text("utf-8")))),
    )
