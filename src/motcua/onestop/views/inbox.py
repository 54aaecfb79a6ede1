"""What waits for an officer, the most urgent first."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.dossiers import actions, queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.onestop.views.officer import POSTS, viewer_of

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet


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
    viewer = viewer_of(request)
    found = _page(request, queries.found_cases(viewer, words), "trang")
    if words:
        actions.note_search(
            viewer=viewer, words=words, found=found.paginator.count, at=timezone.now()
        )
    context = {
        "words": words,
        "found": found,
        "labels": {status.value: status.label for status in Status},
    }
    return render(request, "onestop/search.html", context)


def _page(request: HttpRequest, rows: "QuerySet[Any]", name: str) -> "Page[Any]":
    """Return one page of rows; numbers that are none mean the first."""
    return Paginator(rows, queries.PAGE).get_page(request.GET.get(name))
