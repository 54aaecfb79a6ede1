"""The result of a dossier: written, looked at before it is signed, given to whom it is for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.dossiers import actions, queries
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.onestop import results
from motcua.onestop.views.cases import doing, own_case, show
from motcua.onestop.views.officer import viewer_of
from motcua.ui import downloads

MOST_LETTERS = 200
PARCEL_OUTCOMES = {"da-phat": True, "chuyen-hoan": False}
"""What the post says of a parcel, by the value of the button: whether it was delivered."""


@access.role(Role.SPECIALIST)
@require_POST
def enter_result(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what the result is to say; what is wrong is shown beside what was typed.

    Of an issued result it is what a corrected one is to say.
    """
    found = own_case(request, code)
    form = results.form_of(found)
    if form is None:
        raise Http404
    page = form.pages[0]
    raw = eforms.read(page, request.POST)
    if (again := eforms.rearranged(page, raw, request.POST)) is not None:
        return show(request, found, typed=again)
    checked = eforms.check_page(
        form, page, raw, queries.result_of(found), today=agencies.legal_today()
    )
    if checked.errors:
        return show(request, found, typed=raw, errors=checked.errors)
    use_case = actions.write_correction if found.finished_at else actions.enter_result
    return doing(
        request,
        found,
        lambda: use_case(
            dossier_id=found.id,
            viewer=viewer_of(request),
            answers=checked.answers,
            at=timezone.now(),
        ),
    )


@access.role(Role.CLERK)
@require_POST
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Give the result to whoever stands at the counter."""
    found = own_case(request, code)
    taker = request.POST.get("nguoi-nhan", "")
    if taker not in {queries.Taker.SELF, queries.Taker.AUTHORISED}:
        raise Http404
    return doing(
        request,
        found,
        lambda: actions.give_result(
            dossier_id=found.id,
            viewer=viewer_of(request),
            taker=queries.Taker(taker),
            name=request.POST.get("ho-ten", "")[:MOST_LETTERS],
            authority=request.POST.get("uy-quyen", "")[:MOST_LETTERS],
            at=timezone.now(),
        ),
    )


@access.role(Role.CLERK)
@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the post has the result, and under which number."""
    found = own_case(request, code)
    return doing(
        request,
        found,
        lambda: actions.send_parcel(
            dossier_id=found.id,
            viewer=viewer_of(request),
            number=request.POST.get("ma-buu-gui", "")[:MOST_LETTERS],
            at=timezone.now(),
        ),
    )


@access.role(Role.CLERK)
@require_POST
def parcel(request: HttpRequest, code: str) -> HttpResponse:
    """Note what became of the parcel."""
    found = own_case(request, code)
    outcome = request.POST.get("ket-qua", "")
    if outcome not in PARCEL_OUTCOMES:
        raise Http404
    return doing(
        request,
        found,
        lambda: actions.note_parcel(
            dossier_id=found.id,
            viewer=viewer_of(request),
            is_delivered=PARCEL_OUTCOMES[outcome],
            at=timezone.now(),
        ),
    )


@access.role(Role.CLERK, Role.LEADER)
@require_safe
def package(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over the package of an archived dossier; that it was taken goes on record."""
    found = own_case(request, code)
    try:
        content = actions.take_package(
            dossier_id=found.id, viewer=viewer_of(request), at=timezone.now()
        )
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return downloads.attached(content, f"{found.code}.zip", "application/zip")


@access.role(Role.SPECIALIST, Role.LEADER)
@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over the result as it would be issued now, marked as a draft."""
    found = own_case(request, code)
    try:
        pdf = actions.preview_result(
            dossier_id=found.id, viewer=viewer_of(request), at=timezone.now()
        )
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return downloads.attached(pdf, f"du-thao-{found.code}.pdf", "application/pdf")
