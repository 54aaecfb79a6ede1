"""What the API answers when it refuses: problem details, in the description as in the answer."""

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from motcua.conf.errors import ParameterNotKnown
from motcua.kernel.errors import CallerNotAllowed, CallerUnknown, Refusal
from motcua.kernel.messages import message as _
from motcua.ui.middleware import refuse_nul

PROBLEM: Final = "application/problem+json"
_TEXT: Final = {"type": "string"}
_SCHEMA: Final = {
    "type": "object",
    "description": "A refusal (RFC 9457); `code` is permanent, `detail` says why and what to do.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"const": "about:blank"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "code": _TEXT,
        "detail": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "what"],
                "properties": {"where": _TEXT, "what": _TEXT},
            },
        },
    },
}
_LOCKED: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_WITH_BODY: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)


def answer_with(api: NinjaAPI) -> None:
    """Let an API answer every foreseen failure with a problem."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(ValidationError, _not_understood)
    api.add_exception_handler(HttpError, _not_readable)


def parameters_of(operation: Operation) -> frozenset[str]:
    """Return the names of the query parameters that an operation takes."""
    models = (one for one in operation.models if one.__ninja_param_source__ == "query")
    return frozenset(name for one in models for name in one.__ninja_flatten_map__)


def knowing(
    parameters: Mapping[str, Collection[str]], view: Callable[..., HttpResponse]
) -> Callable[..., HttpResponse]:
    """Return a view, called by those who may, that refuses parameters it does not have, and NUL.

    Args:
        parameters: Those that each view has, by its name.
        view: To be guarded.
    """
    known = parameters[view.__name__]

    @wraps(view)
    def checked(request: HttpRequest, *path: Any, **asked: Any) -> HttpResponse:
        refuse_nul(request, with_form=False)
        for name in request.GET:
            if name not in known:
                listed = ", ".join(sorted(known)) or _("không có")
                raise ParameterNotKnown(name=name[:40], known=listed)
        return view(request, *path, **asked)

    return checked


def describe(description: MutableMapping[str, Any]) -> None:
    """Add to each operation of an OpenAPI description the refusals that it can answer with."""
    description["components"].setdefault("schemas", {})["Problem"] = _SCHEMA
    body = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in description["paths"].values():
        for operation in path.values():
            for status in _refusals(operation):
                answer = {"description": status.phrase, "content": body}
                operation["responses"].setdefault(status.value, answer)


def _refusals(operation: MutableMapping[str, Any]) -> Iterator[HTTPStatus]:
    yield HTTPStatus.UNPROCESSABLE_ENTITY
    if operation.get("parameters"):
        yield HTTPStatus.NOT_FOUND
    if "security" in operation:
        yield from _LOCKED
    if "requestBody" in operation:
        yield from _WITH_BODY


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
