"""Petitions before officers: due first, read on record, moved by those whose move it is."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.documents import queries as documents
from motcua.feedback import actions, queries
from motcua.feedback.errors import UnknownPetition
from motcua.feedback.queries import POSTS, Choices
from motcua.feedback.types import Kind, StatementKind, Status
from motcua.feedback.views import paging
from motcua.identity.queries import Viewer
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.ui import downloads

if TYPE_CHECKING:
    from motcua.feedback.models import Petition

ALL = "tat-ca"
BY_WORDS = {"accept", "ask_more", "refuse", "answer", "close"}
"""Moves that need words at most."""
MOST_DIGITS = 9


@access.role(*POSTS)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the petitions at the officer's agencies, due first."""
    now, status, kind = (
        timezone.now(),
        request.GET.get("trang-thai", ""),
        request.GET.get("loai", ""),
    )
    choices = Choices(
        status=Status(status) if status in set(Status) else None,
        kind=Kind(kind) if kind in set(Kind) else None,
        is_open=status != ALL,
    )
    after = paging.key_of(request.GET.get("sau", ""))
    found, following = queries.petitions_at(_viewer(request), choices, after=after)
    said = {"trang-thai": status, "loai": kind, "sau": paging.key_text(following)}
    context = {
        "petitions": found,
        "late": [queries.lateness_of(one, at=now) for one in found],
        "labels": {one.value: one.label for one in Status},
        "kinds": {one.value: one.label for one in Kind},
        "status": status,
        "kind": kind,
        "all": ALL,
        "next": f"{reverse('feedback:inbox')}?{urlencode(said)}" if following else "",
    }
    return render(request, "feedback/inbox.html", context)


@access.role(*POSTS)
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show a petition with what can be done next; reading goes on record."""
    return _show(request, _case(request, code))


@access.role(*POSTS)
@require_POST
def move(request: HttpRequest, code: str, event: str) -> HttpResponse:
    """Make a move with a petition."""
    found, viewer, at = _case(request, code), _viewer(request), timezone.now()
    words = request.POST.get("noi-dung", "")
    try:
        if event in BY_WORDS:
            actions.deal_with(petition_id=found.id, event=event, viewer=viewer, words=words, at=at)
        elif event == "forward":
            typed = request.POST.get("co-quan", "")
            is_number = typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS
            actions.forward(
                petition_id=found.id,
                viewer=viewer,
                agency_id=int(typed) if is_number else 0,
                at=at,
            )
        elif event == "publish":
            actions.publish(
                petition_id=found.id,
                viewer=viewer,
                question=request.POST.get("cau-hoi", ""),
                answer=words,
                at=at,
            )
        else:
            raise Http404
    except Refusal as refusal:
        return _show(request, _case(request, code), refusal=refusal, tried=event)
    return redirect("feedback:case", code=code)


@access.role(*POSTS)
@require_safe
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """Hand over a file of a petition; reading goes on record."""
    found = _case(request, code)
    for one in queries.files_of(found):
        if one.id == file_id:
            actions.note_reading(petition_id=found.id, viewer=_viewer(request), at=timezone.now())
            return downloads.attached(documents.content(one.file), one.name, one.file.media_type)
    raise Http404


def _show(
    request: HttpRequest, found: "Petition", *, refusal: Refusal | None = None, tried: str = ""
) -> HttpResponse:
    viewer, at = _viewer(request), timezone.now()
    actions.note_reading(petition_id=found.id, viewer=viewer, at=at)
    moves = queries.moves_of(found, viewer)
    statements = queries.statements_of(found)
    answers = [one.text for one in statements if one.kind is StatementKind.ANSWER]
    units = queries.takers(at=at) if "forward" in moves else []
    context = {
        "petition": found,
        "status": Status(found.status),
        "kind": Kind(found.kind),
        "author": queries.author_name(found),
        "statements": statements,
        "answer": answers[-1] if answers else "",
        "files": queries.files_of(found),
        "moves": moves,
        "late": queries.lateness_of(found, at=at),
        "agencies": [one for one in units if one.id != found.agency_id],
        "shown": queries.published_answer(found),
        "typed": request.POST,
        "tried": tried,
        "refusal": refusal.text(gettext) if refusal else "",
    }
    return render(request, "feedback/case.html", context, status=422 if refusal else 200)


def _case(request: HttpRequest, code: str) -> "Petition":
    try:
        return queries.petition(_viewer(request), code)
    except UnknownPetition:
        raise Http404 from None


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer
