"""What the demo's one-stop had before: invented dossiers, brought in as those of another system.

So that lists, registers, reports and boards of the first hour have something to show. They come by
the same way as a province's own (ADR 38): they send nothing, and prove no level.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.agencies import queries as agencies
from motcua.dossiers import actions
from motcua.dossiers.models import ImportedDossier
from motcua.dossiers.verdicts import TAKEN
from motcua.kernel.actors import Actor

SOURCE: Final = "mot-cua-truoc-day"
WEEKS: Final = 12
AT_ONCE: Final = 300
FRIDAY: Final = 4
MOST_A_DAY: Final = 2
TAM_KY: Final = "H47.40"
WARDS: Final = tuple(f"{TAM_KY}.{number}" for number in range(1, 10))
"""Phường of Tam Kỳ. What still runs is at others than phường An Mỹ, where visitors work."""
VISITED: Final = f"{TAM_KY}.2"

PROCEDURES: Final = {"2.000635": 1, "1.001193": 1, "1.004873": 3, "1.000894": 5}
"""Procedures of a phường, with their time in working days."""
CHANNELS: Final = ("Tại quầy", "Tại quầy", "Tại quầy", "Trực tuyến", "Bưu chính")
"""Three of five at the counter, which the measured share then shows."""
LATE: Final = 0.08
SURNAMES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ")
MIDDLES: Final = ("Thị", "Văn", "Thanh", "Minh", "Ngọc", "Hữu", "Thu")
GIVEN: Final = ("Hoa", "Hùng", "Lan", "Nam", "Mai", "Sơn", "Thảo", "Tuấn", "Yến", "Phúc", "Hạnh")


def bring_in(*, by: Actor, at: datetime) -> int:
    """Bring them in, once; return how many, 0 when they are here.

    Args:
        by: Who.
        at: Real time; they end the legal day before.
    """
    if ImportedDossier.objects.filter(source=SOURCE).exists():
        return 0
    today = agencies.legal_shift().legal_date(at)
    within = {one.id for code in WARDS for one in agencies.agencies_ever([code])[code]}
    rows = list(_rows(today))
    taken = 0
    for first in range(0, len(rows), AT_ONCE):
        sent = [actions.Sent(row=row) for row in rows[first : first + AT_ONCE]]
        judged = actions.take_rows(sent, source=SOURCE, within=within, by=by, at=at)
        taken += sum(one.verdict in TAKEN for one in judged)
    return taken


def _rows(today: date) -> Iterator[Mapping[str, str]]:
    """Yield the same dossiers for the same day, oldest first."""
    chance = random.Random(today.toordinal())  # noqa: S311 invented, not secret
    days = [today - timedelta(days=number) for number in range(7 * WEEKS, 0, -1)]
    for day in (one for one in days if one.weekday() <= FRIDAY):
        for ward in WARDS:
            for number in range(1, chance.randint(0, MOST_A_DAY) + 1):
                yield _row(chance, ward, day, number, today)


def _row(chance: random.Random, ward: str, day: date, number: int, today: date) -> dict[str, str]:
    procedure, working_days = chance.choice(list(PROCEDURES.items()))
    filed = datetime.combine(day, time(8, chance.randint(0, 59)))
    promised = datetime.combine(_after(day, working_days), time(17))
    late = chance.random() < LATE
    done = datetime.combine(
        _after(promised.date(), chance.randint(1, 3)) if late else promised.date(),
        time(chance.randint(9, 15), chance.randint(0, 59)),
    )
    name = " ".join(map(chance.choice, (SURNAMES, MIDDLES, GIVEN)))
    row = {
        "MaHoSo": f"{ward}-{day:%y%m%d}-{number:04d}",
        "MaTTHC": procedure,
        "DonViXuLy": ward,
        "KenhThucHien": chance.choice(CHANNELS),
        "ChuHoSo": name,
        "SoGiayToChuHoSo": f"049095{chance.randint(990_000, 999_999)}",
        "NgayNopHoSo": _said(filed),
        "NgayTiepNhan": _said(filed + timedelta(minutes=10)),
        "NgayHenTra": _said(promised),
    }
    if done.date() >= today and ward != VISITED:
        return row | {"TrangThaiHoSo": "4"}
    done = min(done, filed + timedelta(hours=1)) if done.date() >= today else done
    return row | {
        "TrangThaiHoSo": "10",
        "NgayKetThucXuLy": _said(done),
        "NgayTra": _said(done + timedelta(minutes=20)),
    }


def _after(day: date, working_days: int) -> date:
    """Return a weekday so many weekdays later; holidays are not looked at."""
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() <= FRIDAY
    return day


def _said(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M:%S}"
