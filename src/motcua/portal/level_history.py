"""How the levels of a service came about, as step lines and as a table of days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from markupsafe import Markup

from motcua.catalogue.queries import Levels, Moment
from motcua.catalogue.types import LevelScheme
from motcua.kernel.clock import LegalShift
from motcua.kernel.levels import Level
from motcua.kernel.messages import message
from motcua.ui import charts, step_lines

Points = dict[date, int | None]

LEAST_SHOWN: Final = timedelta(days=30)
"""A line younger than this would be a wall."""


class Sense(StrEnum):
    """In which of three senses a service has a level."""

    DECLARED = "declared"
    CAPABLE = "capable_level"
    PROVEN = "proven_level"


LABELS: Final = {
    Sense.DECLARED: message("Mức khai báo"),
    Sense.CAPABLE: message("Mức đáp ứng"),
    Sense.PROVEN: message("Mức đã chứng minh"),
}


@dataclass(frozen=True, kw_only=True)
class History:
    """The levels of a service, from 1 to 4, day by day.

    Attributes:
        points: Of each sense: from each legal day on this level, None: none; days ascending.
        today: Legal date; nothing after it is told.
    """

    points: Mapping[Sense, Points]
    today: date

    @property
    def days(self) -> list[date]:
        """Return the days on which any of the levels changed, the latest first."""
        return sorted({day for points in self.points.values() for day in points}, reverse=True)

    @property
    def first(self) -> date:
        """Return the day at which the picture begins."""
        return min([*self.days, self.today - LEAST_SHOWN])

    def on(self, day: date) -> dict[Sense, int | None]:
        """Return the three levels at the end of a day."""
        return {
            sense: next((level for since, level in reversed(points.items()) if since <= day), None)
            for sense, points in self.points.items()
        }

    def pictures(self) -> tuple[Markup, Markup]:
        """Return the step lines for phones and for wide screens."""
        now = self.on(self.today)
        described = "; ".join(
            _("{what} ngày {day}: {level}").format(
                what=_(LABELS[sense]), day=f"{self.today:%d/%m/%Y}", level=level or _("chưa có")
            )
            for sense, level in now.items()
        )
        lines = [
            step_lines.Line(label=_(LABELS[sense]), points=[*points.items()])
            for sense, points in self.points.items()
        ]
        narrow, wide = (
            step_lines.step_lines(
                lines,
                first=self.first,
                until=self.today + timedelta(days=1),
                top=max(Level),
                width=width,
                title=_("Ba mức độ của dịch vụ theo thời gian"),
                description=described,
            )
            for width in (charts.NARROW, charts.WIDE)
        )
        return narrow, wide


def told(moments: Iterable[Moment], levels: Levels, *, shift: LegalShift, today: date) -> History:
    """Return the history of a service.

    What the log does not know the beginning of begins today, or on the day it was declared from.

    Args:
        moments: What the audit log says, in any order.
        levels: What holds today.
        shift: From real time to legal time.
        today: Legal date.
    """
    points: dict[Sense, Points] = {sense: {} for sense in Sense}
    for moment in sorted(moments, key=lambda one: one.at):
        said = moment.payload
        match moment.kind.split(".")[1]:
            case "level_declared" if said["scheme"] == LevelScheme.FOUR_LEVELS:
                points[Sense.DECLARED][date.fromisoformat(said["valid_from"])] = said["level"]
            case "level_declaration_withdrawn" if said["scheme"] == LevelScheme.FOUR_LEVELS:
                points[Sense.DECLARED].pop(date.fromisoformat(said["valid_from"]), None)
            case "level_changed":
                for sense in (Sense.CAPABLE, Sense.PROVEN):
                    if sense in said:
                        points[sense][shift.legal_date(moment.at)] = said[sense]["after"]
    known: dict[Sense, tuple[int | None, date | None]] = {
        Sense.DECLARED: (levels.declared, levels.declared_from),
        Sense.CAPABLE: (levels.proof.capable, None),
        Sense.PROVEN: (levels.proof.level, None),
    }
    return History(
        points={
            sense: _until_today(points[sense], now, since or today, today)
            for sense, (now, since) in known.items()
        },
        today=today,
    )


def _until_today(found: Points, now: int | None, since: date, today: date) -> Points:
    past = sorted((day, level) for day, level in found.items() if day <= today)
    if (past[-1][1] if past else None) != now:
        past = sorted({**dict(past), since: now}.items())
    return _changes(past)


def _changes(past: Sequence[tuple[date, int | None]]) -> Points:
    """Leave out days on which nothing became different."""
    kept: Points = {}
    level: int | None = None
    for day, following in past:
        if following != level:
            kept[day] = level = following
    return kept
