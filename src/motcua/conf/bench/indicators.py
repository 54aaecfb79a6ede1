"""`motcua bench indicators`: the import of the 2019 appendix and the page that shows it."""

from collections.abc import Callable
from importlib import resources

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.conf.bench.timing import Times, timed
from motcua.kernel.actors import Actor
from motcua.kernel.periods import Period
from motcua.reporting import actions

BENCH = Actor.system("bench")
UNUSED = Period.parse("2012")
"""No agency reports for it: the import starts from nothing, as at the first time."""

FLOOR_TABLES = """
CREATE TEMPORARY TABLE bench_rows (
    line int, name text, total bigint, services bigint, printed text
) ON COMMIT DROP
"""
ADDRESSES = {
    "ranking page": "/xep-hang/2019/",
    "ranking page, provinces": "/xep-hang/2019/?khoi=tinh",
    "agency page": "/xep-hang/2019/H38/",
    "values API": "/api/v1/indicators/level4_share/values?period=2019&source=declared",
}
Say = Callable[[str], None]


def run(*, runs: int, say: Say) -> None:
    """Measure on this site's database; everything written is rolled back."""
    content = _appendix()
    lines = [line.split(",") for line in content.decode().splitlines()[1:]]

    say("import of 83 rows: read, match, judge, store, snapshot, audit, outbox")
    floor = timed(lambda: _rolled_back(lambda: _insert(lines)), runs=runs)
    say(f"  floor: the same rows by one INSERT   {floor}")
    _report("import", timed(lambda: _rolled_back(lambda: _import(content)), runs=runs), floor, say)

    client = Client(SERVER_NAME="127.0.0.1")
    say("pages in process, without the network")
    floor = timed(lambda: client.get("/health"), runs=runs)
    say(f"  floor: /health (one query)            {floor}")
    for name, address in ADDRESSES.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            statements = len(queries)
        times = timed(lambda address=address: client.get(address), runs=runs)  # type: ignore[misc]  # bound per turn
        _report(f"{name}, {statements} SQL, {answer.status_code}", times, floor, say)


def _report(name: str, times: Times, floor: Times, say: Say) -> None:
    say(f"  {name:<36} {times}   {times.p50 / floor.p50:6.1f} × floor")


def _appendix() -> bytes:
    folder = resources.files("motcua.reporting").joinpath("data")
    return folder.joinpath("level4_2019_cv929.csv").read_bytes()


def _import(content: bytes) -> None:
    actions.import_file(
        content=content, file_name="bench.csv", period=UNUSED, by=BENCH, at=timezone.now()
    )


def _insert(lines: list[list[str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR_TABLES)
        places = ",".join(["(%s, %s, %s, %s, %s)"] * len(lines))
        values = [
            value
            for number, line in enumerate(lines)
            for value in (number, line[2], int(line[-3]), int(line[-2]), line[-1])
        ]
        cursor.execute(f"INSERT INTO bench_rows VALUES {places}", values)


def _rolled_back(work: Callable[[], None]) -> None:
    with transaction.atomic():
        work()
        transaction.set_rollback(True)
