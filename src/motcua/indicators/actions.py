"""Writes of definitions and values."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from importlib import resources
from typing import Any

from django.db import transaction

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.indicators import queries
from motcua.indicators.models import Indicator, IndicatorValue, Snapshot, Target
from motcua.indicators.types import DeclaredValue, Source
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical
from motcua.kernel.periods import Period

SNAPSHOT_TAKEN = "indicators.snapshot_taken.v1"


@transaction.atomic
def load_definitions(*, by: Actor, at: datetime) -> int:
    """Load the definitions that the project carries; return how many are new.

    A version that is there stays as it is: definitions are never edited.
    """
    file = resources.files("motcua.indicators").joinpath("data", "definitions.json")
    created = [
        _define(entry) for entry in json.loads(file.read_text(encoding="utf-8"))["indicators"]
    ]
    for indicator in filter(None, created):
        audit.record(
            stream=f"indicator:{indicator.code}",
            kind="indicators.defined.v1",
            by=by,
            at=at,
            payload={"version": indicator.version},
        )
    return sum(indicator is not None for indicator in created)


def _define(entry: dict[str, Any]) -> Indicator | None:
    targets = entry.pop("targets")
    if Indicator.objects.filter(code=entry["code"], version=entry["version"]).exists():
        return None
    indicator = Indicator.objects.create(**entry)
    for target in targets:
        due_on = target.pop("due_on")
        Target.objects.create(
            indicator=indicator, due_on=date.fromisoformat(due_on) if due_on else None, **target
        )
    return indicator


@transaction.atomic
def record_declared(
    *,
    indicator: str,
    period: Period,
    values: Sequence[DeclaredValue],
    origin: str,
    by: Actor,
    at: datetime,
) -> Snapshot:
    """Record what agencies declare and freeze the whole period as a new snapshot.

    Agencies that are not among `values` keep what they have; a replaced value stays on record,
    superseded. Writers of one indicator follow one another.

    Returns:
        The new snapshot; the current one when every value is there already.
    """
    definition = queries.definition(indicator, lock=True)
    before = queries.current_snapshot(definition, period=period, source=Source.DECLARED)
    current = {value.agency_id: value for value in queries.values_in(before)} if before else {}
    changed = [value for value in values if _differs(current.get(value.agency), value)]
    if before and not changed:
        return before
    replaced = [current[value.agency].pk for value in changed if value.agency in current]
    kept = [value for value in current.values() if value.pk not in set(replaced)]
    snapshot = Snapshot.objects.create(
        indicator=definition,
        period=str(period),
        source=Source.DECLARED,
        number=before.number + 1 if before else 1,
        taken_at=at,
        taken_by=str(by),
        origin=origin,
        sha256=_digest([*kept, *changed]),
    )
    IndicatorValue.objects.filter(pk__in=replaced).update(superseded_in=snapshot)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            agency_id=value.agency,
            numerator=value.numerator,
            denominator=value.denominator,
            printed=value.printed,
            position=value.position,
            written_name=value.written_name,
            recorded_in=snapshot,
        )
        for value in changed
    )
    audit.record(
        stream=f"indicator:{definition.code}:{period}",
        kind=SNAPSHOT_TAKEN,
        by=by,
        at=at,
        payload={
            "snapshot": str(snapshot.pk),
            "number": snapshot.number,
            "sha256": snapshot.sha256,
            "changed": len(changed),
            "origin": origin,
        },
    )
    outbox.publish(SNAPSHOT_TAKEN, snapshot=str(snapshot.pk))
    return snapshot


def _differs(known: IndicatorValue | None, value: DeclaredValue) -> bool:
    return known is None or _content(known) != _content(value)


def _content(value: IndicatorValue | DeclaredValue) -> tuple[int, int, str, int, str]:
    return (
        value.numerator,
        value.denominator,
        value.printed or "",
        value.position,
        value.written_name,
    )


def _digest(values: Iterable[IndicatorValue | DeclaredValue]) -> str:
    """Hash all values in the order of their agencies, so that anyone can prove a publication."""
    lines = sorted(
        [value.agency_id if isinstance(value, IndicatorValue) else value.agency, *_content(value)]
        for value in values
    )
    return hashlib.sha256(canonical(lines)).hexdigest()
