"""Papers of a dossier that came on paper are scanned when it is received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.documents.actions import scanning
from motcua.documents.queries import readings
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import digitised
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import viewer_of


@access.role(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: HttpRequest, code: str) -> HttpResponse:
    """Say of each paper how it was digitised; on POST keep the scan of one, or say what is wrong.

    `giay` names the paper, `ban-quet` holds its pages in their order.
    """
    viewer, refused = viewer_of(request), ""
    found = queries.case(viewer, code)
    if request.method == "POST":
        files = [
            (one.name or "", one.read(scanning.MOST_BYTES + 1))
            for one in request.FILES.getlist("ban-quet")
        ]
        try:
            actions.scan_paper(
                found=found,
                place=request.POST.get("giay", ""),
                files=files,
                viewer=viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("onestop:scans", code=code)
    papers = digitised.components(found)
    context = {
        "dossier": found,
        "papers": papers,
        "read": readings.of_files([one.scan.record.file_id for one in papers if one.scan]),
        "engine": readings.engine(),
        "refused": refused,
    }
    return render(request, "onestop/scans.html", context, status=422 if refused else 200)
