"""What was told about a dossier, and what proves it."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.dossiers import actions
from motcua.kernel import access
from motcua.notifications import queries
from motcua.notifications.queries import Proof
from motcua.onestop.views.cases import own_case
from motcua.onestop.views.officer import POSTS, viewer_of
from motcua.ui import downloads

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@access.role(*POSTS)
@never_cache
@require_safe
def notices(request: HttpRequest, code: str) -> HttpResponse:
    """List what was told about a dossier, how, and what became of it."""
    found = own_case(request, code)
    told = queries.notices_about(f"dossier:{found.id}")
    return render(request, "onestop/notices.html", {"dossier": found, "notices": told})


@access.role(*POSTS)
@never_cache
@require_safe
def proof(request: HttpRequest, code: str, notice_id: UUID) -> HttpResponse:
    """Show the words of a notice and all that speaks for it; that they were read goes on record."""
    found = own_case(request, code)
    context = {"dossier": found, "proof": _proof(request, found, notice_id)}
    return render(request, "onestop/notice.html", context)


@access.role(*POSTS)
@never_cache
@require_safe
def extract(request: HttpRequest, code: str, notice_id: UUID) -> HttpResponse:
    """Hand out the same as a file that others check without us."""
    found = own_case(request, code)
    exported = _proof(request, found, notice_id).exported()
    content = json.dumps(exported, ensure_ascii=False, indent=2).encode()
    return downloads.attached(content, f"tin-bao-{notice_id}.json", "application/json")


def _proof(request: HttpRequest, found: "Dossier", notice_id: UUID) -> Proof:
    proof_of_it = queries.proof_of(notice_id, about=f"dossier:{found.id}")
    if proof_of_it is None:
        raise Http404
    actions.note_reading(dossier_id=found.id, viewer=viewer_of(request), at=timezone.now())
    return proof_of_it
