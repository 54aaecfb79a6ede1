"""The HTTP API of each site: problem details for every refusal, OpenAPI at `/api/openapi.json`."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils.translation import gettext
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from motcua.agencies.api import router as agencies
from motcua.kernel import access
from motcua.kernel.errors import Refusal

PROBLEM = "application/problem+json"


def build(title: str, routers: Sequence[Router]) -> NinjaAPI:
    """Return the API of a site: its own routers and those that every site has."""
    api = NinjaAPI(
        title=title,
        version="1",
        docs_url=None,
        openapi_url="openapi.json",
        urls_namespace=f"api-{settings.MOTCUA_SITE}",
    )
    for router in (agencies, *routers):
        api.add_router("/v1", router)
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(ValidationError, _not_understood)
    return api


def addresses(api: NinjaAPI) -> list[URLPattern]:
    """Return the API's addresses, each declared public unless its view says otherwise."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        if access.declared(pattern.callback) is None:
            access.public(pattern.callback)
    return patterns


def _refused(_request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    if isinstance(refusal, type):  # ninja's signature; it passes what was raised
        raise TypeError(refusal)
    status = 404 if ".unknown_" in refusal.code else 422
    return JsonResponse(
        refusal.as_problem(gettext, status=status), status=status, content_type=PROBLEM
    )


def _not_understood(
    _request: HttpRequest, problem: ValidationError | type[ValidationError]
) -> HttpResponse:
    errors = [] if isinstance(problem, type) else problem.errors
    body = {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "code": "api.request_not_understood",
        "detail": gettext(
            "Yêu cầu có tham số sai; xem “errors” và tài liệu tại /api/openapi.json."
        ),
        "errors": [
            {"where": ".".join(str(part) for part in error["loc"]), "what": error["msg"]}
            for error in errors
        ],
    }
    return JsonResponse(body, status=422, content_type=PROBLEM)
