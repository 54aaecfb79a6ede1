"""Changes of many services at once: prepared, looked at, applied line by line, taken back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.catalogue import errors, lifecycle
from motcua.catalogue.actions.leaving import tried
from motcua.catalogue.actions.operations import OPERATIONS, Doing
from motcua.catalogue.models import BulkChange, BulkLine, Procedure, Service
from motcua.catalogue.types import BulkKind, BulkStatus, Wanted
from motcua.kernel.actors import Actor
from motcua.kernel.messages import Message, message

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

BULK_MOVED = "catalogue.bulk_moved.v1"
BULK_BEGUN = "catalogue.bulk_begun.v1"
"""Fact: a change of many services is to be applied, or to be taken back."""

AT_ONCE = 200
"""Lines of one transaction; a bulk of thousands holds no lock for long and shows how far it is."""

_UNKNOWN_PROCEDURE = message("không có thủ tục mã này")
_UNKNOWN_AGENCY = message("không có cơ quan mã này")
_OUT_OF_REACH = message("cơ quan này không thuộc phạm vi của bạn")
_UPCOMING = message("đã công bố một phiên bản sắp áp dụng; sửa ở phiên bản đó")
_TWICE = message("trùng với một dòng ở trên")
_ENDED_AGENCY = message("cơ quan mã này không còn hoạt động")
_NO_SERVICE = message("cơ quan không cung cấp thủ tục này")


@transaction.atomic
def prepare_bulk(
    *, title: str, wanted: Sequence[Wanted], within: "Agency", by: Actor, at: datetime
) -> BulkChange:
    """Keep a change of many services to be looked at; nothing of it is done yet.

    Every line is checked, and keeps its problem; statements do not grow with lines.

    Args:
        title: What it is, for the list of changes.
        wanted: One line each, in the order in which they are applied.
        within: It reaches this agency and those below it.
        by: Who prepares it.
        at: Real time.

    Raises:
        NothingToDo: There is no line.
    """
    if not wanted:
        raise errors.NothingToDo
    bulk = BulkChange.objects.create(
        title=title, agency=within, total=len(wanted), prepared_at=at, prepared_by=str(by)
    )
    known = _Known(wanted, within=within, at=at)
    seen: set[tuple[BulkKind, str, str, str]] = set()
    lines = []
    for number, one in enumerate(wanted, start=1):
        key = (one.kind, one.procedure, one.agency, str(one.value.get("scheme", "")))
        lines.append(
            BulkLine(
                bulk=bulk,
                number=number,
                kind=one.kind,
                procedure_code=one.procedure,
                agency_code=one.agency,
                value=one.value,
                problem=_TWICE if key in seen else known.problem(one),
            )
        )
        seen.add(key)
    BulkLine.objects.bulk_create(lines, batch_size=1000)
    return bulk


@transaction.atomic
def begin_bulk(*, bulk_id: UUID, by: Actor, at: datetime) -> BulkChange:
    """Let a prepared change be applied; the lines follow by `apply_some`.

    Raises:
        MoveNotAllowed: It was applied or discarded already.
        BulkHasProblems: Lines cannot be applied; nothing is.
    """
    bulk = BulkChange.objects.select_for_update().get(id=bulk_id)
    if problems := bulk.lines.exclude(problem="").count():
        raise errors.BulkHasProblems(number=problems)
    bulk.begun_at, bulk.begun_by = at, str(by)
    _move(bulk, "apply", by=by, at=at)
    outbox.publish(BULK_BEGUN, bulk=str(bulk.id))
    return bulk


@transaction.atomic
def undo_bulk(*, bulk_id: UUID, by: Actor, at: datetime) -> BulkChange:
    """Let an applied change be taken back; the lines follow by `apply_some`, the last first.

    Raises:
        MoveNotAllowed: It is not applied.
    """
    bulk = BulkChange.objects.select_for_update().get(id=bulk_id)
    bulk.begun_at, bulk.begun_by, bulk.done = at, str(by), 0
    _move(bulk, "undo", by=by, at=at)
    outbox.publish(BULK_BEGUN, bulk=str(bulk.id))
    return bulk


@transaction.atomic
def discard_bulk(*, bulk_id: UUID, by: Actor, at: datetime) -> None:
    """Throw a prepared change away.

    Raises:
        MoveNotAllowed: It is no longer only prepared.
    """
    bulk = BulkChange.objects.select_for_update().get(id=bulk_id)
    _move(bulk, "discard", by=by, at=at)


@transaction.atomic
def apply_some(*, bulk_id: UUID, at: datetime) -> bool:
    """Apply, or take back, the next lines of a change that is under way.

    However often it is called, and whoever dies meanwhile, each line is done once: lines and
    progress are written together. A line that cannot be done is left, says why, and holds up no
    other; what was never applied is not taken back.

    Returns:
        Whether lines are left.
    """
    bulk = BulkChange.objects.select_for_update().get(id=bulk_id)
    if bulk.status not in {BulkStatus.APPLYING, BulkStatus.UNDOING}:
        return False
    undoing = bulk.status == BulkStatus.UNDOING
    # What somebody let begin is done as hers, whichever process does it.
    by = Actor.parse(bulk.begun_by)
    order = "-number" if undoing else "number"
    lines = list(bulk.lines.order_by(order)[bulk.done : bulk.done + AT_ONCE])
    for line, doing in _doings(bulk, lines, by=by, at=at):
        if undoing and not line.is_done:
            continue
        line.left = _ENDED_AGENCY if doing is None else tried(partial(_do, doing, undoing=undoing))
        if not line.left:
            line.is_done = not undoing
    BulkLine.objects.bulk_update(lines, ["before", "is_done", "left"])
    bulk.done += len(lines)
    if bulk.done < bulk.total:
        bulk.save(update_fields=["done"])
        return True
    _move(bulk, "finish_undo" if undoing else "finish", by=by, at=at)
    return False


class _Known:
    """What lines can refer to, read at once."""

    def __init__(self, wanted: Sequence[Wanted], *, within: "Agency", at: datetime) -> None:
        procedures = {one.procedure for one in wanted}
        codes = {one.agency for one in wanted}
        today = agencies.legal_shift().legal_date(at)
        known = Procedure.objects.filter(code__in=procedures)
        self._procedures = dict(known.values_list("code", "upcoming_from"))
        self._agencies = _agencies(codes, at=at)
        self._reach = agencies.subtree([within.id])
        self._services = {
            (one.procedure_id, one.agency_id): one
            for one in Service.objects.filter(
                procedure__in=procedures, agency__in=[found.id for found in self._agencies.values()]
            )
            if one.stands_on(today)
        }

    def problem(self, one: Wanted) -> Message | str:
        """Return why a line cannot be applied, empty where it can."""
        agency = self._agencies.get(one.agency)
        if one.procedure not in self._procedures:
            return _UNKNOWN_PROCEDURE
        if agency is None:
            return _UNKNOWN_AGENCY
        if agency.id not in self._reach:
            return _OUT_OF_REACH
        operation = OPERATIONS[one.kind]
        if set(one.value) != operation.keys:
            message_ = f"a line of kind {one.kind} has the keys {sorted(operation.keys)}"
            raise ValueError(message_)
        if one.kind is BulkKind.CLASSIFY and self._procedures[one.procedure] is not None:
            return _UPCOMING
        service = self._services.get((one.procedure, agency.id))
        if operation.needs_service and service is None:
            return _NO_SERVICE
        return operation.problem(one.value, service)


def _do(doing: Doing, *, undoing: bool) -> Message | str:
    """Do a line, or take it back; return why it was left, empty where it was not."""
    operation = OPERATIONS[BulkKind(doing.line.kind)]
    if undoing:
        return operation.undo(doing)
    doing.line.before = operation.do(doing)
    return ""


def _doings(
    bulk: BulkChange, lines: Collection[BulkLine], *, by: Actor, at: datetime
) -> Iterable[tuple[BulkLine, Doing | None]]:
    """Yield each line with what is needed to do it; None where its agency stands no more."""
    found = _agencies({line.agency_code for line in lines}, at=at)
    services = {
        (one.procedure_id, one.agency_id): one
        for one in Service.objects.filter(
            procedure__in={line.procedure_code for line in lines},
            agency__in=[agency.id for agency in found.values()],
        )
    }
    for line in lines:
        agency = found.get(line.agency_code)
        if agency is None:
            yield line, None
            continue
        service = services.get((line.procedure_code, agency.id))
        yield line, Doing(bulk=bulk, line=line, agency=agency, service=service, by=by, at=at)


def _agencies(codes: Collection[str], *, at: datetime) -> "dict[str, Agency]":
    today = agencies.legal_shift().legal_date(at)
    return {one.code: one for one in agencies.agencies_by_codes(codes, on=today)}


def _move(bulk: BulkChange, event: str, *, by: Actor, at: datetime) -> None:
    bulk.status = lifecycle.BULK.next(BulkStatus(bulk.status), event)
    if bulk.status in {BulkStatus.APPLIED, BulkStatus.UNDONE}:
        bulk.finished_at = at
    bulk.save(update_fields=["status", "begun_at", "begun_by", "done", "finished_at"])
    audit.record(
        stream=f"bulk:{bulk.id}",
        kind=BULK_MOVED,
        by=by,
        at=at,
        payload={"event": event, "lines": bulk.total, "done": bulk.done},
    )
