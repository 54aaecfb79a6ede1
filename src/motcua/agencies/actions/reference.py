"""Loading of the organisations that the project carries, each file once.

A file that was loaded as it stands is not read again; of a file that has grown only what is new is
entered: what is there is never changed by a file.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import resources
from itertools import chain
from typing import Final

from django.db import connection, models, transaction

from motcua.agencies.models import Agency, AgencyCode, AgencyName, LoadedFile, Reorganisation
from motcua.agencies.types import TERRITORIAL, Certainty, ReorganisationKind, Scheme, Tier
from motcua.audit import actions as audit
from motcua.kernel import text
from motcua.kernel.actors import Actor

FIRST_DAY: Final = date(2008, 8, 1)
"""The first day our tables speak of: since Hà Tây joined Hà Nội there were 63 provinces."""
TWO_TIERS_SINCE: Final = date(2025, 7, 1)
"""The day on which 34 provinces and new communes began, and districts ended."""
TWO_TIERS_ACT: Final = "Nghị quyết 202/2025/QH15"

Key = tuple[Scheme, str, date]
"""What an organisation is found by: one of its codes and the first day of that code."""
_Values = dict[str, object]
"""Columns of a row, all of one table in the same order."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An organisation as a file has it; `key` is what it will be known by."""

    key: Key
    source: Certainty
    name: str
    full_name: str
    tier: Tier
    parent: Key | None
    valid_until: date | None
    legal_act: str = ""
    statistics_code: str = ""
    aliases: Sequence[str] = field(default=())


@dataclass(frozen=True, kw_only=True)
class _File:
    name: str
    tier: Tier | None
    """Of all its rows; None: each names its own."""


REFERENCE: Final = (
    _File(name="ministries.csv", tier=Tier.MINISTRY),
    _File(name="provinces.csv", tier=Tier.PROVINCE),
    _File(name="provinces_2025.csv", tier=Tier.PROVINCE),
)
UNITS: Final = _File(name="units_quangnam.csv", tier=None)
UNTIL_2025: Final = "country_until_2025_06.csv"
SINCE_2025: Final = "country_from_2025_07.csv"


@transaction.atomic
def load_reference(*, by: Actor, at: datetime) -> int:
    """Load the ministries and provinces that the project carries; return how many are new.

    Repeating it changes nothing: rows are keyed on scheme, code and first day.
    """
    return sum(_load_rows(file, by=by, at=at) for file in REFERENCE)


@transaction.atomic
def load_units(*, by: Actor, at: datetime) -> int:
    """Load the departments, district and communes of the demo's province, parents first.

    Repeating it changes nothing. Their codes are illustrative, and marked so.
    """
    return _load_rows(UNITS, by=by, at=at)


@transaction.atomic
def load_country(*, by: Actor, at: datetime) -> int:
    """Load all districts and communes, before and since 2025-07-01; return how many are new.

    Provinces must be there; units that another file brought with their statistics code stay as
    they are. The list until then is that of January 2025: each of its units is entered for as long
    as its province stood, because since when it stood is not known.
    """
    content = _read(UNTIL_2025) + _read(SINCE_2025)
    if not _is_news("country", content):
        return 0
    created = _store(list(_country()), schemes=(Scheme.STATISTICS,))
    if created:
        _take_statistics()
        _end_districts()
        _record_load("agencies:country", "country", content, created, by=by, at=at)
    return created


def _load_rows(file: _File, *, by: Actor, at: datetime) -> int:
    content = _read(file.name)
    if not _is_news(file.name, content):
        return 0
    rows = list(csv.DictReader(_without_comments(content)))
    entries = [_entry(row, file.tier or Tier(row["tier"])) for row in rows]
    created = _store(entries, schemes=tuple(Scheme))
    if created:
        _record_reorganisations([row for row in rows if row.get("before")])
        stream = f"agencies:{file.name.removesuffix('.csv')}"
        _record_load(stream, file.name, content, created, by=by, at=at)
    return created


def _read(name: str) -> str:
    return resources.files("motcua.agencies").joinpath("data", name).read_text("utf-8")


def _is_news(name: str, content: str) -> bool:
    """Tell whether a file is another than was loaded last, and remember it as loaded."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    if LoadedFile.objects.filter(name=name, sha256=digest).exists():
        return False
    LoadedFile.objects.update_or_create(name=name, defaults={"sha256": digest})
    return True


def _record_load(
    stream: str, name: str, content: str, created: int, *, by: Actor, at: datetime
) -> None:
    digest = hashlib.sha256(content.encode()).hexdigest()
    audit.record(
        stream=stream,
        kind="agencies.reference_loaded.v1",
        by=by,
        at=at,
        payload={"file": name, "sha256": digest, "created": created},
    )


def _without_comments(content: str) -> Iterator[str]:
    return (line for line in content.splitlines() if not line.startswith("#"))


def _entry(row: Mapping[str, str], tier: Tier) -> Entry:
    since = date.fromisoformat(row["valid_from"])
    until = row["valid_until"]
    return Entry(
        key=(Scheme.GOVERNMENT, row["code"], since),
        source=Certainty(row["code_source"]),
        name=row["name"],
        full_name=row.get("full_name") or row["name"],
        tier=tier,
        parent=(Scheme.GOVERNMENT, row["parent"], since) if row.get("parent") else None,
        valid_until=date.fromisoformat(until) if until else None,
        legal_act=row["legal_act"] if until else "",
        statistics_code=row.get("gso_code", ""),
        aliases=row["aliases"].split("|") if row.get("aliases") else (),
    )


def _country() -> Iterator[Entry]:
    """Yield the units of the whole country, each for as long as its province's row holds."""
    provinces: dict[str, list[AgencyCode]] = {}
    for held in AgencyCode.objects.filter(
        scheme=Scheme.STATISTICS, agency__tier=Tier.PROVINCE
    ).order_by("valid_from"):
        provinces.setdefault(held.code, []).append(held)
    for line in _branches(UNTIL_2025):
        for province in provinces[line[0][0]]:
            if province.valid_from < TWO_TIERS_SINCE:
                until = min(province.valid_until or TWO_TIERS_SINCE, TWO_TIERS_SINCE)
                yield _unit(line, province, since=province.valid_from, until=until)
    for line in _branches(SINCE_2025):
        yield _unit(line, provinces[line[0][0]][-1], since=TWO_TIERS_SINCE, until=None)


_Line = list[tuple[str, str]]
"""Code and name of a unit and of those above it, the province first."""


def _branches(name: str) -> Iterator[_Line]:
    """Yield every unit below a province: a longer code stands below the shorter one before it."""
    line: _Line = []
    for row in csv.DictReader(_without_comments(_read(name))):
        code = row["code"]
        line = [*(above for above in line if len(above[0]) < len(code)), (code, row["name"])]
        if len(line) > 1:
            yield line


def _unit(line: _Line, province: AgencyCode, *, since: date, until: date | None) -> Entry:
    (above_code, above_name), (code, name) = line[-2], line[-1]
    is_below_province = len(line) == 2  # noqa: PLR2004 the province and the unit
    starts = province.valid_from if is_below_province else since
    is_district = until is not None and is_below_province
    return Entry(
        key=(Scheme.STATISTICS, code, since),
        source=Certainty.FOUND,
        name=name,
        full_name=f"Ủy ban nhân dân {_inside(name)}, {_inside(above_name)}",
        tier=Tier.DISTRICT if is_district else Tier.COMMUNE,
        parent=(Scheme.STATISTICS, above_code, starts),
        valid_until=until,
        legal_act=TWO_TIERS_ACT if until == TWO_TIERS_SINCE else "",
    )


def _inside(name: str) -> str:
    """Return a name as it stands inside a sentence: phường An Mỹ, tỉnh Quảng Nam."""
    return name[0].lower() + name[1:]


def _store(entries: Sequence[Entry], *, schemes: Iterable[Scheme]) -> int:
    """Enter what is not there yet, with all codes and names; in few statements, however many."""
    ids: dict[Key, int] = {
        (Scheme(scheme), code, since): agency
        for scheme, code, since, agency in AgencyCode.objects.filter(
            scheme__in=list(schemes)
        ).values_list("scheme", "code", "valid_from", "agency_id")
    }
    new = [entry for entry in entries if not _codes_of(entry).keys() & ids.keys()]
    for entry, agency_id in zip(new, _reserve_ids(len(new)), strict=True):
        ids |= dict.fromkeys(_codes_of(entry), agency_id)
    _copy(Agency, (_agency(entry, ids) for entry in new))
    _copy(AgencyCode, (code for entry in new for code in _codes(entry, ids)))
    _copy(AgencyName, (name for entry in new for name in _names(entry, ids)))
    return len(new)


def _codes_of(entry: Entry) -> dict[Key, Certainty]:
    codes = {entry.key: entry.source}
    if entry.statistics_code:
        codes[Scheme.STATISTICS, entry.statistics_code, entry.key[2]] = Certainty.FOUND
    return codes


def _codes(entry: Entry, ids: Mapping[Key, int]) -> Iterator[_Values]:
    for (scheme, code, since), source in _codes_of(entry).items():
        yield {
            "agency_id": ids[entry.key],
            "scheme": scheme,
            "code": code,
            "source": source,
            "valid_from": since,
            "valid_until": entry.valid_until,
        }


def _names(entry: Entry, ids: Mapping[Key, int]) -> Iterator[_Values]:
    """Yield every way of writing a name; of the country's many units the name alone."""
    written = [entry.name, *entry.aliases]
    if entry.key[0] is Scheme.GOVERNMENT:
        written.append(entry.full_name)
    for folded, name in {text.fold(name): name for name in reversed(written)}.items():
        yield {"agency_id": ids[entry.key], "text": name, "folded": folded}


def _reserve_ids(count: int) -> list[int]:
    """Take primary keys ahead, so that a row can name its parent in the same statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('agencies_agency', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _agency(entry: Entry, ids: Mapping[Key, int]) -> _Values:
    scheme, code, since = entry.key
    # Provinces stand as the State lists them, the many below in the order of a dictionary.
    in_order = text.list_key if entry.tier in _LISTED else text.sort_key
    return {
        "id": ids[entry.key],
        "scheme": scheme,
        "code": code,
        "name": entry.name,
        "full_name": entry.full_name,
        "sort_key": in_order(entry.name),
        "tier": entry.tier,
        "parent_id": ids[entry.parent] if entry.parent else None,
        "valid_from": since,
        "valid_until": entry.valid_until,
        "legal_act": entry.legal_act,
    }


_LISTED: Final = frozenset(Tier) - {tier for tier in TERRITORIAL if tier is not Tier.PROVINCE}


def _copy(model: type[models.Model], rows: Iterable[_Values]) -> None:
    """Send rows by COPY: several times as fast as inserting, and there may be 14,000."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    columns = ", ".join(first)
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"  # noqa: SLF001 Django's own name for it
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in chain([first], rows):
            copy.write_row(list(row.values()))


def _record_reorganisations(rows: Sequence[Mapping[str, str]]) -> None:
    """Enter what made the units of a file out of those before them."""
    ended = {
        (code, until): agency
        for code, until, agency in AgencyCode.objects.filter(
            scheme=Scheme.GOVERNMENT, valid_until__isnull=False
        ).values_list("code", "valid_until", "agency_id")
    }
    begun = {
        (code, since): agency
        for code, since, agency in AgencyCode.objects.filter(scheme=Scheme.GOVERNMENT).values_list(
            "code", "valid_from", "agency_id"
        )
    }
    made = Reorganisation.objects.bulk_create(
        Reorganisation(
            kind=ReorganisationKind(row["kind"]),
            on=date.fromisoformat(row["valid_from"]),
            legal_act=row["legal_act"],
            legal_act_source=row["legal_act_source"],
        )
        for row in rows
    )
    pairs = list(zip(made, rows, strict=True))
    Reorganisation.before.through.objects.bulk_create(
        Reorganisation.before.through(reorganisation_id=one.pk, agency_id=ended[code, one.on])
        for one, row in pairs
        for code in row["before"].split("|")
    )
    Reorganisation.after.through.objects.bulk_create(
        Reorganisation.after.through(reorganisation_id=one.pk, agency_id=begun[row["code"], one.on])
        for one, row in pairs
    )


def _take_statistics() -> None:
    """Let the planner know of the many new rows at once: it thinks the tables nearly empty."""
    with connection.cursor() as cursor:
        for model in (Agency, AgencyCode, AgencyName):
            cursor.execute(f"ANALYZE {model._meta.db_table}")  # noqa: SLF001 Django's own name for it


def _end_districts() -> None:
    """Enter the end of all districts; that nothing follows them is the law, not a gap."""
    districts = Agency.objects.filter(tier=Tier.DISTRICT, valid_until=TWO_TIERS_SINCE)
    ended, _ = Reorganisation.objects.get_or_create(
        kind=ReorganisationKind.ABOLISH,
        on=TWO_TIERS_SINCE,
        legal_act=TWO_TIERS_ACT,
        defaults={"legal_act_source": Certainty.FOUND},
    )
    ended.before.add(*districts)
