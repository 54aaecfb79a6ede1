"""One dossier before an officer: what is in it, what she may do, and doing it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import completing
from motcua.dossiers.types import Filing, Post, Status
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop import desk, fees, moving, results
from motcua.onestop.views.officer import POSTS, viewer_of
from motcua.ui import downloads

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

TIME = "thoi-han"
"""Asks the page of a dossier for the whole account of its time: it costs as much as the rest."""


@access.role(*POSTS)
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dossier; that it was read, by whom and for what, goes on record."""
    found = own_case(request, code)
    actions.note_reading(dossier_id=found.id, viewer=viewer_of(request), at=timezone.now())
    return show(request, found)


@access.role(Role.CLERK)
@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Receive the dossier and promise its result."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.accept(dossier_id=found.id, viewer=viewer_of(request), at=timezone.now()),
    )


@access.role(Role.CLERK)
@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse the dossier for a coded reason."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.refuse(
            dossier_id=found.id,
            viewer=viewer_of(request),
            reason_code=request.POST.get("ly-do", ""),
            note=request.POST.get("huong-dan", "")[:1000],
            at=timezone.now(),
        ),
    )


@access.role(*POSTS)
@require_POST
def move(request: HttpRequest, code: str, event: str) -> HttpResponse:
    """Make a move of the table with what was typed into its form."""
    found = own_case(request, code)
    if event not in moving.FORMS:
        raise Http404
    typed = {name: str(value) for name, value in request.POST.items()}
    return doing(
        request,
        found,
        lambda: moving.make(
            event, found=found, viewer=viewer_of(request), typed=typed, at=timezone.now()
        ),
        event=event,
    )


@access.role(*POSTS)
@require_POST
def take_up(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    """Take a task on oneself."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.take_up(item_id=item_id, viewer=viewer_of(request), at=timezone.now()),
    )


@access.role(*POSTS)
@require_POST
def do_task(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    """Do a task with the outcome of the button that was pressed."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.do_task(
            item_id=item_id,
            viewer=viewer_of(request),
            outcome=request.POST.get("ket-qua", ""),
            note=request.POST.get("ly-do", "")[:2000],
            at=timezone.now(),
        ),
    )


@access.role(*POSTS)
@require_safe
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Hand over a paper of the dossier."""
    found = own_case(request, code)
    if kind not in {each.value for each in PaperKind}:
        raise Http404
    if kind == PaperKind.DECLARATION:
        actions.print_declaration(dossier=found, at=timezone.now())
    if kind == PaperKind.RECEIPT:
        actions.print_receipt(dossier=found, at=timezone.now())
    issued = documents.paper_of(f"dossier:{found.id}", PaperKind(kind))
    if issued is None or issued.file is None:
        raise Http404
    return downloads.attached(
        documents.content(issued.file), issued.file.name, issued.file.media_type
    )


@access.role(*POSTS)
@require_safe
def attachment(request: HttpRequest, code: str, attachment_id: UUID) -> HttpResponse:
    """Hand over a file that the applicant gave; that it was read goes on record."""
    found = own_case(request, code)
    for one in queries.attachments_of(found):
        if one.id == attachment_id:
            actions.note_reading(
                dossier_id=found.id, viewer=viewer_of(request), at=timezone.now(), file=one.id
            )
            content = documents.content(one.file)
            return downloads.attached(content, one.name, one.file.media_type)
    raise Http404


def own_case(request: HttpRequest, code: str) -> "Dossier":
    """Return a dossier of the officer's agencies.

    Raises:
        UnknownDossier: There is none there; the page answers 404.
    """
    return queries.case(viewer_of(request), code)


def doing(
    request: HttpRequest, found: "Dossier", use_case: Callable[[], object], *, event: str = ""
) -> HttpResponse:
    """Do something to a dossier and come back to it; a refusal is shown where it was tried."""
    try:
        use_case()
    except Refusal as refusal:
        return show(request, queries.dossier(found.id), refusal=refusal, event=event)
    return redirect("onestop:case", code=found.code)


def show(
    request: HttpRequest,
    found: "Dossier",
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Refusal] | None = None,
    event: str = "",
) -> HttpResponse:
    """Show a dossier, with a refusal of what was tried with it and what was typed for it."""
    viewer, found = viewer_of(request), queries.with_desk(found)
    asks_for_time = TIME in request.GET
    version = catalogue.version(found.procedure_version_id)
    charge, receipt = queries.charged(found)
    papers = documents.papers_of(f"dossier:{found.id}")
    seen = desk.desk(found, viewer)
    files = sorted(found.attachments.all(), key=lambda one: one.attached_at)
    context = {
        "dossier": found,
        "status": Status(found.status),
        "content": version.content,
        "charge": charge,
        "receipt": receipt,
        "lines": _lines(found, version),
        "imported": queries.is_imported(found),
        "files": files,
        "completed": completing.completed(found, files),
        "handed": {one.label: one for one in queries.handed_of(found)},
        "filing": Filing(found.filing),
        "papers": [one for one in papers if one.kind != PaperKind.DECLARATION],
        "ends": documents.ends_among(papers),
        "account": queries.account_of(found) if asks_for_time else None,
        "time": TIME,
        "lateness": queries.lateness_of(found),
        "moves": moving.offered(viewer, found),
        "legs": queries.leg_lines(found),
        "own": frozenset(agency for role, agency in viewer.roles if role in POSTS),
        "consultations": queries.consultations_asked(found),
        "may_propose": queries.may_propose(viewer, found),
        "may_ask": found.status == Status.PROCESSING
        and queries.holds(viewer, Post.SPECIALIST, found.agency_id),
        "tried": event,
        "typed": request.POST if event else {},
        "tried_typed": request.POST,
        "asked": next((one for one in found.supplements.all() if not one.answered_at), None),
        "may_receive": found.status == Status.REGISTERED
        and found.agency_id in viewer.agencies_as(Role.CLERK),
        "is_payable": found.fee_online and found.fee_paid_at is None,
        "fee": fees.at_counter(found, viewer, charge, receipt),
        "tasks": seen.tasks,
        "remarks": seen.remarks,
        "drawing": desk.drawing(found),
        "history": seen.history,
        "refusal": refusal.text(gettext) if refusal else "",
        **results.shown(found, viewer, seen, typed or {}),
        "errors": errors or {},
    }
    wrong = refusal is not None or bool(errors)
    return render(request, "onestop/case.html", context, status=422 if wrong else 200)


def _lines(found: "Dossier", version: catalogue.Version) -> list[Any]:
    """Return what was declared; nothing of a dossier that another system kept the form of."""
    answers = queries.answers_of(found)
    form = eforms.form(queries.form_of(version)) if answers else None
    return list(eforms.summary(form, answers)) if form else []
