"""`motcua bench onestop`: the officers' pages at a million dossiers.

On a database of its own in a scratch folder, gone afterwards: nothing of a running demo is asked or
touched. Pages are called in this process, without the network; the floor is the page of the site's
health in the same run, which asks the database once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.conf import process
from motcua.conf.bench.timing import Times, timed
from motcua.conf.environment import Site
from motcua.kernel import periods

if TYPE_CHECKING:
    from django.test import Client

    from motcua.conf.bench.onestop_cast import Lived

BUDGET_MS = 150
STATEMENTS = 12
RUNS = 60
LIVED = 40
"""Dossiers that go the whole way, to be opened: made-up rows have no answers that unseal."""

LEADER = "lanhdao@anmy.vidu.example"
CLERK = "motcua@anmy.vidu.example"
SPECIALIST = "hotich@anmy.vidu.example"
PROVINCE = "quantri@quangnam.vidu.example"
SECTOR = "H%E1%BB%99+t%E1%BB%8Bch"
NAMES = ("nguyen+van+an", "tran+thi+binh", "le+quang+dung", "pham+minh+chau")
OK = 200
Say = Callable[[str], None]


@contextmanager
def own_database(say: Say) -> Iterator[None]:
    """Be a process of an agency site with a database of its own, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    # The database server may run as a user of its own, who must be able to enter.
    folder.chmod(0o755)
    os.environ["MOTCUA_DATA"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    process.become_demo()
    server = process.hold_embedded(Site.AGENCY)
    try:
        began = time.perf_counter()
        for asked in (["build"], ["prepare", Site.AGENCY]):
            command = [sys.executable, "-m", "motcua.conf.cli", *asked]
            subprocess.run(command, check=True)  # noqa: S603 our own commands, in their own process
        process.become(Site.AGENCY)
        say(f"a site of its own prepared in {time.perf_counter() - began:.0f} s")
        yield
    finally:
        from django.db import connections

        connections.close_all()
        server.release()
        shutil.rmtree(folder, ignore_errors=True)


def run(*, dossiers: int, say: Say) -> None:
    """Fill the database, open every page again and again, and say what it took."""
    from motcua.conf.bench import onestop_cast as cast

    began = time.perf_counter()
    lived = cast.live(LIVED)
    cast.fill(dossiers, like=lived[0])
    say(f"{dossiers:,} dossiers made up in {time.perf_counter() - began:.0f} s; {cast.sizes()}")

    floor = _called(cast.signed_in(CLERK), ["/health"])
    say(f"  floor: /health (one query)          {floor}")
    missed = [
        name
        for name, (who, paths) in _pages(lived).items()
        if not _report(name, cast.signed_in(who), paths, floor, say)
    ]
    say("all within the budget" if not missed else f"MISSED: {', '.join(missed)}")


def _pages(lived: Sequence["Lived"]) -> Mapping[str, tuple[str, list[str]]]:
    """Return which pages are opened, by whom, each with the addresses that take turns."""
    cases = [f"/mot-cua/ho-so/{one.code}/" for one in lived]
    found = "/mot-cua/ho-so/?tim="
    return {
        "inbox, clerk": (CLERK, ["/mot-cua/"]),
        "inbox, specialist": (SPECIALIST, ["/mot-cua/"]),
        "inbox, leader": (LEADER, ["/mot-cua/"]),
        "inbox, late only": (SPECIALIST, ["/mot-cua/?han=qua-han&phu-trach=tat-ca"]),
        "inbox, one procedure": (SPECIALIST, ["/mot-cua/?thu-tuc=2.000635"]),
        "list of all, latest first": (CLERK, ["/mot-cua/ho-so/"]),
        "list of the late": (LEADER, ["/mot-cua/ho-so/?han=qua-han"]),
        "search, code": (CLERK, [found + one.code for one in lived]),
        "search, beginning of a code": (CLERK, [f"{found}H47.40.2-211"]),
        "search, common name": (CLERK, [f"{found}nguyen+van"]),
        "search, whole name": (CLERK, [f"{found}{name}" for name in NAMES]),
        "search, rare name": (CLERK, [f"{found}do+luong+rieng"]),
        "search, nobody's name": (CLERK, [f"{found}zzz+yyy"]),
        "search, id number": (CLERK, [found + one.personal_id for one in lived]),
        "search, phone": (CLERK, [found + one.phone for one in lived]),
        "dossier, specialist": (SPECIALIST, cases),
        "dossier, clerk": (CLERK, cases),
        "dossier, leader": (LEADER, cases),
        **_figures(),
    }


def _figures() -> Mapping[str, tuple[str, list[str]]]:
    """Return the pages of figures, of the legal quarter before this one and of a year."""
    from motcua.agencies import queries as agencies

    this = periods.Period.containing(agencies.legal_today(), periods.PeriodKind.QUARTER)
    quarter, field = f"?ky={this.previous}", "linh-vuc"
    reported, listed = "/mot-cua/bao-cao/ho-so", "/mot-cua/dieu-hanh/ho-so"
    year = f"?tu={this.first_day - timedelta(days=365)}&den={this.first_day - timedelta(days=1)}"
    return {
        "register, quarter": (CLERK, [f"/mot-cua/so-theo-doi/{quarter}"]),
        "register, one field": (CLERK, [f"/mot-cua/so-theo-doi/{quarter}&{field}={SECTOR}"]),
        "II.06a, quarter": (LEADER, [f"/mot-cua/bao-cao/{quarter}"]),
        "II.06a, year": (LEADER, [f"/mot-cua/bao-cao/{year}"]),
        "II.06a, common number's list": (LEADER, [f"{reported}/truoc-han/{quarter}"]),
        "II.06a, rare number's list": (LEADER, [f"{reported}/dang-qua-han/{year}"]),
        "II.06a, list of a nought": (LEADER, [f"{reported}/qua-han/{year}&{field}=khong-co"]),
        "board, this month": (LEADER, ["/mot-cua/dieu-hanh/"]),
        "board, quarter": (LEADER, [f"/mot-cua/dieu-hanh/{quarter}"]),
        "board, year": (LEADER, [f"/mot-cua/dieu-hanh/{year}"]),
        "board, whole province, month": (PROVINCE, ["/mot-cua/dieu-hanh/"]),
        "board, whole province, year": (PROVINCE, [f"/mot-cua/dieu-hanh/{year}"]),
        "board, common number's list": (LEADER, [f"{listed}/tiep-nhan/{quarter}"]),
        "board, rare number's list": (
            LEADER,
            [f"{listed}/xong-qua-han/{quarter}&{field}={SECTOR}"],
        ),
        "board, list of a nought": (LEADER, [f"{listed}/xong-qua-han/{year}&{field}=khong-co"]),
    }


def _report(name: str, client: "Client", paths: Sequence[str], floor: Times, say: Say) -> bool:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _called(client, paths, runs=3)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(paths[0])
    asked = [one["sql"] for one in queries.captured_queries]
    statements = sum(not one.startswith(("BEGIN", "COMMIT")) for one in asked)
    times = _called(client, paths)
    verdict = times.p95 <= BUDGET_MS and statements <= STATEMENTS and answer.status_code == OK
    say(
        f"  {name:<29} {statements:3} SQL  {times}  {times.p50 / floor.p50:5.1f} × floor"
        f"{'' if verdict else '   MISSED'}"
    )
    return verdict


def _called(client: "Client", paths: Sequence[str], *, runs: int = RUNS) -> Times:
    turns = cycle(paths)
    return timed(lambda: client.get(next(turns)), runs=runs)
