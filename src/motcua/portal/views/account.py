"""What a citizen may know of what is done with her data."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.documents import queries as documents
from motcua.documents.errors import UnknownRecord
from motcua.documents.queries import vault as papers
from motcua.dossiers.queries import readings, reusing
from motcua.exchange import queries as exchange
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.portal.views.visitor import citizen_of
from motcua.ui import downloads

MOST_DIGITS: Final = 19
"""Of a number that the database can hold."""


@access.citizen
@require_safe
def inquiries(request: HttpRequest) -> HttpResponse:
    """List who asked registers of the State about her, what for, and which facts came back."""
    owner = citizen_of(request)
    known = identity.prefill_of(owner.id)
    found = exchange.inquiries_about(known["identity.personal_id"], before=_before(request))
    context = {
        "inquiries": found,
        "own": owner.actor,
        "next": found[-1].id if len(found) == exchange.PAGE else None,
    }
    return render(request, "portal/inquiries.html", context)


@access.citizen
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """List when officers opened her dossiers, or files of them."""
    written = request.GET.get("truoc", "")
    if written and not (written.isascii() and written.isdecimal() and len(written) < MOST_DIGITS):
        raise Http404
    found = readings.openings_of(citizen_of(request), before=int(written) if written else None)
    context = {
        "openings": found,
        "next": found[-1].number if len(found) == readings.PAGE else None,
    }
    return render(request, "portal/openings.html", context)


@access.citizen
@require_safe
def vault(request: HttpRequest) -> HttpResponse:
    """List what is kept of her papers: where it comes from, how sure it is, what it served for."""
    owner = citizen_of(request)
    found = papers.all_of(identity.prefill_of(owner.id)["identity.personal_id"])
    uses = papers.uses_of([one.record.id for one in found])
    subjects = {use.subject for steps in uses.values() for use in steps}
    context = {
        "papers": found,
        "uses": uses,
        "codes": reusing.codes_of(subjects),
        "today": agencies.legal_today(),
    }
    return render(request, "portal/vault.html", context)


@access.citizen
@require_safe
def vault_file(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Hand out the scan or the signed file of a paper of hers."""
    owner = citizen_of(request)
    try:
        found = papers.one_of(identity.prefill_of(owner.id)["identity.personal_id"], record_id)
    except UnknownRecord:
        raise Http404 from None
    file = found.record.file
    if file is None:
        raise Http404
    return downloads.attached(documents.content(file), file.name, file.media_type)


def _before(request: HttpRequest) -> UUID | None:
    written = request.GET.get("truoc")
    try:
        return UUID(written) if written else None
    except ValueError:
        raise Http404 from None
