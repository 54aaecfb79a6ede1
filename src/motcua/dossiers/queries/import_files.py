"""Files of dossiers before those who sent them: what was found, how far they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.dossiers import errors
from motcua.dossiers.models import Import, ImportLine
from motcua.dossiers.queries.places import place_of_line
from motcua.dossiers.transfer.case import Row
from motcua.dossiers.transfer.columns import TITLES
from motcua.dossiers.verdicts import Verdict
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.privacy import sealing

SHOWN: Final = 20
"""Files that are listed, the latest first."""
LINES: Final = 50
"""Lines of a page."""
ROLES: Final = (Role.ADMINISTRATOR, Role.CONTROLLER)
"""Who brings dossiers in and takes them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    """What a line of a file says, and what is wrong with it: title, value, why (Vietnamese)."""

    number: int
    code: str
    verdict: Verdict
    row: Row
    wrong: tuple[tuple[str, str, str], ...]


def transferable(viewer: Viewer) -> set[int]:
    """Return the agencies whose dossiers she may bring in and take out: hers, and those below."""
    held = {agency for role in ROLES for agency in viewer.agencies_as(role)}
    return agencies.subtree(held) if held else set()


def imports_of(viewer: Viewer) -> list[Import]:
    """Return the files that she sent, the latest first."""
    return list(Import.objects.filter(sent_by=str(viewer.actor)).order_by("-id")[:SHOWN])


def import_of(viewer: Viewer, import_id: UUID) -> Import:
    """Return a file that she sent.

    Raises:
        UnknownImport: There is none of hers.
    """
    found = Import.objects.filter(id=import_id, sent_by=str(viewer.actor)).first()
    if found is None:
        raise errors.UnknownImport
    return found


def lines_of_import(
    kept: Import, *, verdict: Verdict | None = None, after: int = 0
) -> tuple[list[LineSaid], int | None]:
    """Return a page of lines, and where the next begins; None: this is the last.

    Args:
        kept: Of this file.
        verdict: Only those of this one.
        after: Position of the last line of the page before.
    """
    found = kept.lines.filter(position__gt=after)
    if verdict is not None:
        found = found.filter(verdict=verdict)
    rows = list(found.order_by("position")[: LINES + 1])
    shown = rows[:LINES]
    return [said_of(line) for line in shown], shown[-1].position if len(rows) > LINES else None


def troubles_of(kept: Import) -> Iterator[Sequence[str]]:
    """Yield everything that is wrong with a file, cell by cell, for a sheet."""
    refused = kept.lines.filter(verdict=Verdict.REFUSED).order_by("position")
    for line in refused.iterator(chunk_size=LINES):
        said = said_of(line)
        for title, value, reason in said.wrong:
            yield str(said.number), said.code, title, value, reason


def said_of(line: ImportLine) -> LineSaid:
    """Return what a line says; one that was taken says it no more: the dossier does."""
    content = bytes(line.content)
    place = place_of_line(line.whole_id, line.position)
    said = sealing.unseal(content, place=place) if content else {"row": {}, "wrong": []}
    return LineSaid(
        number=line.number,
        code=line.code,
        verdict=Verdict(line.verdict),
        row=said["row"],
        wrong=tuple((TITLES.get(key, ""), value, reason) for key, value, reason in said["wrong"]),
    )
