"""`motcua bench transfer`: dossiers of another one-stop brought in and taken out, in bulk.

On a database of its own (`onestop.own_database`). The floor of the way out is the server's own COPY
of the same dossiers, in the same run.
"""

import resource
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.conf.bench import cast
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import transfers
from motcua.kernel.actors import Actor
from motcua.sheets import streaming

BUDGET_MB: Final = 200
AT_ONCE: Final = 500
A_DAY: Final = 200
PROCEDURE: Final = "2.000635"
BY: Final = Actor.system("bench")
_FIRST: Final = date(2019, 1, 1)
Say = Callable[[str], None]


def run(*, dossiers: int, say: Say) -> None:
    """Bring so many dossiers in, twice, and take them out again as CSV and XLSX."""
    agency_ids = {one.id for one in agencies.agencies_ever([cast.AGENCY])[cast.AGENCY]}
    bring_in = _seconds(lambda: _take(dossiers, agency_ids))
    say(f"  in, {dossiers:,} new: {bring_in:.1f} s, {dossiers / bring_in:,.0f} a second")
    again = _seconds(lambda: _take(dossiers, agency_ids))
    say(f"  in again, all the same: {again:.1f} s, {dossiers / again:,.0f} a second")
    floor = _seconds(_copied)
    say(f"  floor: COPY of the dossiers {floor:.2f} s")
    header, _ = transfers.template()
    for kind, written in (("CSV", _csv), ("XLSX", _xlsx)):
        before = _resident_mb()
        took = _seconds(lambda written=written: written(header, _rows(agency_ids)))  # type: ignore[misc]  # bound now
        peak = _resident_mb()
        verdict = "" if peak <= BUDGET_MB else "   MISSED"
        say(
            f"  out as {kind}: {took:.1f} s, {took / floor:.0f} × floor; peak resident {peak} MB"
            f" ({before} MB before){verdict}"
        )


def _take(count: int, within: set[int]) -> None:
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        actions.take_rows(
            [actions.Sent(row=_row(number)) for number in numbers],
            source="bench",
            within=within,
            by=BY,
            at=timezone.now(),
        )


def _row(number: int) -> dict[str, str]:
    """Return a made-up dossier; three in a hundred are on their way."""
    day = _FIRST + timedelta(days=number // A_DAY)
    row = {
        "MaHoSo": f"{cast.AGENCY}-{day:%y%m%d}-{number % A_DAY + 1:04d}",
        "MaTTHC": PROCEDURE,
        "DonViXuLy": cast.AGENCY,
        "KenhThucHien": "Tại quầy",
        "TrangThaiHoSo": "10",
        "ChuHoSo": f"Nguyễn Văn Mẫu {number}",
        "SoGiayToChuHoSo": f"0490850{number % 100_000:05d}",
        "SoDienThoai": f"0905{number % 1_000_000:06d}",
        "NgayNopHoSo": f"{day:%d/%m/%Y} 08:15:00",
        "NgayTiepNhan": f"{day:%d/%m/%Y} 08:20:00",
        "NgayHenTra": f"{day + timedelta(days=9):%d/%m/%Y} 17:00:00",
        "NgayTra": f"{day + timedelta(days=5):%d/%m/%Y} 09:00:00",
    }
    return {**row, "TrangThaiHoSo": "4", "NgayTra": ""} if number % 33 == 0 else row


def _rows(within: set[int]) -> Iterable[Sequence[str]]:
    return transfers.cells(queries.exported(queries.Wanted(agency_ids=within)))


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for _piece in streaming.delimited(header, rows):
        pass


def _xlsx(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    streaming.streamed(sheet="Hồ sơ", header=header, widths=[20] * len(header), rows=rows).close()


def _copied() -> None:
    table = Dossier._meta.db_table  # noqa: SLF001 Django's public way to name a table
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as out:
        for _piece in out:
            pass


def _resident_mb() -> int:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
