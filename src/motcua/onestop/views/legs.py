"""Agencies that work together: questions to another agency, asked and answered."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.dossiers import actions, queries
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import viewer_of
from motcua.ui import downloads

MOST_LETTERS = 2000
MOST_DIGITS = 13
MOST_LISTED = 100


@access.role(Role.SPECIALIST, Role.LEADER)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """List what the officer's agencies are asked and have not answered, most urgent first."""
    waiting = queries.consultations_for(viewer_of(request))[:MOST_LISTED]
    context = {"asked": waiting, "now": timezone.now()}
    return render(request, "onestop/asked.html", context)


@access.role(Role.SPECIALIST, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show a question with what goes with it, and take the answer; reading goes on record."""
    viewer, at = viewer_of(request), timezone.now()
    found = queries.consultation(viewer, item_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.answer_consultation(
                item_id=item_id,
                viewer=viewer,
                position=_position(request.POST.get("y-kien", "")),
                words=request.POST.get("noi-dung", "")[:MOST_LETTERS],
                amount=_dong(request.POST.get("so-tien", "")),
                notice_number=request.POST.get("so-thong-bao", "")[:100],
                at=at,
            )
        except Refusal as refused:
            refusal = refused.text(gettext)
        else:
            return redirect("onestop:asked")
    actions.note_reading(dossier_id=found.dossier_id, viewer=viewer, at=at)
    version = catalogue.version(found.dossier.procedure_version_id)
    form = eforms.form(queries.form_of(version))
    answers = queries.answers_of(found.dossier) if found.with_answers else {}
    context = {
        "question": found,
        "content": version.content,
        "files": queries.papers_shown(found),
        "lines": eforms.summary(form, answers) if found.with_answers else [],
        "positions": list(queries.Position),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "onestop/question.html", context, status=422 if refusal else 200)


@access.role(Role.SPECIALIST, Role.LEADER)
@require_safe
def file_shown(request: HttpRequest, item_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Hand over a file that goes with a question; that it was read goes on record."""
    viewer = viewer_of(request)
    found = queries.consultation(viewer, item_id)
    for one in queries.papers_shown(found):
        if one.id == attachment_id:
            actions.note_reading(
                dossier_id=found.dossier_id, viewer=viewer, at=timezone.now(), file=one.id
            )
            return downloads.attached(documents.content(one.file), one.name, one.file.media_type)
    raise Http404


@access.role(Role.SPECIALIST)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask another agency about a dossier."""
    viewer, at = viewer_of(request), timezone.now()
    found = queries.case(viewer, code)
    refusal = ""
    if request.method == "POST":
        known = queries.attachments_of(found)
        chosen = set(request.POST.getlist("giay-to"))
        try:
            actions.consult(
                dossier_id=found.id,
                viewer=viewer,
                agency_id=_whole(request.POST.get("co-quan", "")),
                question=request.POST.get("noi-dung", "")[:MOST_LETTERS],
                papers=[one.id for one in known if str(one.id) in chosen],
                with_answers=request.POST.get("to-khai") == "co",
                hours=_whole(request.POST.get("so-gio", "")) or 16,
                at=at,
            )
        except Refusal as refused:
            refusal = refused.text(gettext)
        else:
            return redirect("onestop:case", code=code)
    context = {
        "dossier": found,
        "agencies": queries.consultable(found, at=at),
        "files": queries.attachments_of(found),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "onestop/ask.html", context, status=422 if refusal else 200)


def _position(typed: str) -> queries.Position:
    known = {one.value: one for one in queries.Position}
    return known.get(typed, queries.Position.INFORMS)


def _dong(typed: str) -> int:
    """Return an amount in đồng; -1, which is refused, for what is none."""
    digits = typed.replace(".", "").replace(" ", "")
    if not digits:
        return 0
    is_amount = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(digits) if is_amount else -1


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < MOST_DIGITS else 0
