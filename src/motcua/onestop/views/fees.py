"""Fees at the counter: taken, reversed, handed back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from motcua.dossiers import actions
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.onestop.views import cases
from motcua.onestop.views.officer import viewer_of
from motcua.payments.types import CounterMethod

MOST_LETTERS = 1000
TAKE, REVERSE, HAND_BACK = "take_fee", "reverse_fee", "hand_fee_back"
"""What was tried, for the page that shows a refusal."""


@access.role(Role.CLERK)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take the fee in cash or by card; the page's key lets it happen once."""
    found = cases.own_case(request, code)
    try:
        method = CounterMethod(request.POST.get("hinh-thuc", ""))
        key = UUID(request.POST.get("khoa", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    return cases.doing(
        request,
        found,
        lambda: actions.take_fee(
            dossier_id=found.id,
            viewer=viewer_of(request),
            method=method,
            slip=request.POST.get("so-hoa-don", "")[:MOST_LETTERS],
            key=key,
            at=timezone.now(),
        ),
        event=TAKE,
    )


@access.role(Role.LEADER)
@require_POST
def reverse(request: HttpRequest, code: str) -> HttpResponse:
    """Reverse what a clerk took wrongly."""
    found = cases.own_case(request, code)
    return cases.doing(
        request,
        found,
        lambda: actions.reverse_fee(
            dossier_id=found.id,
            viewer=viewer_of(request),
            explanation=request.POST.get("ly-do", "")[:MOST_LETTERS],
            at=timezone.now(),
        ),
        event=REVERSE,
    )


@access.role(Role.CLERK, Role.LEADER)
@require_POST
def hand_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take note that the money was handed back."""
    found = cases.own_case(request, code)
    return cases.doing(
        request,
        found,
        lambda: actions.hand_fee_back(
            dossier_id=found.id, viewer=viewer_of(request), at=timezone.now()
        ),
        event=HAND_BACK,
    )
