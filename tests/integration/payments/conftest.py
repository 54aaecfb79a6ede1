"""Our side and the platform's, talking inside one process; the clock is told what time it is."""

import json
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import stamina
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.conf.environment import Connection
from motcua.kernel.actors import Actor
from motcua.net import remote
from motcua.payments import actions
from motcua.payments.models import PaymentAttempt, Refund
from motcua.payments.types import ChargeLine
from motcua.sandbox.payment import actions as platform
from motcua.sandbox.payment import bank, orders, switch
from motcua.sandbox.payment.models import PlatformNotice, PlatformPayment, PlatformRefund
from motcua.sandbox.switches import actions as switching
from tests import in_process

PLATFORM = "http://127.0.0.1:8002"
AGENCY = "http://127.0.0.1:8000"
SECRET = "test-secret-of-the-merchant"  # noqa: S105 opens nothing outside the tests
ACCOUNT = "0011012345678"
CITIZEN = Actor.citizen("019380f4-0000-7000-8000-0000000000c1")
CLERK = Actor.staff("019380f4-0000-7000-8000-0000000000a1")
COPIES = (ChargeLine(name="Lệ phí bản sao", code="LP01", quantity=2, unit_amount=8000),)
RETURN_URL = f"{AGENCY}/ho-so/H47-1/thanh-toan/"


def status(charge):
    charge.refresh_from_db()
    return charge.status


class World:
    """One merchant, one platform, one clock. What is `late` is done by jobs: call `work()`."""

    def __init__(self, clock, provider="vnpay"):
        self.clock = clock
        self.provider = provider

    @property
    def now(self):
        return self.clock.now

    def wait(self, **duration):
        self.clock.now += timedelta(**duration)

    # Our side.

    def charge(self, subject="thing:1", lines=COPIES, lasts=timedelta(hours=24)):
        return actions.open_charge(
            subject=subject,
            reference="H47.11.1-261122-0001",
            payee="H47.11.1",
            lines=lines,
            expires_at=self.now + lasts,
            by=CITIZEN,
            at=self.now,
        )

    def start(self, charge):
        return actions.start_attempt(
            charge_id=charge.pk,
            return_url=RETURN_URL,
            client_ip="203.0.113.7",
            by=CITIZEN,
            at=self.now,
            provider=self.provider,
        )

    def attempt(self, charge):
        return charge.attempts.latest("id")

    def confirm(self, attempt):
        return actions.confirm(attempt_id=attempt.pk, at=self.now)

    def reconcile(self):
        from motcua.payments import jobs

        jobs.reconcile(0)
        jobs.expire(0)

    def ledger(self):
        """What we hold in đồng by our own books: received, and not given back."""
        received = sum(a.amount for a in PaymentAttempt.objects.filter(status="paid"))
        return received - sum(r.amount for r in Refund.objects.filter(status="done"))

    def bill(self, charge):
        return actions.start_transfer(charge_id=charge.pk, by=CITIZEN, at=self.now)

    def read_statement(self):
        return actions.read_statement(at=self.now)

    # The platform's side.

    def transfer(self, amount, words):
        """Somebody transfers money to our account, with any words."""
        return bank.transfer(amount=amount, words=words, at=self.now)

    def turn(self, position):
        """Let the platform behave otherwise, and us forget that it failed: that takes real time."""
        switching.turn(switch.SWITCH, position)
        remote._breakers.clear()

    def open_page(self, url):
        address = urlsplit(url)
        if self.provider == "dvcqg":
            return PlatformPayment.objects.get(pk=address.path.rstrip("/").rsplit("/", 1)[-1])
        return platform.accept(orders.read(address.query), at=self.now)

    def decide(self, url, choice="pay"):
        """The payer decides on the pay page; returns the notices that the platform will send."""
        status, code = {
            "pay": ("paid", "00"),
            "cancel": ("failed", "24"),
            "hang": ("pending", "99"),
        }[choice]
        payment = self.open_page(url)
        return platform.decide(payment.pk, status=status, code=code, bank="NCB", at=self.now)[1]

    def end(self, status):
        """The bank decides about the payment that hangs."""
        return self.end_payment(PlatformPayment.objects.get(status="pending"), status)

    def end_payment(self, payment, status):
        code = {"paid": "00", "failed": "08"}[status]
        return platform.decide(payment.pk, status=status, code=code, bank="", at=self.now)[1]

    def deliver(self, *notices):
        """Send notices over HTTP; returns the merchant's replies."""
        for notice in notices:
            platform.deliver(notice.pk, at=self.now)
        return [PlatformNotice.objects.get(pk=notice.pk).reply for notice in notices]

    def way_back(self, payment):
        from motcua.sandbox.payment import merchants

        return platform.way_back(payment, merchants.of(payment))

    def books(self):
        """What the platform owes us in đồng by its own books."""
        paid = sum(p.amount for p in PlatformPayment.objects.filter(status="paid"))
        return (paid - sum(r.amount for r in PlatformRefund.objects.all())) // 100

    # Both.

    def work(self):
        """Do the jobs that our side queued, in order."""
        while job := _next_job():
            number, name, args = job
            app.tasks[name].func(**json.loads(args))
            _done(number)

    def paid(self, subject="thing:1"):
        """A charge that was paid and confirmed."""
        charge = self.charge(subject)
        self.deliver(*self.decide(self.start(charge)))
        self.work()
        charge.refresh_from_db()
        assert charge.status == "paid"
        return charge


def _next_job():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs"
            " WHERE status = 'todo' AND task_name LIKE 'motcua.payments.%%' ORDER BY id LIMIT 1"
        )
        return cursor.fetchone()


def _done(number):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [number])
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until told to move; both sides look at it."""
    steady = SimpleNamespace(now=timezone.now().replace(microsecond=0))
    monkeypatch.setattr(timezone, "now", lambda: steady.now)
    return steady


@pytest.fixture
def connected(settings, as_site):
    """An agency site that knows a platform, and the platform that knows it."""
    as_site("agency")
    settings.MOTCUA_CONNECTIONS = {
        "payment": Connection(url=f"{PLATFORM}/thanh-toan", client="MOTCUA01", secret=SECRET),
        "payment_portal": Connection(
            url=f"{PLATFORM}/thanh-toan-quoc-gia/dich-vu", client="MOTCUA02", secret=SECRET
        ),
        "bank": Connection(
            url=f"{PLATFORM}/ngan-hang/sao-ke", client=ACCOUNT, secret=SECRET, member="970403"
        ),
    }
    settings.MOTCUA_SITE_URLS = {**settings.MOTCUA_SITE_URLS, "agency": f"{AGENCY}/"}
    settings.MOTCUA_SITE_URLS["sandbox"] = f"{PLATFORM}/"
    with (
        stamina.set_testing(True, attempts=3, cap=True),
        remote.mounted(PLATFORM, in_process.site("sandbox")),
        remote.mounted(AGENCY, in_process.site("agency")),
    ):
        yield


@pytest.fixture
def world(db, connected, clock):
    return World(clock)


@pytest.fixture(params=["vnpay", "dvcqg"])
def either_world(world, request):
    """The same, over each platform in turn: what holds for one holds for all."""
    world.provider = request.param
    return world
