"""What a citizen does with a dossier under way: answer a request, withdraw."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from motcua.dossiers import actions
from motcua.dossiers.types import Status
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.portal.views.dossiers import own, show
from motcua.portal.views.visitor import citizen_of

MOST_FILES = 10
MOST_LETTERS = 2000


@access.citizen
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take files and words that were asked for; files stay where the rest is refused."""
    found, owner = own(request, code), citizen_of(request)
    use_case = actions.complete if found.status == Status.REGISTERED else actions.supplement
    try:
        for given in request.FILES.getlist("tep")[:MOST_FILES]:
            actions.give_file(
                dossier_id=found.id,
                owner=owner,
                name=given.name or "",
                content=given.read(actions.MOST_BYTES + 1),
                at=timezone.now(),
            )
        words = request.POST.get("giai-trinh", "")[:MOST_LETTERS]
        use_case(dossier_id=found.id, owner=owner, words=words, at=timezone.now())
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return redirect("portal:dossier", code=found.code)


@access.citizen
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw a dossier that nobody received; ask for it once somebody did."""
    found, owner = own(request, code), citizen_of(request)
    is_new = found.status == Status.REGISTERED
    use_case = actions.withdraw if is_new else actions.ask_withdrawal
    try:
        use_case(dossier_id=found.id, owner=owner, at=timezone.now())
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return redirect("portal:dossier", code=found.code)


@access.citizen
@require_POST
def reply(request: HttpRequest, code: str, question_id: UUID) -> HttpResponse:
    """Answer a question of an officer."""
    found = own(request, code)
    try:
        actions.answer_question(
            dossier_id=found.id,
            question_id=question_id,
            owner=citizen_of(request),
            words=request.POST.get("tra-loi", "")[:MOST_LETTERS],
            at=timezone.now(),
        )
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return redirect(f"{reverse('portal:dossier', args=[code])}#hoi-dap")
