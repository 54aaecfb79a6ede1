"""Writes of organisations and of the calendar."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from importlib import resources

import holidays
from django.db import transaction

from motcua.agencies import errors
from motcua.agencies.models import Agency, AgencyName, CalendarDay, CalendarYear
from motcua.agencies.types import DayKind, Scheme, Tier
from motcua.audit import actions as audit
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message

CALENDAR_STREAM = "calendar"
REFERENCE_FILES = {Tier.MINISTRY: "ministries.csv", Tier.PROVINCE: "provinces.csv"}
UNITS_FILE = "units_quangnam.csv"


@transaction.atomic
def load_reference(*, by: Actor, at: datetime) -> int:
    """Load the ministries and provinces that the project carries; return how many are new.

    Repeating it changes nothing: rows are keyed on scheme, code and first day.
    """
    return sum(
        _load_file(file_name, tier, by=by, at=at) for tier, file_name in REFERENCE_FILES.items()
    )


@transaction.atomic
def load_units(*, by: Actor, at: datetime) -> int:
    """Load the departments, district and communes of the demo's province, parents first.

    Repeating it changes nothing. Their codes are illustrative, and marked so.
    """
    return _load_file(UNITS_FILE, None, by=by, at=at)


def _load_file(file_name: str, tier: Tier | None, *, by: Actor, at: datetime) -> int:
    """Load a file whose rows name their tier, or all are of one; parents stand before children."""
    content = resources.files("motcua.agencies").joinpath("data", file_name).read_text("utf-8")
    rows = list(csv.DictReader(_without_comments(content)))
    known = {
        (agency.code, agency.valid_from): agency
        for agency in Agency.objects.filter(scheme=Scheme.GOVERNMENT)
    }
    new: list[dict[str, str]] = []
    for row in rows:
        key = (row["code"], date.fromisoformat(row["valid_from"]))
        if key not in known:
            # Ids are needed at once: the next row may be a child.
            known[key] = _agency(tier or Tier(row["tier"]), row, known)
            new.append(row)
    _name_agencies(new, known)
    if new:
        digest = hashlib.sha256(content.encode()).hexdigest()
        audit.record(
            stream=f"agencies:{tier or file_name.removesuffix('.csv')}",
            kind="agencies.reference_loaded.v1",
            by=by,
            at=at,
            payload={"file": file_name, "sha256": digest, "created": len(new)},
        )
    return len(new)


def _without_comments(content: str) -> Iterator[str]:
    return (line for line in content.splitlines() if not line.startswith("#"))


def _agency(tier: Tier, row: dict[str, str], known: dict[tuple[str, date], Agency]) -> Agency:
    since = date.fromisoformat(row["valid_from"])
    return Agency.objects.create(
        scheme=Scheme.GOVERNMENT,
        code=row["code"],
        code_source=row["code_source"],
        statistics_code=row.get("gso_code", ""),
        name=row["name"],
        full_name=row.get("full_name") or row["name"],
        sort_key=text.list_key(row["name"]),
        tier=tier,
        parent=known[row["parent"], since] if row.get("parent") else None,
        valid_from=since,
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        legal_act=row["legal_act"],
    )


def _name_agencies(rows: list[dict[str, str]], known: dict[tuple[str, date], Agency]) -> None:
    """Enter every way of writing the names of some agencies, in one statement."""
    names = []
    for row in rows:
        agency = known[row["code"], date.fromisoformat(row["valid_from"])]
        aliases = row["aliases"].split("|") if row.get("aliases") else []
        written = [row["name"], agency.full_name, *aliases]
        unique = {text.fold(name): name for name in reversed(written)}
        names += [
            AgencyName(agency=agency, text=name, folded=folded) for folded, name in unique.items()
        ]
    AgencyName.objects.bulk_create(names)


@transaction.atomic
def enter_year(*, year: int, by: Actor, at: datetime) -> int:
    """Enter a year's public holidays as the law fixes them; return how many days were new.

    The State's yearly notice (swapped days) is added by hand with `set_day`. Days that are there
    stay as they are.

    Source: Bộ luật Lao động 2019, điều 112; dates computed by the package `holidays`.
    """
    known = set(CalendarDay.objects.filter(day__year=year).values_list("day", flat=True))
    days = [
        CalendarDay(day=day, kind=DayKind.HOLIDAY, name=name)
        for day, name in sorted(holidays.country_holidays("VN", years=year, language="vi").items())
        if day not in known
    ]
    CalendarDay.objects.bulk_create(days)
    _, entered = CalendarYear.objects.get_or_create(year=year, defaults={"source": "holidays"})
    if entered or days:
        audit.record(
            stream=CALENDAR_STREAM,
            kind="agencies.calendar_year_entered.v1",
            by=by,
            at=at,
            payload={"year": year, "days": len(days)},
        )
    return len(days)


@transaction.atomic
def set_day(
    *, day: date, kind: DayKind, name: str, legal_act: str, by: Actor, at: datetime
) -> CalendarDay:
    """Say that a day is a holiday, or a weekend day that is worked.

    Raises:
        CalendarDayNotUnderstood: A working day is on a weekday anyway, or nothing is named.
    """
    saturday = 5
    if not name.strip():
        raise errors.CalendarDayNotUnderstood(day=_shown(day), reason=message("thiếu tên ngày"))
    if kind is DayKind.WORKING and day.weekday() < saturday:
        raise errors.CalendarDayNotUnderstood(
            day=_shown(day), reason=message("ngày làm bù phải là thứ Bảy hoặc Chủ nhật")
        )
    entry, _ = CalendarDay.objects.update_or_create(
        day=day, defaults={"kind": kind, "name": name.strip(), "legal_act": legal_act.strip()}
    )
    audit.record(
        stream=CALENDAR_STREAM,
        kind="agencies.calendar_day_set.v1",
        by=by,
        at=at,
        payload={"day": day.isoformat(), "kind": kind, "name": entry.name, "act": entry.legal_act},
    )
    return entry


@transaction.atomic
def clear_day(*, day: date, by: Actor, at: datetime) -> bool:
    """Let a day be what its weekday says; return whether anything was entered for it."""
    deleted, _ = CalendarDay.objects.filter(day=day).delete()
    if deleted:
        audit.record(
            stream=CALENDAR_STREAM,
            kind="agencies.calendar_day_cleared.v1",
            by=by,
            at=at,
            payload={"day": day.isoformat()},
        )
    return bool(deleted)


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
