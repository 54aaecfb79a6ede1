"""Where people give up forms, for those who can mend them."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.queries import funnel
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.messages import message
from motcua.onestop.views.officer import viewer_of

READERS: Final = (Role.ADMINISTRATOR, Role.CONTROLLER, Role.LEADER)

PERIODS: Final = {
    "7": message("7 ngày qua"),
    "30": message("30 ngày qua"),
    "90": message("90 ngày qua"),
    "365": message("Một năm qua"),
}
USUAL: Final = "90"

DEVICES: Final = {
    "phone": message("Điện thoại"),
    "tablet": message("Máy tính bảng"),
    "computer": message("Máy tính"),
}
WAYS: Final = {
    "self": message("Người đứng tên tự điền"),
    "code": message("Có người điền giúp bằng mã"),
}

Answer = TypeVar("Answer")


@access.role(*READERS)
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List the procedures whose forms were begun, those most often left first."""
    found = _asked(request, funnel.tried)
    context = {"rows": found, **_period(request)}
    return render(request, "onestop/funnels.html", context)


@access.role(*READERS)
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Draw how far people come in the form of a procedure, and name the worst question."""
    version = catalogue.current_version(code, on=agencies.legal_today())
    form = eforms.form(queries.form_of(version))
    found = _asked(request, lambda **asked: funnel.funnel(code, form, **asked))
    context = {
        "version": version,
        "found": found,
        "smallest": queries.SMALLEST,
        "review": queries.REVIEW,
        "devices": DEVICES,
        "ways": WAYS,
        **_period(request),
    }
    return render(request, "onestop/funnel.html", context)


@access.role(*READERS)
@require_safe
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """Count how those who submitted answered the questions that are not personal."""
    version = catalogue.current_version(code, on=agencies.legal_today())
    form = eforms.form(queries.form_of(version))
    now = timezone.now()
    found = queries.answer_counts(
        code, form, agency_ids=_readable(request), since=_since(request, now), until=now
    )
    context = {
        "version": version,
        "found": found,
        "smallest": queries.SMALLEST,
        **_period(request),
    }
    return render(request, "onestop/answers.html", context)


def _asked(request: HttpRequest, query: Callable[..., Answer]) -> Answer:
    """Return what a query says of the viewer's agencies and those below, over the chosen time."""
    now = timezone.now()
    return query(agency_ids=_readable(request), since=_since(request, now), until=now, at=now)


def _readable(request: HttpRequest) -> Collection[int]:
    """Return the agencies that the viewer answers for, and those below."""
    viewer = viewer_of(request)
    return agencies.subtree({held for role in READERS for held in viewer.agencies_as(role)})


def _since(request: HttpRequest, now: datetime) -> datetime:
    return now - timedelta(days=int(_days(request)))


def _period(request: HttpRequest) -> dict[str, object]:
    today: date = agencies.legal_today()
    days = _days(request)
    first = today - timedelta(days=int(days))
    return {"periods": PERIODS, "days": days, "first": first, "last": today}


def _days(request: HttpRequest) -> str:
    asked = request.GET.get("ngay", USUAL)
    return asked if asked in PERIODS else USUAL
