"""Reads of the questions that forms share."""

from collections.abc import Collection

from motcua.eforms import bank
from motcua.eforms.models import BankQuestion
from motcua.eforms.types.bank import BankEntry, Topic
from motcua.kernel import text

MOST_SHOWN = 60


def entries(*, words: str = "", topic: str = "") -> list[BankEntry]:
    """Return questions by topic, carried ones first; the first sixty.

    Args:
        words: To be found in the question, its hint or its key, spelt anyhow.
        topic: Only of this; empty or unknown: any.
    """
    wanted = text.fold(words)
    # What authors added is a few hundred at most: a bank that is larger is no help to anybody.
    added = BankQuestion.objects.order_by("topic", "key")[:1000]
    every = [*bank.carried(), *(_entry(one) for one in added)]
    found = [
        one
        for one in every
        if wanted in text.fold(f"{one.label} {one.hint} {one.key}")
        and (topic not in set(Topic) or one.topic == topic)
    ]
    order = list(Topic)
    return sorted(found, key=lambda one: order.index(one.topic))[:MOST_SHOWN]


def by_key(keys: Collection[str]) -> dict[str, BankEntry]:
    """Return questions of the bank by key; those that it has not are absent."""
    added = BankQuestion.objects.filter(key__in=list(keys))
    found = [one for one in bank.carried() if one.key in keys]
    return {one.key: one for one in [*found, *map(_entry, added)]}


def _entry(row: BankQuestion) -> BankEntry:
    return BankEntry(Topic(row.topic), row.question, row.form)
