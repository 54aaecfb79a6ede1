"""What everybody may read: answers that were published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.feedback import queries
from motcua.feedback.types import Kind
from motcua.feedback.views import paging
from motcua.kernel import access


@access.public
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """List published answers, the latest first."""
    answers, following = queries.published(after=paging.key_of(request.GET.get("sau", "")))
    context = {
        "answers": answers,
        "labels": {kind.value: kind.label for kind in Kind},
        "next": paging.key_text(following),
    }
    return render(request, "feedback/published.html", context)
