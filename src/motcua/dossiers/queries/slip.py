"""The slip of control of a dossier: how it went from hand to hand, as its tasks tell."""

from dataclasses import dataclass
from datetime import datetime

from motcua.agencies import queries as agencies
from motcua.dossiers.clock import Span
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.queries.cases import decision_of
from motcua.dossiers.queries.clock import spans_of
from motcua.dossiers.slip import Handing, Punctuality, Stage, handings, punctuality
from motcua.dossiers.types import Post
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor, ActorKind
from motcua.kernel.messages import message

SYSTEM = message("Hệ thống")
APPLICANT = message("Người nộp hồ sơ")
_POSTS = {
    Post.CLERK: message("Bộ phận tiếp nhận và trả kết quả"),
    Post.SPECIALIST: message("Bộ phận chuyên môn"),
    Post.LEADER: message("Lãnh đạo"),
    Post.SYSTEM: SYSTEM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How a received dossier went through the house. Moments are real.

    Attributes:
        together: Other agencies that had a part in it, by name.
        handings: In order; the last is to the applicant once the result went out.
        result: Of the whole; null while it is on its way.
        ended_at: Null while it is on its way: the slip is not final then.
    """

    together: tuple[str, ...]
    handings: tuple[Handing, ...]
    pauses: tuple[Span, ...]
    result: Punctuality | None
    ended_at: datetime | None

    @property
    def is_final(self) -> bool:
        """Tell whether nothing is added any more."""
        return self.ended_at is not None


def slip_of(found: Dossier) -> Slip | None:
    """Return the slip of a dossier as it stands; None before it is received."""
    if found.accepted_at is None:
        return None
    shift = agencies.legal_shift()
    items = list(found.work_items.select_related("agency").order_by("opened_at", "id"))
    decided = decision_of(found.id)
    # Of a dossier that another system received, whoever brought it here.
    received_by = decided[0] if decided else found.submitter
    names = _names([received_by, *(one.done_by or one.taken_by for one in items)])
    stages = [_stage(one, names, found) for one in items]
    first = _person(names, received_by, _POSTS[Post.CLERK])
    handed = handings(first, stages, shift)
    if found.returned_at is not None:
        last = max(stages[::-1], key=lambda one: one.done_at or one.opened_at, default=None)
        handed.append(
            Handing(
                giver=last.who if last else first,
                receiver=APPLICANT,
                at=found.returned_at,
                result=_kept(last.done_at, last.due_at) if last else None,
                step=message("Trả kết quả"),
            )
        )
    done_at = found.finished_at or found.closed_at
    return Slip(
        together=tuple(
            dict.fromkeys(one.agency.full_name for one in items if one.agency_id != found.agency_id)
        ),
        handings=tuple(handed),
        pauses=spans_of(found),
        result=_kept(done_at, found.due_at),
        ended_at=found.returned_at or found.closed_at,
    )


def _kept(done_at: datetime | None, due_at: datetime | None) -> Punctuality | None:
    if done_at is None or due_at is None:
        return None
    return punctuality(done_at, due_at, agencies.legal_shift())


def _stage(item: WorkItem, names: dict[str, str], found: Dossier) -> Stage:
    unit: str = _POSTS[Post(item.post)]
    if item.agency_id != found.agency_id:
        unit = item.agency.full_name
    return Stage(
        name=item.name,
        who=_person(names, item.done_by or item.taken_by, unit),
        opened_at=item.opened_at,
        due_at=item.due_at,
        done_at=item.done_at,
    )


def _person(names: dict[str, str], actor: str, unit: str) -> str:
    """Return a unit with the person of it who acted, where it was one."""
    return f"{unit}: {names[actor]}" if actor in names else unit


def _names(actors: list[str]) -> dict[str, str]:
    """Return the names of the staff among actors, in one query."""
    known = {text: Actor.parse(text) for text in actors if text}
    staff = [actor for actor in known.values() if actor.kind is ActorKind.STAFF]
    named = identity.names_of(staff)
    return {text: named[actor] for text, actor in known.items() if actor in named}
