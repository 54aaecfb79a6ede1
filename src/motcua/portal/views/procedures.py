"""What is offered: the home page, search, a procedure."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.catalogue.types import LevelScheme
from motcua.kernel import access

LONGEST_QUESTION = 200


@access.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask what one needs, and list what there is."""
    return render(request, "portal/home.html", {"found": queries.search(""), "words": ""})


@access.public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List the procedures that the words of `tim` find."""
    words = request.GET.get("tim", "")[:LONGEST_QUESTION]
    return render(request, "portal/search.html", {"found": queries.search(words), "words": words})


@access.public
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Say everything about a procedure, who provides it, and what its levels are worth.

    `co-quan` chooses the provider whose levels are shown; the first one without it.
    """
    today = agencies.legal_today()
    offers = queries.offers(code, on=today)
    chosen = _chosen(offers, request.GET.get("co-quan", ""))
    version = chosen.version if chosen else queries.current_version(code)
    levels = (
        queries.levels(chosen.service, content=version.content, on=today, at=timezone.now())
        if chosen
        else None
    )
    context = {
        "version": version,
        "content": version.content,
        "offers": offers,
        "chosen": chosen,
        "levels": levels,
        "scheme": LevelScheme.FOUR_LEVELS,
        "can_be_filed": version.form_version is not None and chosen is not None,
    }
    return render(request, "portal/procedure.html", context)


def _chosen(offers: Sequence[queries.Offer], agency_code: str) -> queries.Offer | None:
    asked = [offer for offer in offers if offer.agency.code == agency_code]
    return next(iter([*asked, *offers]), None)
