"""What officers say beside a dossier: notes, questions to the applicant, and who has which task."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from motcua.agencies import queries as agencies
from motcua.dossiers import actions, queries
from motcua.kernel import access
from motcua.onestop.views.cases import doing, own_case
from motcua.onestop.views.officer import POSTS, viewer_of

MOST_LETTERS = 2000


@access.role(*POSTS)
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a note among officers."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.write_note(
            dossier_id=found.id,
            viewer=viewer_of(request),
            words=request.POST.get("ghi-chu", "")[:MOST_LETTERS],
            at=timezone.now(),
        ),
    )


@access.role(*POSTS)
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the applicant something."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.ask_applicant(
            dossier_id=found.id,
            viewer=viewer_of(request),
            words=request.POST.get("cau-hoi", "")[:MOST_LETTERS],
            at=timezone.now(),
        ),
    )


@access.role(*POSTS)
@require_POST
def assign(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    """Give a task of the dossier to a colleague, or back to its post."""
    found, viewer = own_case(request, code), viewer_of(request)
    known = {
        str(one.actor): one.actor for one in queries.colleagues(viewer, on=agencies.legal_today())
    }
    return doing(
        request,
        found,
        lambda: actions.assign(
            item_id=item_id,
            viewer=viewer,
            to=known.get(request.POST.get("cho", "")),
            at=timezone.now(),
        ),
    )
