"""What waits for an officer, the most urgent first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.onestop.views.officer import POSTS, viewer_of


@access.role(*POSTS)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List what is to be received, for clerks, and the tasks of the officer's posts."""
    viewer = viewer_of(request)
    context = {
        "receives": viewer.has_any({Role.CLERK}),
        "to_receive": _page(request, queries.to_be_received(viewer), "tiep-nhan"),
        "tasks": _page(request, queries.open_tasks(viewer), "viec"),
        "now": timezone.now(),
    }
    return render(request, "onestop/inbox.html", context)


@access.role(*POSTS)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find dossiers of the officer's agencies by code or applicant's name; the search is logged."""
    words = request.GET.get("tim", "")[:100]
    found = queries.found_cases(viewer_of(request), words)
    context = {
        "words": words,
        "found": _page(request, found, "trang"),
        "labels": {status.value: status.label for status in Status},
    }
    return render(request, "onestop/search.html", context)


def _page(request: HttpRequest, rows: object, name: str) -> object:
    """Return one page of rows; numbers that are none mean the first."""
    return Paginator(rows, queries.PAGE).get_page(request.GET.get(name))  # type: ignore[arg-type]  # any queryset
