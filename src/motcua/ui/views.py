"""Pages of the user interface itself: the component gallery, and the refused form."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel import access
from motcua.ui import charts, drawings, formats, maps
from motcua.ui import gallery as samples

WIDTHS = (charts.NARROW, charts.WIDE)


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
def csrf_failure(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 -- the signature is Django's
) -> HttpResponse:
    """Say that a form came from a page opened too long ago, and what to do."""
    return render(request, "403_csrf.html", status=403)
