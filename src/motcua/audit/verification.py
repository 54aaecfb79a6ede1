"""Proof that nothing in the log was changed, removed or inserted, or the name of what was."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.db import connection, transaction

from motcua.audit import chain
from motcua.audit.models import Checkpoint, Event, Stream


@dataclass(frozen=True, kw_only=True)
class BrokenLink:
    """The first place at which a stream, or the chain of checkpoints, no longer holds."""

    where: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.where} #{self.seq}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was checked, and every break that was found (the first of each chain)."""

    streams: int
    events: int
    checkpoints: int
    broken: tuple[BrokenLink, ...]


def verify(*, exported: Path | None) -> Verdict:
    """Recompute every chain and compare it with the heads, the checkpoints and their exports.

    Args:
        exported: Folder of exported checkpoints, the only witness against someone who may rewrite
            the whole database; None leaves them out.
    """
    # Files first: each is of a checkpoint that was in the database before.
    witnesses = _witnesses(exported) if exported else {}
    with _one_moment():
        return _verify(witnesses)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment: on a site at work the log grows while it is read."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _verify(witnesses: Mapping[int, str]) -> Verdict:
    heads = {stream.name: stream for stream in Stream.objects.all()}
    links: dict[tuple[str, int], str] = {}
    wanted = _anchored()
    broken: list[BrokenLink] = []
    events = 0
    for name, rows in groupby(
        Event.objects.order_by("stream", "seq").iterator(), key=lambda row: row.stream
    ):
        walk = _Walk(name)
        for row in rows:
            events += 1
            walk.step(row)
            if (name, row.seq) in wanted:
                links[name, row.seq] = bytes(row.chain_sha256).hex()
        walk.end(heads.pop(name, None))
        broken += walk.broken[:1]
    broken += [
        BrokenLink(where=name, seq=1, what="all events of the stream are gone")
        for name in sorted(heads)
    ]
    checkpoints = list(Checkpoint.objects.order_by("number"))
    broken += _checkpoint_breaks(checkpoints, links)
    broken += _export_breaks(checkpoints, witnesses)
    streams = Stream.objects.count()
    return Verdict(
        streams=streams, events=events, checkpoints=len(checkpoints), broken=tuple(broken)
    )


class _Walk:
    """One stream, read in order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.previous = chain.GENESIS
        self.seq = 0
        self.broken: list[BrokenLink] = []

    def step(self, row: Event) -> None:
        self.seq += 1
        if row.seq != self.seq:
            self._break(self.seq, f"missing; the next event there is #{row.seq}")
            self.seq = row.seq
        content = chain.content_sha256(
            stream=row.stream, kind=row.kind, at=row.at, actor=row.actor, payload=row.payload
        )
        if content != bytes(row.content_sha256):
            self._break(row.seq, "its content was altered")
        link = chain.link_sha256(previous=self.previous, seq=row.seq, content=content)
        if link != bytes(row.chain_sha256):
            self._break(row.seq, "it does not follow from the event before it")
        self.previous = bytes(row.chain_sha256)

    def end(self, head: Stream | None) -> None:
        if head is None:
            self._break(self.seq, "the stream has events but no head")
        elif head.seq != self.seq:
            self._break(self.seq + 1, f"missing; the stream's head stands at #{head.seq}")
        elif bytes(head.chain_sha256) != self.previous:
            self._break(self.seq, "the stream's head is another")

    def _break(self, seq: int, what: str) -> None:
        self.broken.append(BrokenLink(where=self.name, seq=seq, what=what))


def _anchored() -> set[tuple[str, int]]:
    heads = Checkpoint.objects.values_list("heads", flat=True)
    return {(name, seq) for some in heads.iterator() for name, seq, _ in some}


def _checkpoint_breaks(
    checkpoints: list[Checkpoint], links: dict[tuple[str, int], str]
) -> Iterator[BrokenLink]:
    previous = chain.GENESIS
    for position, checkpoint in enumerate(checkpoints, start=1):
        where = "checkpoint"
        if checkpoint.number != position:
            yield BrokenLink(where=where, seq=position, what="missing")
            return
        expected = chain.checkpoint_sha256(
            number=checkpoint.number, previous=previous, heads=checkpoint.heads
        )
        if expected != bytes(checkpoint.sha256) or previous != bytes(checkpoint.previous_sha256):
            yield BrokenLink(where=where, seq=position, what="it was altered")
            return
        for name, seq, value in checkpoint.heads:
            if links.get((name, seq)) != value:
                yield BrokenLink(
                    where=where, seq=position, what=f"{name} #{seq} is not what was anchored"
                )
                return
        previous = expected


def _witnesses(folder: Path) -> dict[int, str]:
    """Return the hash of each exported checkpoint by its number."""
    found = (json.loads(file.read_bytes()) for file in sorted(folder.glob("*.json")))
    return {one["number"]: one["sha256"] for one in found}


def _export_breaks(
    checkpoints: list[Checkpoint], witnesses: Mapping[int, str]
) -> Iterator[BrokenLink]:
    stored = {checkpoint.number: bytes(checkpoint.sha256).hex() for checkpoint in checkpoints}
    for number, digest in sorted(witnesses.items()):
        if stored.get(number) != digest:
            yield BrokenLink(
                where="exported checkpoint",
                seq=number,
                what="the database holds another, or none",
            )
            return
