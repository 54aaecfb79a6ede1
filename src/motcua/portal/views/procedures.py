"""What is offered: the home page, a procedure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.agencies.types import Scheme
from motcua.catalogue import queries
from motcua.catalogue.types import Content, Fee, LevelScheme, Limit
from motcua.dossiers import actions
from motcua.kernel import access
from motcua.portal import structured
from motcua.portal.views.search import TIERS
from motcua.portal.views.visitor import device_of, is_robot

_ONLINE_AT_HOME = 6


@access.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask what one needs, and show the ways to find it."""
    online = queries.find("", queries.Filters(own_form=True), most=_ONLINE_AT_HOME)
    context = {"online": online, "words": "", "events": queries.life_events().values()}
    return render(request, "portal/home.html", context)


@access.public
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Say everything about a procedure, who provides it, and what its levels are worth.

    `co-quan` chooses the provider whose levels are shown; the first one without it. `ngay` shows
    what held, or will hold, on another legal date; then nothing can be filed.
    """
    today = agencies.legal_today()
    on = _day(request.GET.get("ngay", ""), today)
    offers = queries.offers(code, on=on)
    chosen = _chosen(offers, request.GET.get("co-quan", ""))
    version = chosen.version if chosen else queries.current_version(code, on=on)
    content = chosen.terms.content if chosen else version.content
    levels = (
        queries.levels(chosen.service, content=version.content, on=today, at=timezone.now())
        if chosen
        else None
    )
    if request.method == "GET" and not is_robot(request):
        actions.note_view(
            procedure_code=version.content.code, device=device_of(request), at=timezone.now()
        )
    can_be_filed = on == today and _can_be_filed(chosen)
    described = structured.government_service(
        content,
        address=settings.MOTCUA_SITE_URLS["agency"].rstrip("/")
        + reverse("portal:procedure", args=[code]),
        providers=[offer.agency.full_name for offer in offers],
        files_online=can_be_filed,
    )
    publisher = (
        agencies.agency_by_code(Scheme.GOVERNMENT, content.publisher, on=today)
        if content.publisher
        else None
    )
    context = {
        "version": version,
        "content": content,
        "offers": offers,
        "chosen": chosen,
        "levels": levels,
        "scheme": LevelScheme.FOUR_LEVELS,
        "can_be_filed": can_be_filed,
        "sources": chosen.terms.sources if chosen else {},
        "on": on,
        "is_today": on == today,
        "is_closed": not version.takes_dossiers_on(on),
        "terms": _terms(content),
        "cases": {case.code: case.name for case in content.cases},
        "tiers": [TIERS[tier.value] for tier in content.tiers],
        "publisher": publisher,
        "named": _others(content),
        "described": None if content.is_synthetic else structured.as_data_block(described),
    }
    return render(request, "portal/procedure.html", context)


def _can_be_filed(offer: queries.Offer | None) -> bool:
    if offer is None or not offer.takes_dossiers:
        return False
    return offer.terms.content.files_online


def _day(text: str, today: date) -> date:
    """Return the legal date of an address; today for anything that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


@dataclass(frozen=True, slots=True)
class _Terms:
    """Time and fee of a case, for all channels that share them."""

    case: str
    channels: tuple[str, ...]
    limit: Limit
    fees: tuple[Fee, ...]
    note: str


def _terms(content: Content) -> list[_Terms]:
    """Return the terms that differ, a row for each case; channels alike share it."""
    channels: dict[tuple[Any, ...], list[str]] = {}
    for term in content.terms:
        fees = content.fees if term.fees is None else term.fees
        row = (term.case, term.limit or content.limit, fees, term.note)
        channels.setdefault(row, []).append(term.channel.value)
    return [
        _Terms(case, tuple(alike), limit, fees, note)
        for (case, limit, fees, note), alike in channels.items()
    ]


def _others(content: Content) -> dict[str, str]:
    codes = {*content.related, *content.linked}
    return queries.names_of(codes) if codes else {}


def _chosen(offers: Sequence[queries.Offer], agency_code: str) -> queries.Offer | None:
    asked = [offer for offer in offers if offer.agency.code == agency_code]
    return next(iter([*asked, *offers]), None)
