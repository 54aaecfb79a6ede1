"""What an officer sees of a dossier's work: tasks, remarks, the process, and who did what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from markupsafe import Markup

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import Said
from motcua.dossiers.types import Post
from motcua.identity.queries import Holder, Viewer
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message
from motcua.processes import queries as processes
from motcua.processes.types import Level, Mark, Outcome

if TYPE_CHECKING:
    from motcua.audit.models import Event
    from motcua.dossiers.models import Dossier, WorkItem

_SAID: Final = {
    "submitted": message("Nộp hồ sơ"),
    "imported": message("Nhập từ hệ thống một cửa khác"),
    "fee_paid": message("Lệ phí được xác nhận"),
    "fee_reversed": message("Hủy khoản lệ phí đã thu tại quầy"),
    "accept": message("Tiếp nhận, hẹn trả kết quả"),
    "refuse": message("Từ chối tiếp nhận"),
    "expire": message("Tự đóng vì quá hạn nộp lệ phí"),
    "ask_to_complete": message("Yêu cầu hoàn thiện hồ sơ trước khi tiếp nhận"),
    "complete": message("Hoàn thiện hồ sơ"),
    "take_up": message("Bắt đầu xử lý"),
    "ask_supplement": message("Yêu cầu bổ sung, tạm dừng tính thời hạn"),
    "supplement": message("Bổ sung hồ sơ, thời hạn tính tiếp"),
    "ask_payment": message("Yêu cầu thực hiện nghĩa vụ tài chính, tạm dừng tính thời hạn"),
    "obligation_met": message("Hoàn thành nghĩa vụ tài chính, thời hạn tính tiếp"),
    "extend": message("Gia hạn"),
    "reappoint": message("Xin lỗi và hẹn lại ngày trả"),
    "ask_withdrawal": message("Yêu cầu rút hồ sơ"),
    "withdraw": message("Rút hồ sơ"),
    "stop": message("Dừng giải quyết"),
    "resume": message("Giải quyết tiếp"),
    "decline": message("Từ chối giải quyết sau khi tiếp nhận"),
    "became_due_soon": message("Sắp đến hạn"),
    "became_late": message("Quá hạn"),
    "became_late_again": message("Quá hạn lần hai"),
    "task_became_due_soon": message("Một bước sắp đến hạn"),
    "task_became_late": message("Một bước quá hạn"),
    "task_assigned": message("Giao việc"),
    "noted": message("Ghi chú nội bộ"),
    "asked": message("Hỏi người nộp"),
    "answered": message("Trả lời câu hỏi của cán bộ"),
    "result_entered": message("Nhập nội dung kết quả"),
    "sent_back": message("Trả lại dự thảo kết quả, có lý do"),
    "task_done": message("Hoàn thành một bước"),
    "leg_begun": message("Bắt đầu một việc liên thông"),
    "leg_asks_supplement": message("Một việc liên thông chờ bổ sung, tạm dừng tính thời hạn"),
    "leg_asks_payment": message("Một việc liên thông chờ nghĩa vụ tài chính, tạm dừng"),
    "leg_goes_on": message("Việc liên thông tiếp tục, thời hạn tính tiếp"),
    "hold": message("Dừng theo hồ sơ liên thông"),
    "release": message("Tiếp tục theo hồ sơ liên thông"),
    "recall": message("Kết thúc theo hồ sơ liên thông"),
    "consulted": message("Hỏi ý kiến cơ quan khác"),
    "consultation_answered": message("Cơ quan khác trả lời"),
    "timer_went_off": message("Đến giờ hẹn của quy trình"),
    "handed_over": message("Bàn giao cho bộ phận chuyên môn"),
    "proposed": message("Trình lãnh đạo"),
    "approve": message("Phê duyệt"),
    "finish": message("Ký số, phát hành kết quả"),
    "send": message("Gửi kết quả qua bưu chính"),
    "come_back": message("Bưu gửi bị chuyển hoàn, kết quả chờ tại quầy"),
    "return": message("Trả kết quả"),
    "correction_written": message("Nhập nội dung đính chính kết quả"),
    "correct": message("Ký bản đính chính thay thế kết quả"),
    "revoke": message("Thu hồi kết quả"),
    "archived": message("Đưa vào lưu trữ"),
    "rated": message("Người nộp đánh giá"),
}
_KINDS: Final = {
    "citizen": message("Người nộp"),
    "system": message("Hệ thống"),
    "client": message("Phần mềm"),
    "staff": message("Cán bộ"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task as the officer sees it.

    Attributes:
        is_mine: Open, of a post she holds there, and not taken by another.
        outcomes: The buttons; none unless it is hers.
        back: Those with which a leader sends a result back, in writing.
        taken_by: Name of whom has it, empty for nobody.
        is_hers_to_give: Whether she may give it to another, or back to its post.
        takers: To whom, by actor.
    """

    item: "WorkItem"
    is_open: bool
    is_mine: bool
    outcomes: tuple[Outcome, ...]
    back: tuple[Outcome, ...]
    taken_by: str
    is_hers_to_give: bool
    takers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A remark with the name of whoever wrote it."""

    said: Said
    who: str


@dataclass(frozen=True, slots=True)
class Done:
    """One event: when (real time), what, by whom."""

    at: datetime
    said: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What was and is done about a dossier: tasks and remarks by age, the latest event first.

    `events` are all of its own, the oldest first; `names` those of everybody who acted.
    """

    tasks: list[Task]
    remarks: list[Spoken]
    history: list[Done]
    events: "Sequence[Event]"
    names: Mapping[str, str]


def desk(found: "Dossier", viewer: Viewer) -> Desk:
    """Return tasks, remarks and history of a dossier; the names of all actors in one query."""
    said, events = queries.remarks_of(found), queries.events(found.id)
    acted = [item.taken_by for item in found.work_items.all() if item.taken_by]
    acted += [str(one.by) for one in said] + [event.actor for event in events]
    known = {text: Actor.parse(text) for text in acted}
    staff, colleagues = queries.names_and_colleagues(
        viewer, list(known.values()), on=agencies.legal_today()
    )
    names = {text: staff.get(actor, _KINDS[actor.kind.value]) for text, actor in known.items()}
    return Desk(
        tasks=_tasks(found, viewer, names, colleagues),
        remarks=[Spoken(said=one, who=names[str(one.by)]) for one in said],
        history=[
            Done(event.at, _SAID.get(event.kind.split(".")[1], event.kind), names[event.actor])
            for event in reversed(events)
        ],
        events=events,
        names=names,
    )


def _tasks(
    found: "Dossier", viewer: Viewer, names: Mapping[str, str], colleagues: list[Holder]
) -> list[Task]:
    """Return all tasks of a dossier, with what the officer may do about the open ones."""
    version = catalogue.version(found.procedure_version_id)
    process = catalogue.parts(version).process
    steps = processes.steps(process) if process else {}
    items = sorted(found.work_items.all(), key=lambda item: (item.opened_at, item.id))
    given = [one for one in items if one.done_at is None and actions.may_give(viewer, one)]
    return [
        _task(
            item,
            viewer,
            steps[item.step].outcomes if item.step in steps else (),
            names.get(item.taken_by, ""),
            _takers(item, colleagues) if item in given else None,
        )
        for item in items
    ]


def _takers(item: "WorkItem", colleagues: list[Holder]) -> Mapping[str, str]:
    """Return to whom a task may be given: who holds its post there and does not have it."""
    role = Post(item.post).role
    return {
        str(one.actor): one.name
        for one in colleagues
        if (one.role, one.agency_id) == (role, item.agency_id) and str(one.actor) != item.taken_by
    }


def drawing(found: "Dossier") -> Markup | None:
    """Return the process of a dossier as SVG, marked with where it stands; None without one."""
    if found.process is None or found.accepted_at is None:
        return None
    now = timezone.now()
    items = sorted(found.work_items.all(), key=lambda item: (item.opened_at, item.id))
    return processes.drawing(
        found.process.version_id, {item.step: _mark(item, now) for item in items}
    )


def _mark(item: "WorkItem", now: datetime) -> Mark:
    if item.done_at is not None:
        return Mark("", Level.DONE)
    is_late = item.due_at is not None and item.due_at < now
    return Mark("", Level.LATE if is_late else Level.NOW)


def _task(
    item: "WorkItem",
    viewer: Viewer,
    outcomes: tuple[Outcome, ...],
    taken_by: str,
    takers: Mapping[str, str] | None,
) -> Task:
    role = Post(item.post).role
    holds = role is not None and item.agency_id in viewer.agencies_as(role)
    is_open = item.done_at is None
    is_mine = is_open and holds and item.taken_by in {"", str(viewer.actor)}
    events = [one.event for one in outcomes]
    back = tuple(one for one in outcomes if queries.sends_back(events, one.event))
    return Task(
        item=item,
        is_open=is_open,
        is_mine=is_mine,
        outcomes=tuple(one for one in outcomes if one not in back) if is_mine else (),
        back=back if is_mine else (),
        taken_by=taken_by,
        is_hers_to_give=takers is not None,
        takers=takers or {},
    )
