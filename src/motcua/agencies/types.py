"""Kinds of organisations, of what happens to them, and of calendar days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

Day = Annotated[date, BeforeValidator(date.fromisoformat)]
"""A day as a machine asks for it, by ISO 8601 alone: `20211020` is no number of seconds."""


class Tier(StrEnum):
    """Where an organisation stands (DESIGN §6)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    CENTRE = "centre"


TERRITORIAL = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)
"""Units that an address names, from the largest."""


class Scheme(StrEnum):
    """Who hands out a code. Codes are reused through time: a code alone is no key."""

    GOVERNMENT = "gov"
    """Codes G01…, H01…, H47.11.1: QCVN 102:2016/BTTTT, Quyết định 20/2020/QĐ-TTg."""
    STATISTICS = "gso"
    """Codes of administrative units by the General Statistics Office: 2, 3 or 5 digits."""


class Certainty(StrEnum):
    """Where we know a code from."""

    FOUND = "found"
    """Seen in a public document or data set."""
    FROM_MEMORY = "from memory"
    """Nobody has checked it yet."""
    INFERRED = "inferred"
    """Follows from a rule that holds elsewhere: a merged province keeps its namesake's code."""
    ILLUSTRATIVE = "illustrative"
    """Made up for the demo."""


class ReorganisationKind(StrEnum):
    """What happens to organisations on a day."""

    MERGE = "merge"
    """Several become one."""
    SPLIT = "split"
    """One becomes several."""
    RENAME = "rename"
    """One goes on under another name or kind, in the same place."""
    TRANSFER = "transfer"
    """One goes on below another organisation."""
    ABOLISH = "abolish"
    """They end, and none of ours follows them."""


class ReorganisationPart(StrEnum):
    """The parts of an entered reorganisation, for saying which one is wrong."""

    LEGAL_ACT = "legal_act"
    BEFORE = "before"
    CODE = "code"
    PARENT = "parent"


@dataclass(frozen=True, kw_only=True)
class UnitCode:
    """A code that an organisation begins with, and where it is known from."""

    scheme: Scheme
    code: str
    source: Certainty


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """An organisation that a reorganisation brings about.

    Attributes:
        codes: One of each scheme at most; the first is what it will be known by.
        full_name: As on papers; empty: the name.
        parent: Primary key of the organisation above; None: at the top.
    """

    codes: tuple[UnitCode, ...]
    name: str
    tier: Tier
    full_name: str = ""
    parent: int | None = None


class DayKind(StrEnum):
    """What the calendar says of a day beyond its weekday."""

    HOLIDAY = "holiday"
    WORKING = "working"
    """A weekend day worked in exchange for a holiday, by the yearly notice."""
