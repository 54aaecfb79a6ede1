"""What a process asks of its dossier, from what the applicant answered."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.cases import answers_of
from motcua.processes import queries as processes
from motcua.processes.types import FactKind, Value

FILING: Final = "kenh_nop"
"""The fact that says how a dossier was filed."""
_YES_NO: Final = {"co": True, "khong": False, "true": True, "false": False}


def facts_of(found: Dossier, version_id: UUID) -> dict[str, Value]:
    """Return what a process asks, as far as the answers say it in the kind that it asks for.

    A fact has the name of its question, with `_` for each dot. Nothing is unsealed for a process
    that asks nothing.
    """
    declared = processes.facts(version_id)
    if not declared:
        return {}
    answers = {key.replace(".", "_"): answer for key, answer in answers_of(found).items()}
    known: dict[str, Any] = {**answers, FILING: found.filing}
    facts = {name: fact_of(known.get(name), one.kind) for name, one in declared.items()}
    return {name: fact for name, fact in facts.items() if fact is not None}


def fact_of(answer: Any, kind: FactKind) -> Value:
    """Return an answer as a fact of a kind; None where it is none."""
    if kind.holds(answer):
        return answer  # type: ignore[no-any-return]  # the kind has just been looked at
    if not isinstance(answer, str):
        return None
    match kind:
        case FactKind.YES_NO:
            return _YES_NO.get(answer)
        case FactKind.DATE:
            return _day(answer)
        case FactKind.NUMBER:
            return _number(answer)
        case _:
            return None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _number(written: str) -> Decimal | None:
    try:
        found = Decimal(written)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
