"""The HTTP API of each site, described by OpenAPI at `/api/openapi.json`."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from motcua.agencies.api import router as agencies
from motcua.conf import problems
from motcua.kernel import access


class Api(NinjaAPI):
    """An API whose description names its refusals too."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        """Return the description of all operations, with every status they answer with."""
        described = super().get_openapi_schema(**asked)
        problems.describe(described)
        return described


def build(title: str, routers: Sequence[Router]) -> Api:
    """Return the API of a site: its own routers and those that every site has."""
    api = Api(
        title=title,
        version="1",
        docs_url=None,
        openapi_url="openapi.json",
        urls_namespace=f"api-{settings.MOTCUA_SITE}",
    )
    for router in (agencies, *routers):
        api.add_router("/v1", router)
    problems.answer_with(api)
    parameters = {one.view_func.__name__: problems.parameters_of(one) for one in _operations(api)}
    api.add_decorator(partial(problems.knowing, parameters))
    return api


def addresses(api: Api) -> list[URLPattern]:
    """Return the API's addresses, each declared public unless its view says otherwise."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    said = {one.view_func.__name__: access.declared(one.view_func) for one in _operations(api)}
    for pattern in patterns:
        # Ninja wraps the views and names each address after its view.
        pattern.callback.access = said.get(pattern.name or "") or access.PUBLIC  # type: ignore[attr-defined]  # a mark on a function
    return patterns


def _operations(api: Api) -> Iterator[Operation]:
    for _prefix, router in api._routers:  # noqa: SLF001 the wrapped views are not public
        for address in router.path_operations.values():
            yield from address.operations
