"""What follows an event of a dossier: papers, notices, evidence, and the national site.

Each job does the same thing however often it runs: papers are issued once per kind, notices once
per key, evidence once per dossier, and a snapshot carries its version.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from motcua.agencies import queries as agencies
from motcua.audit import outbox
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as catalogue_queries
from motcua.catalogue.actions import VERSION_CAME_INTO_FORCE, VERSION_PUBLISHED
from motcua.catalogue.queries import Version
from motcua.catalogue.types import Running
from motcua.dossiers import actions, notices, papers, queries, rules, snapshots, sync
from motcua.dossiers.actions.import_files import IMPORT_CONFIRMED
from motcua.dossiers.actions.moves import CHANGED, subject_of
from motcua.dossiers.actions.together import BEGUN
from motcua.dossiers.types import Lateness, Status
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.payments import actions as payments
from motcua.payments.types import ChargeStatus
from motcua.processes import queries as processes

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

log = logging.getLogger(__name__)

PAYMENTS = Actor.system("payments")
FOLLOW_UP = Actor.system("dossiers.follow-up")
ARCHIVIST = Actor.system("dossiers.archive")
PUBLISHER = Actor.system("dossiers.versions")
TOGETHER_SECONDS = 1
LINES_AT_ONCE = 10
"""Lines of a batch between two looks at the clock."""
OBLIGATION = "obligation:"
SIGN = "sign"
"""Step of the system that is done when the signed result is there."""


@outbox.subscriber(CHANGED)
def follow_up(*, dossier: str, version: int, happened: str) -> None:
    """Do what an event brings with it inside the house, then let the national site know."""
    found = queries.dossier(UUID(dossier))
    papers.issue_due(found, happened=happened, at=timezone.now(), version=version)
    if happened in {"approve", "correct", "revoke"}:
        actions.keep_result(found, by=FOLLOW_UP, at=timezone.now())
    if happened == "approve":
        actions.do_system_task(dossier_id=found.id, step=SIGN, at=timezone.now())
    notices.tell_applicant(found, happened=happened, version=version, at=timezone.now())
    notices.tell_officers(found, happened=happened, version=version, at=timezone.now())
    notices.tell_integrators(found, happened=happened, version=version, at=timezone.now())
    if happened in {"refuse", "withdraw"} and found.accepted_at is None:
        _give_fee_back(found)
    if happened == "return":
        _prove(found.id)
    _request_sync()
    if found.parent_id is not None:
        actions.conduct(dossier_id=found.parent_id, at=timezone.now())
    if queries.plan_of(found):
        actions.conduct(dossier_id=found.id, at=timezone.now())


@outbox.subscriber("payments.charge_paid.v1")
def fee_was_paid(*, charge: str, subject: str) -> None:
    """Take note of a paid fee; one that comes after a refusal or a withdrawal goes back.

    Of what is due to the State the dossier takes note by going on.
    """
    if subject.startswith(OBLIGATION):
        pause_id = UUID(subject.removeprefix(OBLIGATION))
        actions.obligation_paid(pause_id=pause_id, by=PAYMENTS, at=timezone.now())
        return
    actions.note_payment(
        dossier_id=_dossier_id(subject), charge_id=UUID(charge), by=PAYMENTS, at=timezone.now()
    )
    found = queries.dossier(_dossier_id(subject))
    if found.accepted_at is None and Status(found.status) in rules.ENDED:
        _give_fee_back(found)


@outbox.subscriber("payments.charge_expired.v1")
def fee_was_not_paid(*, charge: str, subject: str) -> None:  # noqa: ARG001 part of the fact
    """Close a dossier whose fee nobody paid; a due to the State stays due, paid elsewhere."""
    if subject.startswith(OBLIGATION):
        return
    actions.expire(dossier_id=_dossier_id(subject), by=PAYMENTS, at=timezone.now())


@outbox.subscriber(VERSION_PUBLISHED)
def version_was_published(*, procedure: str, number: int) -> None:
    """Do to dossiers on their way what the publisher chose, once the version is in force."""
    version = catalogue_queries.numbered(procedure, number)
    if version.running is Running.CLOSE:
        for dossier_id in queries.on_their_way(procedure):
            actions.tell_of_closing(
                dossier_id=dossier_id, version_id=version.id, by=PUBLISHER, at=timezone.now()
            )
    in_force = version.valid_from <= agencies.legal_shift().legal_date(timezone.now())
    if in_force and version.running is Running.UPGRADE:
        _upgrade(procedure, version)


@outbox.subscriber(VERSION_CAME_INTO_FORCE)
def version_came_into_force(*, procedure: str, number: int) -> None:
    """Upgrade dossiers on the day of a version that was published ahead of it."""
    version = catalogue_queries.numbered(procedure, number)
    if version.running is Running.UPGRADE:
        _upgrade(procedure, version)


def _upgrade(procedure: str, version: Version) -> None:
    """Upgrade dossiers one by one: one that cannot be does not hold up the others."""
    upgraded = [
        actions.upgrade(
            dossier_id=dossier_id,
            version_id=version.id,
            by=PUBLISHER,
            at=timezone.now(),
        )
        for dossier_id in queries.on_their_way(procedure)
    ]
    log.info("%s v%d: %d of %d upgraded", procedure, version.number, sum(upgraded), len(upgraded))


@outbox.subscriber(BEGUN)
def batch_was_begun(*, batch: str) -> None:
    """Work off what an officer confirmed and was not done before her eyes."""
    on = agencies.legal_today()
    while actions.work_off(batch_id=UUID(batch), at=timezone.now(), on=on, most=LINES_AT_ONCE):
        pass


@outbox.subscriber(IMPORT_CONFIRMED)
def import_was_confirmed(*, kept: str) -> None:
    """Take the lines of a file, some in each transaction, then let the national site know."""
    with outbox.behind_others():
        while actions.take_some(import_id=UUID(kept), at=timezone.now()):
            pass
    _request_sync()


@app.periodic(cron="52 2 * * *")
@app.task(name="motcua.dossiers.jobs.forget_imports", pass_context=False)
def forget_imports(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Forget each night the rows of files that are through for long."""
    actions.forget_imports(at=timezone.now())


@app.task(name="motcua.dossiers.jobs.push", queueing_lock="dossiers.push", lock="dossiers.push")
def push() -> None:
    """Send the national site what it has not seen, until nothing is left.

    Never repeated by itself: what a failed call leaves behind is found by the next minute's look.
    """
    try:
        while sync.push_batch(at=timezone.now()):
            pass
    except Refusal as refusal:
        log.warning("not synced: %s", refusal)


@app.periodic(cron="*/15 * * * *")
@app.task(name="motcua.dossiers.jobs.watch", queueing_lock="dossiers.watch", pass_context=False)
def watch(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Say each quarter of an hour what is due soon, and what became late."""
    at = timezone.now()
    while True:
        dossiers, tasks = actions.due_alarms(at=at)
        looks = [partial(actions.look_at_dossier, dossier_id=one, at=at) for one in dossiers]
        looks += [partial(actions.look_at_task, item_id=one, at=at) for one in tasks]
        said = [_looked(look) for look in looks]
        if not any(said):
            return


def _looked(look: Callable[[], Lateness | None]) -> Lateness | None:
    """Look at one; what cannot be counted, for want of a calendar say, holds up no other."""
    try:
        return look()
    except Refusal as refusal:
        log.warning("no alarm: %s", refusal)
        return None


@app.periodic(cron="* * * * *")
@app.task(name="motcua.dossiers.jobs.fire", queueing_lock="dossiers.fire", pass_context=False)
def fire(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Let timers of processes go off each minute; one that cannot holds up no other."""
    at = timezone.now()
    for due in processes.due_timers(at=at):
        try:
            actions.fire(dossier_id=_dossier_id(due.subject), timer_id=due.id, at=at)
        except Refusal as refusal:
            log.warning("timer %s of %s: %s", due.key, due.subject, refusal)


@app.periodic(cron="17 * * * *")
@app.task(name="motcua.dossiers.jobs.forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Throw away each hour what broken uploads left behind."""
    actions.forget_uploads(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="motcua.dossiers.jobs.close_sittings", pass_context=False)
def close_sittings(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """End each few minutes the sittings in which nothing was done for long."""
    while actions.close_idle(at=timezone.now()):
        pass


@app.periodic(cron="37 2 * * *")
@app.task(name="motcua.dossiers.jobs.forget_drafts", pass_context=False)
def forget_drafts(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Throw away each night the drafts that nobody touched for long."""
    while actions.forget_drafts(at=timezone.now()):
        pass


@app.periodic(cron="10 3 * * *")
@app.task(name="motcua.dossiers.jobs.archive", queueing_lock="dossiers.archive", pass_context=False)
def archive(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Archive each night what ended long enough ago; one that cannot be holds up no other."""
    at = timezone.now()
    after = timedelta(days=settings.MOTCUA_ARCHIVE_AFTER_DAYS)
    tried: set[UUID] = set()
    while due := set(actions.due_archive(at=at, after=after)) - tried:
        tried |= due
        for dossier_id in due:
            try:
                actions.archive(dossier_id=dossier_id, by=ARCHIVIST, at=at)
            except Refusal as refusal:
                log.error("%s not archived: %s", dossier_id, refusal)  # noqa: TRY400 no fault


@app.periodic(cron="* * * * *")
@app.task(name="motcua.dossiers.jobs.push_left_behind", pass_context=False)
def push_left_behind(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Ask each minute for what a failed push left behind."""
    if sync.is_behind():
        _request_sync()


def _request_sync() -> None:
    """Ask for a push in a moment: what happens until then goes with it, in one call."""
    try:
        # In a savepoint, or the refusal would spoil the transaction around it.
        with transaction.atomic():
            push.configure(schedule_in={"seconds": TOGETHER_SECONDS}).defer()
    except exceptions.AlreadyEnqueued:
        log.debug("a push is waiting already")


def _give_fee_back(found: "Dossier") -> None:
    """Give back what was paid for a dossier that nobody received; what is due is due no more."""
    charge = queries.charge_of(found)
    if charge is None:
        return
    if charge.status == ChargeStatus.DUE:
        payments.cancel_charge(charge_id=charge.id, by=FOLLOW_UP, at=timezone.now())
    elif charge.status == ChargeStatus.PAID:
        reason = "dossier_withdrawn" if found.closed_at else "dossier_refused"
        payments.request_refund(
            charge_id=charge.id, reason_code=reason, by=FOLLOW_UP, at=timezone.now()
        )


def _prove(dossier_id: UUID) -> None:
    found = queries.dossier(dossier_id)
    lived = snapshots.lived_of(found)
    if found.parent_id is not None or queries.is_imported(found):
        # Nobody filed a leg, and how an imported one was filed was not seen here: neither proves
        # anything of how its service is filed.
        return
    if found.status != Status.RETURNED or lived is None or found.returned_at is None:
        return
    catalogue.record_evidence(
        service_id=found.service_id,
        subject=subject_of(found.id),
        lived=lived,
        ended_at=found.returned_at,
        by=FOLLOW_UP,
        at=timezone.now(),
    )


def _dossier_id(subject: str) -> UUID:
    return UUID(subject.removeprefix("dossier:"))
