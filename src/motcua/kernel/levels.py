"""Levels 1 to 4 of online services, and what real dossiers prove of them.

The site that offers a service and the national one judge by these rules alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

EVIDENCE_DAYS: Final = 90
"""How far back a dossier still proves something (DESIGN §1)."""


class Level(IntEnum):
    """Level 1 to 4 of an online public service (Nghị định 43/2011/NĐ-CP, Điều 3)."""

    INFORMATION = 1
    FORMS = 2
    FILING = 3
    PAYMENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How far real dossiers bear a level out.

    Attributes:
        level: The proven level; None while no dossier ended in the window: unproven, not 0.
        capable: What the published version can do.
        n: Dossiers that lived the proven level.
        m: Dossiers that ended in the window.
    """

    level: Level | None
    capable: Level | None
    n: int
    m: int


def lived_level(
    *, filed_online: bool, processed_online: bool, fee_due: bool, fee_paid_online: bool
) -> Level:
    """Return the highest level that one finished dossier shows to work.

    A dossier filed at the counter shows no more than that the papers could be had.
    """
    if not (filed_online and processed_online):
        return Level.FORMS
    if fee_due and not fee_paid_online:
        return Level.FILING
    return Level.PAYMENT


def proven(capable: Level | None, lived: Mapping[Level, int]) -> Proof:
    """Return min(capable, what dossiers did), with n of m.

    Args:
        capable: Of the version now published.
        lived: How many dossiers of the last 90 days ended at each level they showed.
    """
    m = sum(lived.values())
    shown = [level for level, count in lived.items() if count]
    if capable is None or not shown:
        return Proof(level=None, capable=capable, n=0, m=m)
    level = min(capable, max(shown))
    n = sum(count for lived_at, count in lived.items() if lived_at >= level)
    return Proof(level=level, capable=capable, n=n, m=m)
