"""What the services of agencies are worth: said, possible, shown; and how that came about."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.catalogue.types import PROVISIONS
from motcua.catalogue.views.history import Step, told
from motcua.kernel import access
from motcua.kernel.levels import Level
from motcua.kernel.messages import message

STATES: Final = {
    "du": message("Đáp ứng mức 4"),
    "thieu": message("Còn điều kiện chưa đạt"),
    "chung-minh": message("Đã chứng minh mức 4"),
    "chua": message("Chưa chứng minh"),
}


@access.public
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Compare the agencies that provide services: how many at level 4, in each of the senses."""
    today = agencies.legal_today()
    found = queries.standings(on=today)
    context = {"standings": found, "today": today, "total": sum(one.services for one in found)}
    return render(request, "catalogue/standings.html", context)


@access.public
@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """List what one agency provides, with the levels of each and what is missing."""
    today, now = agencies.legal_today(), timezone.now()
    found, provided = queries.services_of(code, on=today)
    state = request.GET.get("loc", "")
    match state:
        case "du":
            provided = provided.filter(capable_level=Level.PAYMENT)
        case "thieu":
            provided = provided.exclude(capable_level=Level.PAYMENT)
        case "chung-minh":
            provided = provided.filter(proven_level=Level.PAYMENT)
        case "chua":
            provided = provided.filter(proven_level=None)
        case _:
            state = ""
    page = Paginator(provided, queries.PER_PAGE).get_page(request.GET.get("trang"))
    services = list(page.object_list)
    versions = queries.versions(
        one.procedure.current_id for one in services if one.procedure.current_id
    )
    levels = queries.levels_of(services, on=today, at=now)
    context = {
        "agency": found,
        "standing": next((one for one in queries.standings(on=today) if one.agency == found), None),
        "page": page,
        "rows": [
            (one, version.content, levels[one.id])
            for one, version in zip(services, versions, strict=True)
        ],
        "state": state,
        "states": STATES,
        "provisions": PROVISIONS,
        "today": today,
    }
    return render(request, "catalogue/agency_levels.html", context)


@access.public
@require_safe
def service(request: HttpRequest, agency_code: str, code: str) -> HttpResponse:
    """Say of one service what is declared, possible and shown by both decrees, and since when."""
    today, now = agencies.legal_today(), timezone.now()
    found = queries.service_of(code, agency_code, on=today)
    version = queries.current_version(code, on=today)
    history: list[Step] = told(queries.history_of(found.id))
    context = {
        "service": found,
        "content": version.content,
        "levels": queries.levels(found.id, content=version.content, on=today, at=now),
        "evidence": queries.evidence(found.id, at=now),
        "history": history,
        "provisions": PROVISIONS,
    }
    return render(request, "catalogue/service_levels.html", context)
