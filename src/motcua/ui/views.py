"""Pages of the user interface itself: the component gallery, and the refused form."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel import access
from motcua.ui import charts, maps
from motcua.ui import gallery as samples


@access.public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, and when to use which."""
    return render(
        request,
        "ui/gallery.html",
        {
            "samples": samples.SAMPLES,
            "target": samples.TARGET,
            "ranking": {
                "narrow": samples.ranking(charts.NARROW),
                "wide": samples.ranking(charts.WIDE),
            },
            "distribution": {
                "narrow": samples.distribution(charts.NARROW),
                "wide": samples.distribution(charts.WIDE),
            },
            "map": samples.vietnam(),
            "map_attribution": maps.ATTRIBUTION,
            "page_of_many": Paginator(range(830), 10).page(7),
        },
    )


@access.public
def csrf_failure(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 -- the signature is Django's
) -> HttpResponse:
    """Say that a form came from a page opened too long ago, and what to do."""
    return render(request, "403_csrf.html", status=403)
