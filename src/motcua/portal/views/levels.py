"""How the levels of a service came about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.kernel import access
from motcua.portal import level_history


@access.public
@require_safe
def history(request: HttpRequest, agency_code: str, code: str) -> HttpResponse:
    """Draw what was declared, possible and proven of one service, and list the days of change."""
    today, now = agencies.legal_today(), timezone.now()
    service = queries.service_of(code, agency_code, on=today)
    content = queries.current_version(code, on=today).content
    found = level_history.told(
        queries.history_of(service.id),
        queries.levels(service.id, content=content, on=today, at=now),
        shift=agencies.legal_shift(),
        today=today,
    )
    narrow, wide = found.pictures()
    context = {
        "service": service,
        "content": content,
        "history": found,
        "labels": level_history.LABELS,
        "narrow": narrow,
        "wide": wide,
    }
    return render(request, "portal/level_history.html", context)
