"""The HTTP API of each site: problem details for every refusal, OpenAPI at `/api/openapi.json`."""

from collections.abc import Sequence
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils.translation import gettext
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from motcua.agencies.api import router as agencies
from motcua.kernel import access
from motcua.kernel.errors import CallerNotAllowed, CallerUnknown, Refusal

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
    api.add_exception_handler(HttpError, _not_readable)
    return api


def addresses(api: NinjaAPI) -> list[URLPattern]:
    """Return the API's addresses, each declared public unless its view says otherwise."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    said = _declared_by_name(api)
    for pattern in patterns:
        pattern.callback.access = said.get(pattern.name or "", access.PUBLIC)  # type: ignore[attr-defined]  # a mark on a function
    return patterns


def _declared_by_name(api: NinjaAPI) -> dict[str, access.Access]:
    """Return what views declare: ninja wraps them and names each address after its view."""
    found = {}
    for _prefix, router in api._routers:  # noqa: SLF001 the wrapped views are not public
        for address in router.path_operations.values():
            for operation in address.operations:
                declared = access.declared(operation.view_func)
                if declared is not None:
                    found[operation.view_func.__name__] = declared
    return found


def _refused(_request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    if isinstance(refusal, type):  # ninja's signature; it passes what was raised
        raise TypeError(refusal)
    status = _status(refusal)
    answer = JsonResponse(
        refusal.as_problem(gettext, status=status), status=status, content_type=PROBLEM
    )
    challenge = getattr(refusal, "challenge", "")
    if challenge:
        answer["WWW-Authenticate"] = challenge
    return answer


def _status(refusal: Refusal) -> int:
    match refusal:
        case CallerUnknown():
            return 401
        case CallerNotAllowed():
            return 403
        case _:
            return 404 if ".unknown_" in refusal.code else 422


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


def _not_readable(_request: HttpRequest, problem: HttpError | type[HttpError]) -> HttpResponse:
    """Answer for what ninja itself turns away: a body that is no JSON, a login that is missing."""
    status = 400 if isinstance(problem, type) else problem.status_code
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": "api.request_not_readable",
        "detail": gettext("Không đọc được yêu cầu; thân yêu cầu phải là JSON hợp lệ (UTF-8)."),
    }
    return JsonResponse(body, status=status, content_type=PROBLEM)
