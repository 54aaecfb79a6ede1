"""The catalogue as open data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.kernel import access
from motcua.portal import open_data

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def _digest(_request: HttpRequest) -> str:
    return f'"{queries.published_digest()}"'


@access.public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what there is, what the columns mean, and what may be done with it."""
    context = {
        "columns": open_data.COLUMNS,
        "today": agencies.legal_today(),
        "licence": LICENCE,
        "digest": queries.published_digest(),
    }
    return render(request, "portal/open_data.html", context)


@access.public
@require_safe
@condition(etag_func=_digest)
def as_json(request: HttpRequest) -> StreamingHttpResponse:  # noqa: ARG001 Django's signature
    """Return everything in force as one JSON object."""
    head = {
        "source": settings.MOTCUA_SITE_URLS["agency"],
        "licence": LICENCE,
        "digest": queries.published_digest(),
    }
    lines = open_data.json_lines(queries.published(), head=head)
    return StreamingHttpResponse(lines, content_type="application/json")


@access.public
@require_safe
@condition(etag_func=_digest)
def as_csv(request: HttpRequest) -> StreamingHttpResponse:  # noqa: ARG001 Django's signature
    """Return the main facts of everything in force, one procedure a line."""
    lines = open_data.csv_lines(queries.published())
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="thu-tuc.csv"'
    return answer
