"""Who handed a dossier to whom, and whether each was done in time: the slip of control. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.kernel.clock import LegalShift
from motcua.kernel.messages import message


class Punctuality(StrEnum):
    """How work ended by its time, as forms and reports tell three ways apart."""

    EARLY = "early"
    """On a legal day before the one that it was due on."""
    ON_TIME = "on_time"
    """On that day, before the moment."""
    LATE = "late"

    @property
    def label(self) -> str:
        """Return the words of forms, to be translated on screens."""
        return _LABELS[self]


_LABELS = {
    Punctuality.EARLY: message("Trước hạn"),
    Punctuality.ON_TIME: message("Đúng hạn"),
    Punctuality.LATE: message("Quá hạn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the work on a dossier. Moments are aware, real.

    Attributes:
        name: What was to be done.
        who: Who did it, has it, or is to do it; with the unit.
        due_at: Null for what has no time of its own.
        done_at: Null while it is open.
    """

    name: str
    who: str
    opened_at: datetime
    due_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """A dossier that went from one to another.

    Attributes:
        at: Real time.
        result: How whoever gave it had kept the time; null where she had none.
        step: What whoever got it is to do.
    """

    giver: str
    receiver: str
    at: datetime
    result: Punctuality | None
    step: str


def punctuality(done_at: datetime, due_at: datetime, shift: LegalShift) -> Punctuality:
    """Return how something ended by its time; both moments real."""
    if done_at > due_at:
        return Punctuality.LATE
    is_before = shift.legal_date(done_at) < shift.legal_date(due_at)
    return Punctuality.EARLY if is_before else Punctuality.ON_TIME


def handings(first: str, stages: Sequence[Stage], shift: LegalShift) -> list[Handing]:
    """Return who gave a dossier to whom, in the order in which it went.

    Whoever ended the last step before one was opened gave it; of the first steps the one who
    received the dossier.

    Args:
        first: Who received it.
        stages: In any order.
        shift: Between real and legal days.
    """
    ordered = sorted(stages, key=lambda stage: stage.opened_at)
    found = []
    for place, stage in enumerate(ordered):
        # The latest first: of two that ended at once the later step gave it.
        before = [each for each in ordered[:place][::-1] if _ended_by(each, stage.opened_at)]
        giver = max(before, key=lambda each: each.done_at or each.opened_at, default=None)
        found.append(
            Handing(
                giver=giver.who if giver else first,
                receiver=stage.who,
                at=stage.opened_at,
                result=_result(giver, shift),
                step=stage.name,
            )
        )
    return found


def _ended_by(stage: Stage, at: datetime) -> bool:
    return stage.done_at is not None and stage.done_at <= at


def _result(stage: Stage | None, shift: LegalShift) -> Punctuality | None:
    if stage is None or stage.done_at is None or stage.due_at is None:
        return None
    return punctuality(stage.done_at, stage.due_at, shift)
