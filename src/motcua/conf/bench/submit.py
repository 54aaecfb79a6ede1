"""`motcua bench submit`: what a citizen's submission costs, from the first click to the last job.

Three runs over HTTP on a demo of its own, its workers at work all the while: three calls that make
a dossier, every request of a browser, and what follows until nothing is left to do. Then, in the
same minute, the floor.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count, F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.conf.bench import browser, cast, floor
from motcua.conf.bench.browser import Browser
from motcua.conf.bench.cast import SignedIn
from motcua.conf.bench.stage import Stage
from motcua.documents.models import OfficialPaper
from motcua.dossiers.models import Dossier, Draft
from motcua.notifications.models import Notice
from motcua.notifications.types import NoticeStatus

Say = Callable[[str], None]

CLIENTS = 4
WARM_UP = 40
CITIZENS = 50
FLOOR_SECONDS = 8
QUIET_WITHIN_SECONDS = 300

_UNDONE = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing')
        AND (scheduled_at IS NULL OR scheduled_at <= now() + interval '5 seconds')
"""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """One line of DESIGN §8: at least, or at most, so much."""

    name: str
    unit: str
    least: float = 0.0
    most: float = float("inf")

    def line(self, measured: float) -> str:
        """Return what was measured beside what was wanted."""
        wanted = f"≥ {self.least:g}" if self.least else f"≤ {self.most:g}"
        verdict = "kept" if self.least <= measured <= self.most else "MISSED"
        return f"  {self.name:<46} {measured:>8.1f} {self.unit:<6} {wanted:>8}   {verdict}"


RATE = Budget(name="submissions, 3 calls", unit="/s", least=120)
P95 = Budget(name="p95 of one", unit="ms", most=80)
WEB = Budget(name="web processor time of one", unit="ms", most=7)
STATEMENTS = Budget(name="SQL statements of one", unit="", most=25)
ALL_REQUESTS = Budget(name="submissions, every request of a browser", unit="/s", least=35)
BEHIND = Budget(name="submissions until all behind them is done", unit="/s", least=25)
RATIO = Budget(name="share of the floor", unit="%", least=10)


def run(stage: Stage, *, times: int, say: Say) -> None:
    """Measure, and say what was found beside the budgets."""
    at = timezone.now()
    cast.offer_ten_fields(at=at)
    people = cast.citizens(CITIZENS)
    say(f"durable: {cast.durability()}; {CLIENTS} clients, {times} submissions after {WARM_UP}")
    say("citizens' sessions are written to the database; clients share the processors")

    calls = _ThreeCalls(people)
    visits = _Visits(people)
    _load(stage, calls, times=WARM_UP)
    _load(stage, visits, times=WARM_UP // 4)
    _wait_until_quiet()

    before, began = stage.processor_seconds(), time.perf_counter()
    fast = _load(stage, calls, times=times)
    during = stage.processor_seconds()
    _wait_until_quiet()
    after, whole = stage.processor_seconds(), time.perf_counter() - began
    say(_made(since=at))
    full = _load(stage, visits, times=max(20, times // 4))
    _wait_until_quiet()
    model = Draft.objects.exclude(dossier=None).filter(dossier__fee_amount__gt=0).latest("began_at")
    lowest = floor.submissions_a_second(
        stage.server, model=model, clients=CLIENTS, seconds=FLOOR_SECONDS
    )

    say(RATE.line(fast.rate))
    say(P95.line(fast.p95) + f"   p50 {fast.p50:.1f}, most {fast.most:.1f}")
    say(WEB.line(_each(before, during, times)["serve agency"]))
    say(STATEMENTS.line(_statements(people[0], say=say)))
    say(ALL_REQUESTS.line(full.rate) + f"   {full.requests / full.times:.0f} requests each")
    say(BEHIND.line(times / whole))
    say("  one-call submission by a machine client         not built")
    say(RATIO.line(fast.rate / lowest * 100) + f"   pgbench {lowest:.0f}/s")
    say("processor time of one submission, in milliseconds, until all behind it is done:")
    parts = sorted(_each(before, after, times).items(), key=lambda part: -part[1])
    say("  " + ", ".join(f"{name} {taken:.1f}" for name, taken in parts))


def _each(before: Mapping[str, float], after: Mapping[str, float], times: int) -> dict[str, float]:
    """Return what each part took for one of so many, in milliseconds."""
    return {name: (after[name] - before.get(name, 0.0)) / times * 1000 for name in after}


def _load(stage: Stage, work: Callable[[Browser, int], object], *, times: int) -> browser.Run:
    return browser.run(
        work,
        times=times,
        clients=CLIENTS,
        port=stage.port,
        csrf_cookie=settings.CSRF_COOKIE_NAME,
    )


class _ThreeCalls:
    """Start, one saved step of ten fields, complete; redirects are not followed."""

    def __init__(self, people: Sequence[SignedIn]) -> None:
        self._people = people

    def __call__(self, client: Browser, number: int) -> None:
        client.become(self._people[number % len(self._people)])
        page = client.post(f"/thu-tuc/{cast.TEN_FIELDS}/nop/", {"co-quan": cast.AGENCY}).location
        review = client.post(page, cast.PAGES[_key(page)]).location
        client.post(review, {})


class _Visits:
    """Everything that a browser with an empty cache asks for, from the procedure to the receipt."""

    def __init__(self, people: Sequence[SignedIn]) -> None:
        self._people = people
        self._picture = cast.jpeg()

    def __call__(self, client: Browser, number: int) -> None:
        client.become(self._people[number % len(self._people)])
        seen: set[str] = set()
        begin = f"/thu-tuc/{cast.REAL}/nop/"
        _look(client, f"/thu-tuc/{cast.REAL}/", seen)
        _look(client, f"{begin}?co-quan={cast.AGENCY}", seen)
        first = client.post(begin, {"co-quan": cast.AGENCY}).location
        _look(client, first, seen)
        second = client.post(first, cast.PAGES[_key(first)]).location
        _look(client, second, seen)
        files = {cast.FILE_FIELD: _unlike_any_other(self._picture, number)}
        review = client.post(second, cast.PAGES[_key(second)], files=files).location
        _look(client, review, seen)
        _look(client, client.post(review, {}).location, seen)


def _look(client: Browser, path: str, seen: set[str]) -> None:
    for asset in client.get(path).assets:
        if asset not in seen:
            seen.add(asset)
            client.get(asset)


def _key(path: str) -> str:
    """Return the key of a form's page, which its address ends with."""
    return path.rstrip("/").rpartition("/")[2]


def _unlike_any_other(picture: bytes, number: int) -> bytes:
    """Return the picture with a comment: the same bytes would be stored only once."""
    comment = f"{number:010d} {time.monotonic_ns():020d}".encode()
    length = (len(comment) + 2).to_bytes(2, "big")
    return picture[:2] + b"\xff\xfe" + length + comment + picture[2:]


def _statements(citizen: SignedIn, *, say: Say) -> int:
    """Return how many statements the three calls send, counted in this process."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[citizen.cookie] = citizen.session
    counts = []
    path, fields = f"/thu-tuc/{cast.TEN_FIELDS}/nop/", {"co-quan": cast.AGENCY}
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, fields)
        counts.append(len(queries))
        path = answer.headers["Location"]
        fields = dict(cast.PAGES.get(_key(path), {}))
    say(f"  statements of the calls: {', '.join(str(count) for count in counts)}")
    return sum(counts)


def _wait_until_quiet() -> None:
    """Wait until no job is left that may run now.

    Raises:
        AssertionError: Jobs are left after a long time.
    """
    deadline = time.monotonic() + QUIET_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(_UNDONE)
            (undone,) = cursor.fetchone()
        if not undone:
            return
        time.sleep(0.1)
    message = f"{undone} jobs are still there after {QUIET_WITHIN_SECONDS} s"
    raise AssertionError(message)


def _made(*, since: object) -> str:
    """Return what became of the submissions, so that nobody takes a failure for speed."""
    dossiers = Dossier.objects.filter(submitted_at__gte=since)
    notices = dict(
        Notice.objects.filter(status=NoticeStatus.SENT).values_list("channel").annotate(Count("id"))
    )
    synced = dossiers.filter(synced_version=F("version")).count()
    return (
        f"{dossiers.count()} dossiers: {OfficialPaper.objects.exclude(file=None).count()} papers, "
        f"{notices.get('email', 0)} e-mails, {notices.get('sms', 0)} SMS, {synced} synced"
    )
