"""Levels of online services by two decrees, and what real dossiers prove of them.

The site that offers a service and the national one judge by these rules alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Generic, TypeVar

EVIDENCE_DAYS: Final = 90
"""How far back a dossier still proves something (DESIGN §1)."""


class Level(IntEnum):
    """Level 1 to 4 of an online public service (Nghị định 43/2011/NĐ-CP, Điều 3)."""

    INFORMATION = 1
    FORMS = 2
    FILING = 3
    PAYMENT = 4


class Provision(IntEnum):
    """How far a service is provided online (Nghị định 42/2022/NĐ-CP, Điều 11 khoản 1).

    `NONE` is no degree of the decree: it is what a service is that cannot be asked for online.
    """

    NONE = 0
    PARTIAL = 1
    """Một phần: online, but not all of the way."""
    FULL = 2
    """Toàn trình: all of it online, the result online or by post."""


Degree = TypeVar("Degree", bound=IntEnum)
"""A level of one scheme; levels of two schemes are never compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Generic[Degree]):
    """How far real dossiers bear a level out.

    Attributes:
        level: The proven level; None while no dossier ended in the window: unproven, not 0.
        capable: What the published version can do.
        n: Dossiers that lived the proven level.
        m: Dossiers that ended in the window.
    """

    level: Degree | None
    capable: Degree | None
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


def lived_provision(level: Level, *, is_fully_online: bool) -> Provision:
    """Return what a finished dossier shows under the later decree.

    Args:
        level: What it shows under the earlier one; below 3 it did not come in online.
        is_fully_online: Filed, processed, paid and handed over without a visit.
    """
    if is_fully_online:
        return Provision.FULL
    return Provision.PARTIAL if level >= Level.FILING else Provision.NONE


def proven(capable: Degree | None, lived: Mapping[Degree, int]) -> Proof[Degree]:
    """Return min(capable, what dossiers did), with n of m; the one rule of both schemes.

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
