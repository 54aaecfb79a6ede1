"""Where a service or procedure is counted: on a list, in a life event."""

from datetime import date
from typing import Any
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.catalogue.actions import lists, versions
from motcua.catalogue.actions.operations.doing import (
    CHANGED_SINCE,
    Before,
    Doing,
    Operation,
    Value,
)
from motcua.catalogue.models import ProcedureVersion, Service, ServiceListMember
from motcua.kernel.messages import Message, message

NO_EVENT = message("không có sự kiện đời sống này")


def _put_on_list(doing: Doing) -> Before:
    is_new = lists.put_on_list(
        list_id=UUID(doing.value["list"]),
        procedure_code=doing.line.procedure_code,
        agency=doing.agency,
        by=doing.by,
        at=doing.at,
        bulk=doing.bulk,
    )
    return None if is_new else {"was_there": True}


def _take_off_list(doing: Doing) -> Message | str:
    if doing.line.before is not None:
        return ""
    member = ServiceListMember.objects.filter(
        service_list=doing.value["list"],
        procedure=doing.line.procedure_code,
        agency=doing.agency,
        bulk=doing.bulk,
    ).first()
    if member is None:
        return CHANGED_SINCE
    lists.take_off_list(member=member, by=doing.by, at=doing.at)
    return ""


def _classify_problem(value: Value, _service: Service | None) -> Message | str:
    return "" if value["life_event"] in queries.life_events() else NO_EVENT


def _classify(doing: Doing) -> Before:
    """Publish the procedure once more, with the life event among its own."""
    there = _current(doing)
    event = doing.value["life_event"]
    if event in there.content.life_events:
        return {"made": None}
    made = _publish(doing, {"life_events": [*there.content.life_events, event]})
    return {"made": made.number, "life_events": list(there.content.life_events)}


def _unclassify(doing: Doing) -> Message | str:
    before = doing.line.before or {}
    if before["made"] is None:
        return ""
    if _current(doing).number != before["made"]:
        return CHANGED_SINCE
    _publish(doing, {"life_events": before["life_events"]})
    return ""


def _current(doing: Doing) -> queries.Version:
    return queries.current_version(doing.line.procedure_code, on=_today(doing))


def _publish(doing: Doing, changes: dict[str, Any]) -> ProcedureVersion:
    content = _current(doing).content.model_dump(mode="json")
    return versions.publish_version(
        content={**content, **changes}, valid_from=_today(doing), by=doing.by, at=doing.at
    )


def _today(doing: Doing) -> date:
    return agencies.legal_shift().legal_date(doing.at)


LIST = Operation(
    keys=frozenset({"list"}),
    problem=lambda _value, _service: "",
    do=_put_on_list,
    undo=_take_off_list,
)
CLASSIFY = Operation(
    keys=frozenset({"life_event"}),
    needs_service=False,
    problem=_classify_problem,
    do=_classify,
    undo=_unclassify,
)
