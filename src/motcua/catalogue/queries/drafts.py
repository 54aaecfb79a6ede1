"""Reads of drafts, and of the catalogue as its controllers see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower

from motcua.agencies import queries as agencies
from motcua.catalogue import errors
from motcua.catalogue.models import Procedure, ProcedureDraft
from motcua.identity import queries as identity
from motcua.kernel import text
from motcua.kernel.actors import Actor, ActorKind
from motcua.kernel.messages import message

PAGE = 50
"""Rows of a list on one page."""
EDITED, UPCOMING, CLOSING = "dang-sua", "sap-ap-dung", "ngung-nhan"
_VOWELS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"
_PLAIN = "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "d"
_KINDS: Final = {
    ActorKind.STAFF: message("Cán bộ"),
    ActorKind.CITIZEN: message("Người nộp"),
    ActorKind.CLIENT: message("Phần mềm"),
    ActorKind.SYSTEM: message("Hệ thống"),
}
# Names as `text.fold` folds them, without a column of their own: some thousand rows are few.
_FOLDED = Func(
    Lower("name"), Value(_VOWELS), Value(_PLAIN), function="translate", output_field=TextField()
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a controller looks for.

    Attributes:
        words: A part of the name, diacritics or not, or the beginning of a code.
        sector: Exactly.
        state: One of the states of the module, or empty.
        after: The last row of the page before, as `ProcedurePage.after` gave it.
    """

    words: str = ""
    sector: str = ""
    state: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class ProcedurePage:
    """A page of procedures, by name; `after` leads to the next, empty on the last."""

    procedures: list[Procedure]
    after: str


def draft(code: str) -> ProcedureDraft:
    """Return the open draft of a procedure.

    Raises:
        UnknownDraft: There is none.
    """
    found = ProcedureDraft.objects.select_related("based_on").filter(code=code).first()
    if found is None:
        raise errors.UnknownDraft(code=code[:40])
    return found


def open_draft(code: str) -> ProcedureDraft | None:
    """Return the open draft of a procedure, if there is one."""
    return ProcedureDraft.objects.filter(code=code).first()


def drafts_of(codes: Sequence[str]) -> dict[str, ProcedureDraft]:
    """Return the open drafts of some procedures by code, without what they say."""
    found = ProcedureDraft.objects.filter(code__in=codes).defer("content")
    return {one.code: one for one in found}


def new_drafts() -> list[ProcedureDraft]:
    """Return the drafts of procedures that were never published, by code."""
    unpublished = ProcedureDraft.objects.filter(based_on=None).defer("content")
    return list(unpublished.order_by("code")[:PAGE])


def listed(filters: Wanted) -> ProcedurePage:
    """Return a page of the published procedures that a controller looks for, in one query."""
    found = _filtered(filters).select_related("current")
    sort_key, _, code = filters.after.rpartition("|")
    if filters.after:
        found = found.filter(Q(sort_key__gt=sort_key) | Q(sort_key=sort_key, code__gt=code))
    rows = list(found.order_by("sort_key", "code")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return ProcedurePage(
        procedures=rows[:PAGE], after=f"{last.sort_key}|{last.code}" if last else ""
    )


def sectors() -> list[str]:
    """Return the sectors there are, in Vietnamese order."""
    rows = Procedure.objects.exclude(current=None).values_list("current__content__sector")
    return sorted({sector for (sector,) in rows.distinct() if sector}, key=text.sort_key)


def shown_actor(actor: str) -> str:
    """Return the name behind an actor of staff, for staff; else what kind of actor it is."""
    return shown_actors([actor])[actor]


def shown_actors(actors: Sequence[str]) -> dict[str, str]:
    """Return the names behind actors, for staff, in one query.

    Of one without a name that we know a marked text: what kind of actor it is.
    """
    known = {actor: Actor.parse(actor) for actor in actors}
    names = identity.names_of(list(known.values()))
    return {actor: names.get(one, _KINDS[one.kind]) for actor, one in known.items()}


def shown_time(real: datetime) -> str:
    """Return a real moment as the legal clock of Hanoi shows it."""
    return f"{agencies.legal_shift().legal_moment(real):%H:%M %d/%m/%Y}"


def _filtered(filters: Wanted) -> QuerySet[Procedure]:
    found = Procedure.objects.exclude(current=None)
    if words := filters.words.strip():
        by_name = Q()
        for word in text.fold(words).split():
            by_name &= Q(folded__contains=word)
        found = found.alias(folded=_FOLDED).filter(Q(code__startswith=words) | by_name)
    if filters.sector:
        found = found.filter(current__content__sector=filters.sector)
    states: dict[str, Any] = {
        EDITED: Exists(ProcedureDraft.objects.filter(code=OuterRef("code"))),
        UPCOMING: Q(upcoming_from__isnull=False),
        CLOSING: Q(current__closes_on__isnull=False),
    }
    return found.filter(states[filters.state]) if filters.state in states else found
