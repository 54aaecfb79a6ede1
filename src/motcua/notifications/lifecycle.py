"""The life of a notice. What became of it afterwards is derived from its receipt."""

from motcua.kernel.lifecycle import Lifecycle, Transition
from motcua.notifications.types import NoticeStatus

NOTICE = Lifecycle(
    statuses=NoticeStatus,
    initial=NoticeStatus.QUEUED,
    finals=frozenset({NoticeStatus.SENT, NoticeStatus.FAILED}),
    transitions=(
        Transition("hand_over", frozenset({NoticeStatus.QUEUED}), NoticeStatus.SENT),
        Transition("give_up", frozenset({NoticeStatus.QUEUED}), NoticeStatus.FAILED),
    ),
)
