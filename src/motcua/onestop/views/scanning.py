"""Papers of a dossier are scanned: those that came on paper, a result that went on paper."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.documents.actions import scanning
from motcua.documents.queries import readings
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import digitised
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import viewer_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@access.role(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: HttpRequest, code: str) -> HttpResponse:
    """Say of each paper how it was digitised; on POST keep the scan of one, or say what is wrong.

    `giay` names the paper or the result on paper, `ban-quet` holds its pages in their order.
    """
    viewer, refused = viewer_of(request), ""
    found = queries.case(viewer, code)
    if request.method == "POST":
        files = [
            (one.name or "", one.read(scanning.MOST_BYTES + 1))
            for one in request.FILES.getlist("ban-quet")
        ]
        try:
            _keep(found, request.POST.get("giay", ""), files, viewer)
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("onestop:scans", code=code)
    papers, result = digitised.components(found), digitised.paper_result(found)
    shown = [one.scan for one in papers if one.scan] + ([result] if result else [])
    context = {
        "dossier": found,
        "papers": papers,
        "result": result,
        "has_paper_result": digitised.result_is_on_paper(found),
        "place_of_result": digitised.RESULT,
        "read": readings.of_files([one.record.file_id for one in shown]),
        "engine": readings.engine(),
        "refused": refused,
    }
    return render(request, "onestop/scans.html", context, status=422 if refused else 200)


def _keep(found: "Dossier", place: str, files: Sequence[tuple[str, bytes]], viewer: Viewer) -> None:
    """Keep the scan of a paper that was handed in, or of the result that was given on paper."""
    at = timezone.now()
    if place == digitised.RESULT:
        actions.scan_result(found=found, files=files, viewer=viewer, at=at)
    else:
        actions.scan_paper(found=found, place=place, files=files, viewer=viewer, at=at)
