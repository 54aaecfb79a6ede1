"""What searches run on: made anew with each version in force, and the synonyms people keep."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from importlib import resources
from uuid import UUID

from django.db import transaction

from motcua.audit import actions as audit
from motcua.catalogue.models import SearchEntry, Synonym
from motcua.catalogue.types import Channel, Content
from motcua.kernel import text
from motcua.kernel.actors import Actor

STREAM = "catalogue:synonyms"


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
            "is_synthetic",
        ],
    )


@transaction.atomic
def enter_synonym(
    *, phrase: str, means: str = "", procedures: Collection[str] = (), by: Actor, at: datetime
) -> Synonym:
    """Keep what a phrase stands for; a phrase kept before changes its meaning."""
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


def _entry(version_id: UUID, said: Content) -> SearchEntry:
    phrases = [*dict.fromkeys(map(text.fold, (said.name, *said.keywords, said.sector)))]
    return SearchEntry(
        procedure_id=said.code,
        version_id=version_id,
        phrases="\n".join(phrases),
        sector=said.sector,
        tiers=[tier.value for tier in said.tiers],
        life_events=list(said.life_events),
        is_online=bool(said.form) and Channel.ONLINE in said.channels,
        is_synthetic=said.is_synthetic,
    )
