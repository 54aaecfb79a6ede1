"""What the catalogue does by itself: levels judged each night, owners told, the nation informed."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from procrastinate import exceptions
from procrastinate.contrib.django import app

from motcua.agencies import queries as agencies
from motcua.audit import outbox
from motcua.catalogue import actions, queries, sync
from motcua.catalogue.generator import PROVINCE
from motcua.catalogue.types import PROVISIONS
from motcua.exchange import actions as exchange
from motcua.identity import queries as identity
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.levels import Provision
from motcua.kernel.messages import message
from motcua.notifications import actions as notifications

log = logging.getLogger(__name__)

JUDGE = Actor.system("catalogue.judge")
CALENDAR = Actor.system("catalogue.calendar")
FIRST_READ = timedelta(days=3650)
READ_AGAIN = timedelta(hours=1)
GENERATOR = Actor.system("catalogue.generator")
_MADE_AT_ONCE = 200

Change = dict[str, int | None]
"""`before` and `after` of one level; null: none, unproven."""

_BY_WEIGHT = ("proven_level", "capable_level", "proven_provision", "capable_provision")
CALENDAR = Actor.system("catalogue.calendar")


@app.periodic(cron="10 0 * * *")
@app.task(
    name="motcua.catalogue.jobs.judge_all", queueing_lock="catalogue.judge", pass_context=False
)
def judge_all(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Judge every service that has a level to lose: evidence grows old by itself."""
    for service_id in queries.judged_services():
        actions.judge_service(service_id=service_id, by=JUDGE, at=timezone.now())


@app.periodic(cron="1 * * * *")
@app.task(
    name="motcua.catalogue.jobs.bring_into_force",
    queueing_lock="catalogue.calendar",
    pass_context=False,
)
def bring_into_force(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Let searches and levels go by what came into force; each hour, for the legal day's first."""
    now = timezone.now()
    for code in queries.due_procedures(on=agencies.legal_shift().legal_date(now)):
        actions.bring_into_force(procedure_code=code, by=CALENDAR, at=now)


@app.periodic(cron="35 22 * * *")
@app.task(
    name="motcua.catalogue.jobs.pull_national",
    queueing_lock="catalogue.national",
    pass_context=False,
)
def pull_national(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Take in what the national catalogue published since the last time, each morning.

    An hour is read again: what was committed late is found, what is known changes nothing. A record
    that is not understood holds up no other.
    """
    if settings.MOTCUA_SITE != "agency" or not exchange.is_connected("national"):
        return
    began = timezone.now()
    since = (queries.read_until() or began - FIRST_READ) - READ_AGAIN
    after: str | None = ""
    while after is not None:
        params = {"since": since.isoformat()} | ({"after": after} if after else {})
        answer = exchange.fetch(
            partner="national", service="procedures/changes", params=params, at=timezone.now()
        )
        for change in answer["data"]:
            try:
                actions.receive_change(change=change, at=timezone.now())
            except Refusal as refusal:
                log.warning("national change %s: %s", change.get("MABANGHI"), refusal)
        after = answer["next"]
    actions.note_read(until=began)


@outbox.subscriber(actions.LEVEL_CHANGED)
def tell_of_level(*, service: str, version: int, changes: dict[str, Change]) -> None:
    """Tell the owners of a service when it lost a level, and the nation of every change."""
    fallen = {name: change for name, change in changes.items() if _fell(change)}
    if fallen:
        _tell_owners(UUID(service), version, fallen)
    request_push()


@outbox.subscriber(actions.BULK_BEGUN)
def run_bulk(*, bulk: str) -> None:
    """Apply or take back a change of many services, some lines at a time, to the end."""
    with outbox.behind_others():
        while actions.apply_some(bulk_id=UUID(bulk), at=timezone.now()):
            pass


@outbox.subscriber(actions.FILE_BEGUN)
def publish_file(*, file: str) -> None:
    """Publish what a file says, some procedures at a time, to the end."""
    with outbox.behind_others():
        while actions.publish_some(file_id=UUID(file), at=timezone.now()):
            pass


@app.task(name="motcua.catalogue.jobs.push", queueing_lock="catalogue.push", lock="catalogue.push")
def push() -> None:
    """Send the national site what it has not seen; a failed call is repeated by the next minute."""
    try:
        while sync.push_batch(at=timezone.now()):
            pass
    except Refusal as refusal:
        log.warning("services not synced: %s", refusal)


@app.periodic(cron="* * * * *")
@app.task(name="motcua.catalogue.jobs.push_left_behind", pass_context=False)
def push_left_behind(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Ask each minute for what a failed push left behind."""
    if sync.is_behind():
        request_push()


def request_push() -> None:
    """Queue a push, unless one waits already."""
    try:
        # In a savepoint, or the refusal would spoil the transaction around it.
        with transaction.atomic():
            push.defer()
    except exceptions.AlreadyEnqueued:
        log.debug("a push is waiting already")


def _tell_owners(service_id: UUID, version: int, fallen: dict[str, Change]) -> None:
    service = queries.service(service_id)
    above = [unit.id for unit in agencies.with_ancestors(service.agency)]
    owners = identity.emails_of(Role.ADMINISTRATOR, agency_ids=above, on=agencies.legal_today())
    # Of a service that nothing proved yet only what it is capable of can fall.
    name, change = next((one, fallen[one]) for one in _BY_WEIGHT if one in fallen)
    for address in owners:
        notifications.notify(
            key=f"service:{service_id}:{version}:{address}",
            channel="email",
            to=address,
            template="service_level_dropped",
            values={
                "name": identity.name_of(address),
                "agency": service.agency.full_name,
                "code": service.procedure_id,
                "service": service.procedure.name,
                "level": _shown(name, change["after"]),
                "reason": _why(fallen),
                "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/")
                + reverse("portal:procedure", args=[service.procedure_id]),
            },
            language="vi",
            about=f"service:{service_id}",
            by=JUDGE,
            at=timezone.now(),
        )


def _why(fallen: dict[str, Change]) -> str:
    """Return why levels fell: the version can do less, or evidence has grown old."""
    for name in ("capable_level", "capable_provision"):
        if change := fallen.get(name):
            said = message("phiên bản mới của thủ tục chỉ còn đáp ứng {after} (trước đó {before}).")
            break
    else:
        name, change = next(iter(fallen.items()))
        said = message("không còn đủ hồ sơ chứng minh trong 90 ngày gần nhất (trước đó {before}).")
    return gettext(said).format(
        before=_shown(name, change["before"]), after=_shown(name, change["after"])
    )


def _fell(change: Change) -> bool:
    before, after = change["before"], change["after"]
    return before is not None and (after is None or after < before)


def _shown(name: str, level: int | None) -> str:
    if level is None:
        return gettext(message("chưa chứng minh"))
    if name.endswith("provision"):
        return gettext(PROVISIONS[Provision(level)])
    return gettext(message("mức {level}")).format(level=level)


def fill_province() -> None:
    """Queue the making of a province's catalogue, unless it waits already; for the demo."""
    try:
        with transaction.atomic():
            make_up.defer()
    except exceptions.AlreadyEnqueued:
        log.debug("the catalogue is being made up already")


@app.task(name="motcua.catalogue.jobs.make_up", queueing_lock="catalogue.make_up")
def make_up() -> None:
    """Make up some more procedures, and go on until a province's are there.

    A few at a time: what others wait for goes between, and a killed worker loses nothing.
    """
    done = actions.publish_synthetic(
        total=PROVINCE,
        most=_MADE_AT_ONCE,
        valid_from=agencies.legal_today(),
        by=GENERATOR,
        at=timezone.now(),
    )
    log.info("made-up procedures: %s of %s", done, PROVINCE)
    if done < PROVINCE:
        fill_province()
