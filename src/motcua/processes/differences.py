"""What two versions of a process do differently, step by step; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.kernel.messages import message as _
from motcua.processes.types import Step


class Change(StrEnum):
    """What happened to a step; the values name the looks that differences have on pages."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


LABELS: Final = {
    Change.ADDED: _("Bước mới"),
    Change.REMOVED: _("Không còn bước"),
    Change.CHANGED: _("Có thay đổi"),
}

_ASPECTS: Final = {
    "name": _("tên bước"),
    "post": _("vị trí xử lý"),
    "agency": _("cơ quan xử lý"),
    "minutes": _("thời gian"),
    "share": _("tỉ lệ thời hạn"),
    "outcomes": _("các kết quả có thể chọn"),
    "note": _("nội dung công việc"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One step that is otherwise.

    Attributes:
        change: What happened to it.
        name: As the newer version has it, where it has it.
        aspects: What changed, as people call it; empty for a step that came or went.
    """

    change: Change
    name: str
    aspects: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return what happened in words, to be translated where they are shown."""
        return LABELS[self.change]


def between(old: Mapping[str, Step], new: Mapping[str, Step]) -> list[Difference]:
    """Return what the newer version does differently, in its order; what is gone comes last."""
    found = []
    for key, step in new.items():
        before = old.get(key)
        if before is None:
            found.append(Difference(Change.ADDED, step.name))
            continue
        aspects = tuple(
            said
            for field, said in _ASPECTS.items()
            if getattr(before, field) != getattr(step, field)
        )
        if aspects:
            found.append(Difference(Change.CHANGED, step.name, aspects))
    gone = [step for key, step in old.items() if key not in new]
    return found + [Difference(Change.REMOVED, step.name) for step in gone]
