"""Papers before officers: handed over as PDF and Word, slips of control, proposals, hand-overs."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.documents.types import WORD, PaperKind
from motcua.dossiers import actions, queries
from motcua.identity.types import Role
from motcua.kernel import access, ids
from motcua.kernel.errors import Refusal
from motcua.onestop.views.cases import doing, own_case
from motcua.onestop.views.officer import POSTS, viewer_of
from motcua.ui import downloads

MOST_LETTERS = 4000


@access.role(*POSTS)
@require_safe
def paper(request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
    """Hand over one paper of a dossier, of those of its kind too that came before the latest."""
    found = own_case(request, code)
    for one in documents.papers_of(f"dossier:{found.id}"):
        if one.id == paper_id and one.file is not None:
            content = documents.content(one.file)
            return downloads.attached(content, one.file.name, one.file.media_type)
    raise Http404


@access.role(*POSTS)
@require_safe
def word(request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
    """Hand over a paper as a Word document to be worked on; that it was read goes on record."""
    found = own_case(request, code)
    actions.note_reading(dossier_id=found.id, viewer=viewer_of(request), at=timezone.now())
    content, name = actions.word_copy(dossier=found, paper_id=paper_id)
    return downloads.attached(content, name, WORD)


@access.role(*POSTS)
@require_safe
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """Show how a dossier went from hand to hand so far."""
    found = own_case(request, code)
    actions.note_reading(dossier_id=found.id, viewer=viewer_of(request), at=timezone.now())
    made = queries.slip_of(found)
    if made is None:
        raise Http404
    context = {
        "dossier": found,
        "content": catalogue.version(found.procedure_version_id).content,
        "slip": made,
        "paper": documents.paper_of(f"dossier:{found.id}", PaperKind.PROCESS_SLIP),
    }
    return render(request, "onestop/slip.html", context)


@access.role(Role.SPECIALIST)
@require_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to the leader what to decide; the paper follows."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.propose(
            dossier_id=found.id,
            viewer=viewer_of(request),
            words=request.POST.get("to-trinh", "")[:MOST_LETTERS],
            at=timezone.now(),
        ),
    )


@access.role(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_overs(request: HttpRequest) -> HttpResponse:
    """List what was received and not handed over, put it on a slip, and list the slips."""
    viewer, at = viewer_of(request), timezone.now()
    takers = {
        str(one.actor): one
        for one in queries.colleagues(viewer, on=agencies.legal_today())
        if one.role is Role.SPECIALIST
    }
    refusal = ""
    if request.method == "POST":
        taker = takers.get(request.POST.get("nguoi-nhan", ""))
        chosen = request.POST.getlist("chon") or request.POST.getlist("trang")
        try:
            actions.hand_over(
                slip_id=_id(request.POST.get("luot", "")) or ids.new_id(),
                dossier_ids=[one for one in map(_id, chosen) if one],
                viewer=viewer,
                to=taker.actor if taker else None,
                at=at,
            )
        except Refusal as refused:
            refusal = refused.text(gettext)
        else:
            return redirect("onestop:hand-overs")
    context = {
        "waiting": queries.to_be_handed_over(viewer, at=at),
        "slips": queries.hand_overs(viewer),
        "takers": {actor: one.name for actor, one in takers.items()},
        "luot": ids.new_id(),
        "refusal": refusal,
    }
    return render(request, "onestop/hand_overs.html", context, status=422 if refusal else 200)


@access.role(Role.CLERK)
@require_safe
def hand_over(request: HttpRequest, slip_id: UUID, form: str) -> HttpResponse:
    """Hand a slip of handing over out, as PDF or Word; made when it is first asked for."""
    found = queries.hand_over(viewer_of(request), slip_id)
    actions.print_hand_over(slip=found, at=timezone.now())
    if form == "docx":
        content, name = actions.word_of_hand_over(slip=found)
        return downloads.attached(content, name, WORD)
    issued = documents.paper_of(f"hand-over:{found.id}", PaperKind.HANDOVER)
    if form != "pdf" or issued is None or issued.file is None:
        raise Http404
    return downloads.attached(
        documents.content(issued.file), issued.file.name, issued.file.media_type
    )


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
