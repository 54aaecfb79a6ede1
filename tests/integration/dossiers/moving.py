"""Ways to bring a dossier to each status, and to make each move of the table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, jobs, papers, queries
from motcua.dossiers.actions import pausing
from motcua.dossiers.actions.moves import locked, move
from motcua.dossiers.types import PausedFor, Status, Step
from motcua.kernel.actors import Actor
from tests.integration.delivery import NOW
from tests.integration.people import RESULT

LATER = date(2021, 10, 27)
"""A legal day a week after the receipt."""


@dataclass
class Cast:
    """A dossier with everybody who has to do with it."""

    dossier: Any
    an: Any
    clerk: Any
    specialist: Any
    leader: Any

    @property
    def now(self):
        return queries.dossier(self.dossier.id)

    @property
    def status(self):
        return Status(self.now.status)

    @property
    def item(self):
        tasks = [one for one in queries.tasks_of(self.dossier.id) if one.step not in set(Step)]
        return tasks[-1]

    def reach(self, status):
        """Bring the paid dossier to a status, the way it comes there in life."""
        for step in _WAYS[status]:
            step(self)
        assert self.status is status
        return self

    def raise_event(self, event, at=NOW):
        """Raise an event as a step of a process would."""
        with transaction.atomic():
            move(locked(self.dossier.id), event, by=Actor.system("test"), at=at)

    @transaction.atomic
    def stand(self, event, reason, at):
        """Let the clock stand as another dossier of the same filing makes it."""
        pausing.stand(locked(self.dossier.id), event, reason, by=Actor.system("test"), at=at)

    @transaction.atomic
    def run_again(self, event, at):
        pausing.run_again(locked(self.dossier.id), event, by=Actor.system("test"), at=at)

    @transaction.atomic
    def end_pause(self, event, at):
        pausing.end_pause(locked(self.dossier.id), event, by=Actor.system("test"), at=at)

    def do(self, event, at=NOW):
        """Make the move of an event with whoever may make it."""
        return _DOES[event](self, at)


def _appraise(cast, at=NOW):
    actions.enter_result(dossier_id=cast.dossier.id, viewer=cast.specialist, answers=RESULT, at=at)
    actions.do_task(item_id=cast.item.id, viewer=cast.specialist, outcome="xong", at=at)


def _approve(cast, at=NOW):
    if cast.item.post == "specialist":
        _appraise(cast, at)
    actions.do_task(item_id=cast.item.id, viewer=cast.leader, outcome="duyet", at=at)


def _finish(cast, at=NOW):
    if cast.item.post != "system":
        _approve(cast, at)
    assert actions.do_system_task(dossier_id=cast.dossier.id, step=jobs.SIGN, at=at)


def _withdraw(cast, at):
    if cast.now.accepted_at is None:
        return actions.withdraw(dossier_id=cast.dossier.id, owner=cast.an, at=at)
    if cast.now.withdrawal_asked_at is None:
        actions.ask_withdrawal(dossier_id=cast.dossier.id, owner=cast.an, at=at)
    return actions.confirm_withdrawal(dossier_id=cast.dossier.id, viewer=cast.clerk, at=at)


def _complete(cast, at):
    if cast.status is Status.REGISTERED and queries.open_supplement(cast.dossier.id) is None:
        _DOES["ask_to_complete"](cast, at)
    return actions.complete(dossier_id=cast.dossier.id, owner=cast.an, words="Đã bổ sung", at=at)


def _come_back(cast, at):
    if cast.status is Status.FINISHED and queries.last_parcel(cast.dossier.id) is None:
        _DOES["send"](cast, at)
    return actions.note_parcel(
        dossier_id=cast.dossier.id, viewer=cast.clerk, is_delivered=False, at=at
    )


def _issue(cast):
    """Issue the result, which cannot be put right before it is there."""
    if documents.paper_of(f"dossier:{cast.dossier.id}", PaperKind.RESULT) is None and any(
        event.kind == "dossiers.approve.v1" for event in queries.events(cast.dossier.id)
    ):
        papers.issue(cast.now, PaperKind.RESULT, at=NOW)


def _revoke(cast, at):
    _issue(cast)
    return actions.revoke(dossier_id=cast.dossier.id, viewer=cast.leader, **GROUNDS, at=at)


def _correct(cast, at):
    _issue(cast)
    if cast.status in {Status.FINISHED, Status.RETURNED}:
        actions.write_correction(
            dossier_id=cast.dossier.id,
            viewer=cast.specialist,
            answers={**RESULT, "so_dang_ky": "113/1995"},
            at=at,
        )
    return actions.correct(dossier_id=cast.dossier.id, viewer=cast.leader, **GROUNDS, at=at)


def _by(who, action, **said):
    def do(cast, at):
        use_case = getattr(actions, action)
        return use_case(dossier_id=cast.dossier.id, **{who_is: person(cast)}, **said, at=at)

    who_is, person = who
    return do


AN = ("owner", lambda cast: cast.an)
CLERK = ("viewer", lambda cast: cast.clerk)
SPECIALIST = ("viewer", lambda cast: cast.specialist)
LEADER = ("viewer", lambda cast: cast.leader)
GROUNDS = {"reason": "Sai số đăng ký", "legal_basis": "Điều 28 Luật Hộ tịch"}
WANTED = {"wanted": ["Bản chụp rõ trang 2"], "reason": "Ảnh mờ"}

_DOES = {
    "accept": _by(CLERK, "accept"),
    "refuse": _by(CLERK, "refuse", reason_code="khong-doc-duoc", note=""),
    "expire": lambda cast, at: cast.raise_event("expire", at),
    "ask_to_complete": _by(CLERK, "ask_to_complete", **WANTED),
    "complete": _complete,
    "take_up": lambda cast, at: actions.take_up(
        item_id=cast.item.id, viewer=cast.specialist, at=at
    ),
    "ask_supplement": _by(SPECIALIST, "ask_supplement", **WANTED),
    "supplement": _by(AN, "supplement", words="Xin gửi lại trang 2"),
    "ask_payment": _by(
        SPECIALIST,
        "ask_payment",
        amount=1_250_000,
        notice_number="123/TB-CCT",
        what_for="Lệ phí trước bạ nhà, đất",
    ),
    "obligation_met": _by(CLERK, "obligation_met"),
    "extend": _by(LEADER, "extend", until=LATER, reason="Chờ xác minh"),
    "reappoint": _by(LEADER, "reappoint", until=LATER, cause="Hồ sơ nhiều"),
    "ask_withdrawal": _by(AN, "ask_withdrawal"),
    "withdraw": _withdraw,
    "stop": _by(LEADER, "stop", reason="Có tranh chấp đang được Tòa án thụ lý"),
    "resume": _by(LEADER, "resume"),
    "decline": _by(LEADER, "decline", reason_code="khong-doc-duoc", note="Không có trong sổ"),
    "approve": _approve,
    "finish": _finish,
    "leg_asks_supplement": lambda cast, at: cast.stand(
        "leg_asks_supplement", PausedFor.SUPPLEMENT, at
    ),
    "leg_asks_payment": lambda cast, at: cast.stand("leg_asks_payment", PausedFor.OBLIGATION, at),
    "leg_goes_on": lambda cast, at: cast.run_again("leg_goes_on", at),
    "hold": lambda cast, at: cast.stand("hold", PausedFor.STOP, at),
    "release": lambda cast, at: cast.run_again("release", at),
    "recall": lambda cast, at: cast.end_pause("recall", at),
    "send": _by(CLERK, "send_parcel", number="EB123456785VN", address="12 Hùng Vương"),
    "come_back": _come_back,
    "revoke": _revoke,
    "correct": _correct,
    "return": lambda cast, at: actions.do_task(
        item_id=cast.item.id, viewer=cast.clerk, outcome="xong", at=at
    ),
}


def _do(event):
    return lambda cast: _DOES[event](cast, NOW)


_WAYS = {
    Status.REGISTERED: [],
    Status.ACCEPTED: [_do("accept")],
    Status.REFUSED: [_do("refuse")],
    Status.PROCESSING: [_do("accept"), _do("take_up")],
    Status.SUPPLEMENT: [_do("accept"), _do("take_up"), _do("ask_supplement")],
    Status.OBLIGATION: [_do("accept"), _do("take_up"), _do("ask_payment")],
    Status.WITHDRAWN: [_do("withdraw")],
    Status.STOPPED: [_do("accept"), _do("take_up"), _do("stop")],
    Status.FINISHED: [_do("accept"), _finish],
    Status.RETURNED: [_do("accept"), _finish, _do("return")],
}


def follow_up(cast, event):
    """Do what the job does after the last event of a kind, at the version it came with."""
    kind = f"dossiers.{event}.v1"
    last = [one for one in queries.events(cast.dossier.id) if one.kind == kind][-1]
    jobs.follow_up(dossier=str(cast.dossier.id), version=last.payload["version"], happened=event)
