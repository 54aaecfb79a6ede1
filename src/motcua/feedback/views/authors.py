"""A citizen's own petitions: written, followed, completed; others' are as if not there."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents import queries as documents
from motcua.dossiers import queries as dossiers
from motcua.dossiers.errors import UnknownDossier
from motcua.feedback import actions, errors, queries, rules
from motcua.feedback.errors import UnknownPetition
from motcua.feedback.types import Kind, Said, Status
from motcua.identity.queries import Citizen
from motcua.kernel import access, ids
from motcua.kernel.errors import Refusal
from motcua.ui import downloads

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.feedback.models import Petition

COMPLAINT = "complaint"
"""The third choice of the form, which is told where to go instead."""
MOST_DIGITS = 9


@access.public
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Say what can be sent in and by when it is answered; list what the visitor sent."""
    author = getattr(request, "citizen", None)
    context = {
        "is_known": author is not None,
        "petitions": queries.petitions_of(author) if author else [],
        "labels": {status.value: status.label for status in Status},
        "kinds": {kind.value: kind.label for kind in Kind},
    }
    return render(request, "feedback/overview.html", context)


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Show the page to write on, and take what was written."""
    author, at, refusal = _author(request), timezone.now(), ""
    about = _dossier(request, author)
    petition_id = _petition_id(request)
    if request.method == "POST":
        given = request.FILES.getlist("tep")[: rules.MOST_FILES]
        try:
            sent = actions.send(
                petition_id=petition_id,
                author=author,
                said=_said(request, about),
                files=[(one.name or "", one.read(rules.MOST_BYTES + 1)) for one in given],
                at=at,
            )
        except Refusal as refused:
            refusal = refused.text(gettext)
        else:
            return redirect("feedback:petition", code=sent.code)
    context = {
        "about": about,
        "agencies": [] if about else queries.takers(at=at),
        "kinds": list(Kind),
        "complaint": COMPLAINT,
        "petition_id": petition_id,
        "typed": request.POST,
        "most_letters": rules.MOST_LETTERS,
        "most_files": rules.MOST_FILES,
        "refusal": refusal,
    }
    return render(request, "feedback/send.html", context, status=422 if refusal else 200)


@access.citizen
@require_http_methods(["GET", "HEAD", "POST"])
def petition(request: HttpRequest, code: str) -> HttpResponse:
    """Say where a petition is and what was said; take what its author adds."""
    author, found, refusal = _author(request), _own(request, code), ""
    if request.method == "POST":
        try:
            actions.add_more(
                petition_id=found.id,
                author=author,
                words=request.POST.get("noi-dung", ""),
                at=timezone.now(),
            )
        except Refusal as refused:
            refusal = refused.text(gettext)
        else:
            return redirect("feedback:petition", code=code)
    context = {
        "petition": found,
        "status": Status(found.status),
        "kind": Kind(found.kind),
        "statements": queries.statements_of(found),
        "files": queries.files_of(found),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "feedback/petition.html", context, status=422 if refusal else 200)


@access.citizen
@require_safe
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """Hand a file back to the one who gave it."""
    for one in queries.files_of(_own(request, code)):
        if one.id == file_id:
            return downloads.attached(documents.content(one.file), one.name, one.file.media_type)
    raise Http404


def _author(request: HttpRequest) -> Citizen:
    citizen: Citizen = request.citizen  # type: ignore[attr-defined]  # set by the access middleware
    return citizen


def _own(request: HttpRequest, code: str) -> "Petition":
    try:
        return queries.petition_of(_author(request), code)
    except UnknownPetition:
        raise Http404 from None


def _dossier(request: HttpRequest, author: Citizen) -> "Dossier | None":
    """Return the dossier that the petition is about; None: about none.

    Raises:
        Http404: It is somebody else's, or there is none: the answer is the same.
    """
    code = request.GET.get("ho-so", "")
    try:
        return dossiers.dossier_of(author, code) if code else None
    except UnknownDossier:
        raise Http404 from None


def _petition_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("lan", ""))
    except ValueError:
        return ids.new_id()


def _said(request: HttpRequest, about: "Dossier | None") -> Said:
    kind = request.POST.get("loai", "")
    if kind == COMPLAINT:
        raise errors.ComplaintGoesElsewhere
    if kind not in set(Kind):
        raise errors.KindMissing
    typed = request.POST.get("co-quan", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS
    agency_id = int(typed) if is_number else 0
    return Said(
        kind=Kind(kind),
        agency_id=about.agency_id if about else agency_id,
        text=request.POST.get("noi-dung", ""),
        dossier_id=about.id if about else None,
    )
