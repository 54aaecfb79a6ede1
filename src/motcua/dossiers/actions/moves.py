"""The one place where a dossier's status is written and its events are recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.dossiers import errors
from motcua.dossiers.lifecycle import DOSSIER
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Status
from motcua.kernel.actors import Actor

CHANGED = "dossiers.changed.v1"
"""The fact that goes up after every event: which dossier, which version, what happened."""


def subject_of(dossier_id: UUID) -> str:
    """Return the name under which engines know a dossier; its audit stream too."""
    return f"dossier:{dossier_id}"


def locked(dossier_id: UUID) -> Dossier:
    """Return a dossier whose row nobody else changes until the transaction ends.

    Raises:
        UnknownDossier: There is none.
    """
    found = Dossier.objects.select_for_update().filter(id=dossier_id).first()
    if found is None:
        raise errors.UnknownDossier
    return found


def not_before(dossier: Dossier, at: datetime) -> datetime:
    """Return the moment, or that of the dossier's last event where a clock was turned back.

    So its events stay in order, and no time is counted that never was.
    """
    return max(at, dossier.changed_at) if dossier.changed_at else at


def move(
    dossier: Dossier,
    event: str,
    *,
    by: Actor,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Move a locked dossier by an event of the lifecycle, with the fields that change with it.

    Raises:
        MoveNotAllowed: The table has no such move; nothing has changed.
    """
    before = Status(dossier.status)
    dossier.status = DOSSIER.next(before, event)
    happened(
        dossier,
        event,
        by=by,
        at=at,
        payload={"from": before, "to": dossier.status, **(payload or {})},
        **changes,
    )


def take_over(
    dossiers: Mapping[UUID, tuple[Dossier, Mapping[str, Any], Mapping[str, Any]]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Put dossiers where another system says they stand, new ones and locked ones.

    No move of the table: who moved them, and when, that system knows. The event of each says so,
    and what it went through there. Nobody is told: papers and notices went out there too.

    Args:
        dossiers: By id, each with its fields, `status` among them, and the payload of its event.
        by: Who brings them.
        at: Real time.
    """
    new: list[Dossier] = []
    known: list[Dossier] = []
    written, entries = {"status", "version", "changed_at"}, []
    for dossier, changes, payload in dossiers.values():
        (new if dossier._state.adding else known).append(dossier)  # noqa: SLF001 Django's own way to ask
        for field, value in changes.items():
            setattr(dossier, field, value)
        dossier.status = changes["status"]
        dossier.version += 1
        dossier.changed_at = not_before(dossier, at)
        written |= changes.keys()
        entries.append(
            audit.Entry(
                stream=subject_of(dossier.id),
                kind="dossiers.imported.v1",
                at=dossier.changed_at,
                payload={**payload, "status": dossier.status, "version": dossier.version},
            )
        )
    Dossier.objects.bulk_create(new)
    if known:
        Dossier.objects.bulk_update(known, sorted(written))
    audit.record_many(entries, by=by)


def happened(  # noqa: D417 changes are described together
    dossier: Dossier,
    what: str,
    *,
    by: Actor,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Record an event of a locked dossier, save what changed with it, and make it known.

    Args:
        dossier: Locked, or new in this transaction.
        what: Of the lifecycle, or another word for something that moves no status.
        payload: Ids, hashes and integers; never personal values.
    """
    at = not_before(dossier, at)
    for field, value in changes.items():
        setattr(dossier, field, value)
    dossier.version += 1
    dossier.changed_at = at
    is_new = dossier._state.adding  # noqa: SLF001 Django's own way to ask
    dossier.save(force_insert=is_new, update_fields=None if is_new else _written(changes))
    audit.record(
        stream=subject_of(dossier.id),
        kind=f"dossiers.{what}.v1",
        by=by,
        at=at,
        payload={**(payload or {}), "version": dossier.version},
    )
    outbox.publish(CHANGED, dossier=str(dossier.id), version=dossier.version, happened=what)


def _written(changes: Mapping[str, Any]) -> list[str]:
    return ["status", "version", "changed_at", *changes]
