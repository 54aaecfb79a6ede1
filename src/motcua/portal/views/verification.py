"""Anyone may check a paper: by the code printed on it, or by the file itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents import queries
from motcua.kernel import access
from motcua.ui import downloads

MOST_BYTES = 10 * 1024 * 1024


@access.public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say what is known of a code (`ma`) or a file (`tep`); the file is not kept."""
    typed = request.GET.get("ma", "")[:60]
    context: dict[str, object] = {"typed": typed, "asked": bool(typed), "too_large": False}
    if request.method == "POST":
        given = request.FILES.get("tep")
        too_large = given is not None and (given.size or 0) > MOST_BYTES
        found = queries.verified_file(given.read()) if given and not too_large else None
        context |= {"asked": True, "by_file": True, "found": found, "too_large": too_large}
    else:
        context |= {"by_file": False, "found": queries.verified_code(typed) if typed else None}
    return render(request, "portal/verify.html", context)


@access.public
@require_safe
def revocations(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 the view's signature
    """Hand over the revocation list that our certificates name; none without the demo's authority.

    Source: RFC 5280 §4.2.1.13 (address), RFC 2585 (media type).
    """
    found = queries.revocation_list()
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/pkix-crl")


@access.public
@require_safe
def original(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 the view's signature
    """Hand over the paper on record to whoever has its code; it is printed on the paper itself."""
    found = queries.verified_code(code)
    if found is None or found.paper is None or found.paper.file is None:
        raise Http404
    file = found.paper.file
    return downloads.attached(queries.content(file), file.name, file.media_type)
