"""Services of an agency and their levels, for those who answer for them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, queries
from motcua.catalogue.queries import Levels, Version
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.onestop.views.officer import viewer_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """A service and what its levels are worth."""

    agency: str
    agency_code: str
    version: Version
    levels: Levels


@access.role(Role.ADMINISTRATOR)
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List the services of the administrator's agencies and those below, with their levels."""
    rows = _rows(request)
    procedures = {row.version.id: row.version for row in rows}
    context = {"services": rows, "procedures": list(procedures.values())}
    return render(request, "onestop/services.html", context)


@access.role(Role.ADMINISTRATOR)
@require_POST
def switch_payment(request: HttpRequest, code: str) -> HttpResponse:
    """Publish a version of a procedure with online payment on or off, as `bat` says."""
    content = queries.current_version(code).content.model_dump(mode="json")
    actions.publish_version(
        content={**content, "online_payment": request.POST.get("bat") == "1"},
        valid_from=agencies.legal_today(),
        by=viewer_of(request).actor,
        at=timezone.now(),
    )
    return redirect("onestop:services")


def _rows(request: HttpRequest) -> list[Row]:
    today, now = agencies.legal_today(), timezone.now()
    own = agencies.subtree(viewer_of(request).agencies_as(Role.ADMINISTRATOR))
    found = queries.services_at(own)
    versions = queries.versions(
        [one.procedure.current_id for one in found if one.procedure.current_id]
    )
    levels = queries.levels_of(found, on=today, at=now)
    return [
        Row(
            agency=one.agency.full_name,
            agency_code=one.agency.code,
            version=version,
            levels=levels[one.id],
        )
        for one, version in zip(found, versions, strict=True)
    ]
