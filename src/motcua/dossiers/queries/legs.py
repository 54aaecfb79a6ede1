"""The legs of a dossier: which agency has which, how each stands, and what each is told."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.agencies.types import Scheme
from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Offer
from motcua.catalogue.types import Leg, pairs
from motcua.dossiers import errors, plan, rules
from motcua.dossiers.cooperation import LegState
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.cases import answers_of
from motcua.dossiers.queries.clock import clock, lateness_of
from motcua.dossiers.queries.forms import form_of
from motcua.dossiers.types import Filing, Lateness, Status
from motcua.eforms import queries as eforms
from motcua.eforms.types import Form
from motcua.processes.types import HANDLING

PARENT: Final = "parent"
"""What a step says that is done by the agency above the one that handles the dossier."""
_PLACES: Final = ("commune", "district", "province")
"""Parts of an address, the nearest unit first."""
_BLANK: Final = re.compile(r"\{([^{}]+)\}")
_QUOTES: Final = '"“”'


@dataclass(frozen=True, slots=True, kw_only=True)
class LegLine:
    """A leg of a dossier as people look at it.

    Attributes:
        name: What is done, in plain words.
        depth: 0 for a leg of the dossier itself, 1 for a leg of a leg.
        state: How it stands.
        dossier: Null before it begins.
        agency: Who does it; empty before it begins.
        promised_at: By when, real time; null before it begins.
        lateness: How it stands to its time.
    """

    name: str
    depth: int
    state: LegState
    dossier: Dossier | None
    agency: str
    promised_at: datetime | None
    lateness: Lateness


def plan_of(found: Dossier) -> tuple[Leg, ...]:
    """Return the plan by which a dossier is carried out; empty: it stands alone."""
    return catalogue.version(found.procedure_version_id).content.legs


def legs_of(dossier_id: UUID) -> list[Dossier]:
    """Return the legs of a dossier that have begun, in the order they did."""
    found = Dossier.objects.select_related("agency").filter(parent=dossier_id)
    return list(found.order_by("submitted_at", "id"))


def states_of(begun: list[Dossier]) -> dict[str, LegState]:
    """Return how legs stand that have begun, by their codes."""
    return {one.leg: plan.state_of(Status(one.status), one.closed_at) for one in begun}


def leg_lines(found: Dossier, *, at: datetime | None = None) -> list[LegLine]:
    """Return the legs of a dossier, and theirs below them, in the order of the plans.

    One query for each level that there is.
    """
    levels: dict[UUID | None, dict[str, Dossier]] = {}
    above = [found.id] if plan_of(found) else []
    while above:
        begun = list(Dossier.objects.select_related("agency").filter(parent__in=above))
        for one in begun:
            levels.setdefault(one.parent_id, {})[one.leg] = one
        above = [one.id for one in begun if plan_of(one)]
    return _lines(found, levels, depth=0, at=at or timezone.now())


def offer_of_leg(found: Dossier, leg: Leg, *, at: datetime) -> Offer:
    """Return who carries out a leg of a dossier.

    Raises:
        LegWithoutAgency: Nobody does, near the place that was declared.
    """
    on = agencies.legal_shift().legal_date(at)
    near = _unit_of(found, leg, at=at)
    offer = catalogue.nearest_offer(leg.procedure, to=near, on=on) if near else None
    if offer is None:
        raise errors.LegWithoutAgency(leg=leg.name)
    return offer


def legs_end(found: Dossier, *, at: datetime) -> datetime | None:
    """Return when the longest way through the legs ends that begin at a moment; None without any.

    Each leg has the time of its own procedure, by the calendar of its agency.

    Raises:
        LegWithoutAgency: Nobody carries out one of them.
        CalendarDoesNotReach: It falls past a calendar.
    """
    legs = plan_of(found)
    channel = rules.channel_of(Filing(found.filing))

    def finish(leg: Leg, begins_at: datetime) -> datetime:
        offer = offer_of_leg(found, leg, at=at)
        terms = catalogue.terms(
            offer.version, agency_id=offer.agency.id, at=at, channel=channel, answers={}
        )
        return clock(offer.agency.id).promise(begins_at, terms.content.limit.counted())

    return plan.ends_at(legs, at, finish) if legs else None


def answers_for_leg(parent: Dossier, leg: Leg, form: Form) -> dict[str, Any]:
    """Return what the form of a leg is answered with: nobody types it again.

    Questions with the same key in both forms, then what the plan says; no files.
    """
    ours = eforms.form(form_of(catalogue.version(parent.procedure_version_id)))
    own = answers_of(parent)
    words = eforms.worded(ours, own)
    answers = {**eforms.prefilled(form, {}), **eforms.carried(ours, form, own)}
    for here, there in pairs(leg.answers).items():
        if there[:1] in _QUOTES:
            answers[here] = _BLANK.sub(
                lambda blank: words.get(blank[1], "không khai"), there.strip(_QUOTES)
            )
        elif there in own:
            answers[here] = own[there]
    return {key: answer for key, answer in answers.items() if form.field(key)}


def agency_of_step(found: Dossier, said: str, *, at: datetime) -> int:
    """Return the agency whose post a step of a dossier's process is.

    Args:
        found: Whose.
        said: As the process says it: nothing, `parent`, or the code of an agency.
        at: Real time.

    Raises:
        StepWithoutAgency: There is none on that day.
    """
    if said == HANDLING:
        return found.agency_id
    on = agencies.legal_shift().legal_date(at)
    if said == PARENT:
        above = agencies.lineage(found.agency_id)[1:2]
    else:
        above = [one.id for one in agencies.agencies_by_codes([said], on=on)]
    if not above:
        raise errors.StepWithoutAgency(agency=said)
    return above[0]


def _unit_of(found: Dossier, leg: Leg, *, at: datetime) -> int | None:
    """Return the organisation to which the agency of a leg is nearest; None: no such place here."""
    if not leg.place:
        return found.agency_id
    address = answers_of(found).get(leg.place)
    if not isinstance(address, dict):
        return found.agency_id
    on = agencies.legal_shift().legal_date(at)
    for part in _PLACES:
        if code := address.get(part):
            unit = agencies.agency_by_code(Scheme.STATISTICS, str(code), on=on)
            return unit.id if unit else None
    return found.agency_id


def _lines(
    found: Dossier, levels: dict[UUID | None, dict[str, Dossier]], *, depth: int, at: datetime
) -> list[LegLine]:
    begun = levels.get(found.id, {})
    lines = []
    for leg in plan_of(found):
        one = begun.get(leg.code)
        state = plan.state_of(Status(one.status), one.closed_at) if one else LegState.WAITS
        lines.append(
            LegLine(
                name=leg.name,
                depth=depth,
                state=state,
                dossier=one,
                agency=one.agency.full_name if one else "",
                promised_at=one.promised_at if one else None,
                lateness=lateness_of(one, at=at) if one else Lateness.ON_TIME,
            )
        )
        if one is not None:
            lines += _lines(one, levels, depth=depth + 1, at=at)
    return lines
