"""Kinds of organisations and of calendar days."""

from enum import StrEnum


class Tier(StrEnum):
    """Where an organisation stands (DESIGN §6)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    CENTRE = "centre"


class Scheme(StrEnum):
    """Who hands out the code. Codes are reused through time: a code alone is no key."""

    GOVERNMENT = "gov"
    """Codes G01…, H01… of QCVN 102:2016/BTTTT."""


class DayKind(StrEnum):
    """What the calendar says of a day beyond its weekday."""

    HOLIDAY = "holiday"
    WORKING = "working"
    """A weekend day worked in exchange for a holiday, by the yearly notice."""
