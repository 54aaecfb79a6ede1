"""Writes of the audit log."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from motcua.audit import chain
from motcua.audit.models import Checkpoint
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical


def record(*, stream: str, kind: str, by: Actor, at: datetime, payload: chain.Payload) -> int:
    """Append one event to a stream, in the transaction of the change it speaks of.

    Args:
        stream: What the event belongs to, e.g. `import:0193…`; one chain each.
        kind: Past tense, dotted, versioned: `reporting.import_confirmed.v1`.
        by: Who did it; an opaque id.
        at: Aware, real time.
        payload: Ids, hashes, integers; never personal values, never floats.

    Returns:
        The event's position in its stream, from 1.

    Raises:
        TransactionManagementError: There is no transaction: a change and its event stand together.
    """
    if not connection.in_atomic_block:
        message = "an event is recorded in the transaction of its change"
        raise transaction.TransactionManagementError(message)
    content = chain.content_sha256(stream=stream, kind=kind, at=at, actor=str(by), payload=payload)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_append(%s, %s, %s, %s, %s::jsonb, %s)",
            [stream, kind, at, str(by), json.dumps(dict(payload)), content],
        )
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event that is about to be recorded together with others; see `record`."""

    stream: str
    kind: str
    at: datetime
    payload: chain.Payload


def record_many(entries: Sequence[Entry], *, by: Actor) -> None:
    """Append events to their streams in one statement, in order; else as `record`.

    Raises:
        TransactionManagementError: There is no transaction.
    """
    if not connection.in_atomic_block:
        message = "an event is recorded in the transaction of its change"
        raise transaction.TransactionManagementError(message)
    if not entries:
        return
    contents = [
        chain.content_sha256(
            stream=one.stream, kind=one.kind, at=one.at, actor=str(by), payload=one.payload
        )
        for one in entries
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND_MANY,
            [
                str(by),
                [one.stream for one in entries],
                [one.kind for one in entries],
                [one.at for one in entries],
                [json.dumps(dict(one.payload)) for one in entries],
                contents,
            ],
        )


_APPEND_MANY = """
    SELECT count(audit_append(stream, kind, at, %s, payload::jsonb, content)) FROM (
        SELECT * FROM unnest(%s::text[], %s::text[], %s::timestamptz[], %s::text[], %s::bytea[])
        WITH ORDINALITY AS entry (stream, kind, at, payload, content, place) ORDER BY place
    ) entries
"""


def make_checkpoint(*, at: datetime, export_to: Path) -> Checkpoint | None:
    """Anchor every stream that moved since the last checkpoint, and export the anchor.

    Returns:
        The new checkpoint, or None when nothing moved.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # One maker at a time; writers of events are not held up by this lock.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit_checkpoint'))")
        cursor.execute(
            "UPDATE audit_stream SET anchored_seq = seq WHERE seq > anchored_seq"
            " RETURNING name, seq, encode(chain_sha256, 'hex')"
        )
        heads = sorted(cursor.fetchall())
        if not heads:
            return None
        before = Checkpoint.objects.order_by("number").last()
        number = before.number + 1 if before else 1
        previous = bytes(before.sha256) if before else chain.GENESIS
        made = Checkpoint.objects.create(
            number=number,
            made_at=at,
            heads=heads,
            previous_sha256=previous,
            sha256=chain.checkpoint_sha256(number=number, previous=previous, heads=heads),
        )
    export_checkpoint(made, folder=export_to)
    return made


def export_missing(*, folder: Path) -> int:
    """Export the checkpoints that have no file: their maker was killed before it could write one.

    Returns:
        How many were exported.
    """
    missing = [
        checkpoint
        for checkpoint in Checkpoint.objects.order_by("number")
        if not _file_of(checkpoint, folder).exists()
    ]
    for checkpoint in missing:
        export_checkpoint(checkpoint, folder=folder)
    return len(missing)


def _file_of(checkpoint: Checkpoint, folder: Path) -> Path:
    return folder / f"{checkpoint.number:08d}.json"


def export_checkpoint(checkpoint: Checkpoint, *, folder: Path) -> Path:
    """Write a checkpoint to a file of its own, whole or not at all, to be kept elsewhere too."""
    folder.mkdir(parents=True, exist_ok=True)
    target = _file_of(checkpoint, folder)
    partial = target.with_suffix(".partial")
    with partial.open("wb") as file:
        file.write(canonical(checkpoint.exported()))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
    return target
