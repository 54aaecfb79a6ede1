"""What searches run on: made anew with each version in force, and the synonyms people keep."""

import json
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from importlib import resources
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.audit import actions as audit
from motcua.catalogue import errors
from motcua.catalogue.models import MissedSearch, Procedure, SearchEntry, Synonym
from motcua.catalogue.types import Content
from motcua.kernel import text
from motcua.kernel.actors import Actor

STREAM = "catalogue:synonyms"
MOST_PHRASES = 1000
LONGEST_PHRASE = 60
_PERSONAL = re.compile(r"\d(?:\W?\d){5}|@")
"""Six digits in a row, as in numbers of persons, phones and dossiers; or an e-mail address."""


def index_version(version_id: UUID, said: Content) -> None:
    """Let a procedure be found by what a version says."""
    index_versions([(version_id, said)])


def index_versions(versions: Iterable[tuple[UUID, Content]]) -> None:
    """Let several procedures be found by what their versions say, in one statement."""
    SearchEntry.objects.bulk_create(
        [_entry(version_id, said) for version_id, said in versions],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["procedure"],
        update_fields=[
            "version",
            "phrases",
            "sector",
            "tiers",
            "life_events",
            "is_online",
            "has_own_form",
            "is_synthetic",
        ],
    )


@transaction.atomic
def enter_synonym(
    *, phrase: str, means: str = "", procedures: Collection[str] = (), by: Actor, at: datetime
) -> Synonym:
    """Keep what a phrase stands for; a phrase kept before changes its meaning.

    Raises:
        SynonymIncomplete: There is no phrase, or nothing that it stands for.
        UnknownProcedure: One of the codes is no procedure's.
    """
    if not text.fold(phrase) or not (means.strip() or procedures):
        raise errors.SynonymIncomplete
    known = set(Procedure.objects.filter(code__in=procedures).values_list("code", flat=True))
    if unknown := [code for code in procedures if code not in known]:
        raise errors.UnknownProcedure(code=unknown[0])
    synonym, is_new = Synonym.objects.update_or_create(
        folded=text.fold(phrase),
        defaults={
            "phrase": text.normalise(phrase),
            "means": text.normalise(means),
            "procedures": list(procedures),
            "changed_at": at,
            "changed_by": str(by),
        },
    )
    audit.record(
        stream=STREAM,
        kind="catalogue.synonym_entered.v1",
        by=by,
        at=at,
        payload={"synonym": str(synonym.id), "first": is_new},
    )
    MissedSearch.objects.filter(folded=synonym.folded).delete()
    return synonym


@transaction.atomic
def load_synonyms(*, by: Actor, at: datetime) -> int:
    """Add the synonyms that the project carries and nobody has kept yet; return how many."""
    file = resources.files("motcua.catalogue").joinpath("data", "synonyms.json")
    carried = json.loads(file.read_text("utf-8"))
    known = set(Synonym.objects.values_list("folded", flat=True))
    new = {
        text.fold(phrase): Synonym(
            phrase=phrase,
            folded=text.fold(phrase),
            means=entry.get("means", ""),
            procedures=entry.get("procedures", []),
            changed_at=at,
            changed_by=str(by),
        )
        for entry in carried
        for phrase in entry["phrases"]
        if text.fold(phrase) not in known
    }
    Synonym.objects.bulk_create(new.values())
    if new:
        kind, payload = "catalogue.synonyms_loaded.v1", {"count": len(new)}
        audit.record(stream=STREAM, kind=kind, by=by, at=at, payload=payload)
    return len(new)


@transaction.atomic
def end_synonym(*, synonym_id: UUID, by: Actor, at: datetime) -> None:
    """Let a phrase stand for nothing but itself again; twice is no harm."""
    deleted, _ = Synonym.objects.filter(id=synonym_id).delete()
    if deleted:
        audit.record(
            stream=STREAM,
            kind="catalogue.synonym_ended.v1",
            by=by,
            at=at,
            payload={"synonym": str(synonym_id)},
        )


def note_missed_search(*, words: str, day: date) -> None:
    """Count a search that found nothing, by its folded phrase and nothing else.

    What looks like a number of a person or an address is not kept, nor what is long; of many
    phrases those stay that are searched for most and latest.

    Args:
        words: As typed.
        day: Legal date.
    """
    folded = text.fold(words)
    if not folded or len(folded) > LONGEST_PHRASE or _PERSONAL.search(words):
        return
    searched = {"searches": F("searches") + 1, "last_day": day}
    if MissedSearch.objects.filter(folded=folded).update(**searched):
        return
    MissedSearch.objects.bulk_create(
        [MissedSearch(folded=folded, last_day=day)], ignore_conflicts=True
    )
    kept = MissedSearch.objects.order_by("-searches", "-last_day", "folded")
    over = kept.values_list("folded", flat=True)[MOST_PHRASES:]
    MissedSearch.objects.filter(folded__in=list(over)).exclude(folded=folded).delete()


def _entry(version_id: UUID, said: Content) -> SearchEntry:
    phrases = [*dict.fromkeys(map(text.fold, (said.name, *said.keywords, said.sector)))]
    return SearchEntry(
        procedure_id=said.code,
        version_id=version_id,
        phrases="\n".join(phrases),
        sector=said.sector,
        tiers=[tier.value for tier in said.tiers],
        life_events=list(said.life_events),
        is_online=said.files_online,
        has_own_form=bool(said.form),
        is_synthetic=said.is_synthetic,
    )
