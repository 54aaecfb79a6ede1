"""Pages of the user interface itself: the component gallery, and the refused form."""

import sys

from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults
from django.views.decorators.http import require_safe

from motcua.kernel import access
from motcua.ui import charts, drawings, formats, maps
from motcua.ui import gallery as samples

WIDTHS = (charts.NARROW, charts.WIDE)
AGAIN_AFTER_SECONDS = 10


@access.public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, and when to use which."""
    lang = formats.language()
    context = {
        "samples": samples.SAMPLES,
        "form": samples.SampleForm({}),
        "target": samples.TARGET,
        "ranking": drawings.drawn([samples.ranking(width, lang) for width in WIDTHS]),
        "distribution": drawings.drawn([samples.distribution(width, lang) for width in WIDTHS]),
        "step_lines": [samples.step_line(width) for width in WIDTHS],
        "map": samples.vietnam(lang),
        "map_attribution": maps.ATTRIBUTION,
        "page_of_many": Paginator(range(830), 10).page(7),
    }
    return render(request, "ui/gallery.html", context)


@access.public
def failed(request: HttpRequest) -> HttpResponse:
    """Answer a fault; one of the database passes, so that programs are told when to come again."""
    answer = defaults.server_error(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer.status_code = 503
        answer.headers["Retry-After"] = str(AGAIN_AFTER_SECONDS)
    return answer


def csrf_failure(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 -- the signature is Django's
) -> HttpResponse:
    """Say that a form came from a page opened too long ago, and what to do."""
    return render(request, "403_csrf.html", status=403)
