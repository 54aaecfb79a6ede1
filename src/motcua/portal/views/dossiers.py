"""A citizen's own dossiers: followed, paid, received, rated; others' are as if not there."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import DraftOpen, UnknownDossier
from motcua.dossiers.queries import digitised
from motcua.dossiers.types import Status
from motcua.eforms import queries as eforms
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.payments import actions as payments
from motcua.payments import queries as charges
from motcua.portal import timeline
from motcua.portal.views.visitor import address_of, citizen_of
from motcua.privacy import throttle
from motcua.ui import downloads

if TYPE_CHECKING:
    from motcua.documents.queries.vault import Shown
    from motcua.dossiers.models import Dossier

MOST_PAYMENTS: Final = 20
"""Payments that one person begins within ten minutes, of all her dossiers."""
JUST_BACK = "tu-ngan-hang"
"""Marks the page of a dossier whose owner comes from paying, so that it waits for the answer."""


@access.citizen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what a citizen has begun and what she has submitted."""
    owner = citizen_of(request)
    drafts, found = queries.open_drafts(owner), queries.dossiers_of(owner)
    ids = {one.procedure_version_id for one in drafts} | {one.procedure_version_id for one in found}
    versions = catalogue.versions(ids)
    names = {version.id: version.content.name for version in versions}
    return render(
        request,
        "portal/mine.html",
        {
            "drafts": drafts,
            "dossiers": found,
            "names": names,
            "labels": {status.value: status.label for status in Status},
        },
    )


@access.citizen
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Say where a dossier is, in plain words, and what can be done next."""
    return show(request, own(request, code))


@access.citizen
@require_POST
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Send the citizen to the payment platform she chose, or to the one this site prefers."""
    found = own(request, code)
    charge = queries.due_of(found) or queries.charge_of(found)
    if charge is None:
        raise Http404
    home = settings.MOTCUA_SITE_URLS["agency"].rstrip("/")
    try:
        throttle.spend("payment", citizen_of(request).id, most=MOST_PAYMENTS, at=timezone.now())
        address = payments.start_attempt(
            charge_id=charge.id,
            return_url=home + reverse("portal:back-from-paying"),
            client_ip=address_of(request),
            by=citizen_of(request).actor,
            at=timezone.now(),
            provider=request.POST.get("cong", ""),
        )
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return redirect(address)


@access.citizen
@require_POST
def transfer(request: HttpRequest, code: str) -> HttpResponse:
    """Give the citizen a code to transfer by; what pays is the bank's statement."""
    found = own(request, code)
    charge = queries.charge_of(found)
    if charge is None:
        raise Http404
    try:
        throttle.spend("payment", citizen_of(request).id, most=MOST_PAYMENTS, at=timezone.now())
        payments.start_transfer(
            charge_id=charge.id, by=citizen_of(request).actor, at=timezone.now()
        )
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return redirect(f"{reverse('portal:dossier', args=[found.code])}#le-phi")


@access.citizen
@require_safe
def back_from_paying(request: HttpRequest, provider: str) -> HttpResponse:
    """Lead back to the dossier; what the address says changes nothing, the platform is asked."""
    pairs = tuple(parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True))
    charge = payments.receive_return(provider=provider, params=pairs, at=timezone.now())
    found = queries.dossier_of_subject(citizen_of(request), charge.subject)
    return redirect(f"{reverse('portal:dossier', args=[found.code])}?{JUST_BACK}=1")


@access.citizen
@require_safe
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Hand over a paper of a dossier; the result only once it was returned."""
    found = own(request, code)
    if kind not in {each.value for each in PaperKind if not each.is_internal}:
        raise Http404
    is_early = kind == PaperKind.RESULT and found.status != Status.RETURNED
    if kind == PaperKind.DECLARATION:
        actions.print_declaration(dossier=found, at=timezone.now())
    issued = documents.paper_of(f"dossier:{found.id}", PaperKind(kind))
    if issued is None or issued.file is None or is_early:
        raise Http404
    return downloads.attached(documents.content(issued.file), issued.file.name, "application/pdf")


@access.citizen
@require_safe
def attachment(request: HttpRequest, code: str, attachment_id: UUID) -> HttpResponse:
    """Hand a file back to the one who gave it."""
    found = own(request, code)
    for one in queries.attachments_of(found):
        if one.id == attachment_id:
            content = documents.content(one.file)
            return downloads.attached(content, one.name, one.file.media_type)
    raise Http404


@access.citizen
@require_POST
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Take a rating, once."""
    found = own(request, code)
    score = request.POST.get("diem", "")
    try:
        actions.rate(
            dossier_id=found.id,
            owner=citizen_of(request),
            score=int(score) if score.isdecimal() else 0,
            comment=request.POST.get("gop-y", "")[:2000],
            at=timezone.now(),
        )
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    return redirect(f"{reverse('portal:dossier', args=[code])}#danh-gia")


@access.citizen
@require_POST
def begin_again(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new form with the answers of a dossier that was refused or expired."""
    found = own(request, code)
    content = catalogue.version(found.procedure_version_id).content
    offer = catalogue.offer(content.code, found.agency.code, on=agencies.legal_today())
    try:
        draft = actions.begin_again(
            dossier=found, offer=offer, owner=citizen_of(request), at=timezone.now()
        )
    except DraftOpen:
        # What she has begun since may be meant: she chooses which to go on with.
        return redirect(
            f"{reverse('portal:begin', args=[content.code])}?co-quan={found.agency.code}"
        )
    return redirect("portal:resume", draft_id=draft.id)


def own(request: HttpRequest, code: str) -> "Dossier":
    """Return a dossier of the visitor; any other is not there.

    Raises:
        Http404: It is somebody else's, or there is none: the answer is the same.
    """
    try:
        return queries.dossier_of(citizen_of(request), code)
    except UnknownDossier:
        raise Http404 from None


def show(request: HttpRequest, found: "Dossier", *, refusal: Refusal | None = None) -> HttpResponse:
    """Show a dossier, with a refusal of what was tried with it."""
    charge = queries.charge_of(found)
    version = catalogue.version(found.procedure_version_id)
    form = eforms.form(queries.form_of(version))
    is_confirming = charge is not None and (
        charges.is_being_confirmed(charge)
        or (JUST_BACK in request.GET and charges.is_under_way(charge))
    )
    happened = queries.events(found.id)
    context: dict[str, Any] = {
        "dossier": found,
        "status": Status(found.status),
        "content": version.content,
        "charge": charge,
        "receipt": charges.receipt_of(charge) if charge else None,
        "refunds": list(charges.refunds_of(charge)) if charge else [],
        "is_confirming": is_confirming,
        "takes_transfers": charges.takes_transfers(),
        "platforms": charges.platforms(),
        "transfer": charges.shown_transfer(charge) if charge else None,
        "just_back": JUST_BACK,
        "waits": is_confirming or timeline.is_on_its_way(found, happened),
        "promise": queries.promise_of(found),
        "asked": queries.open_supplement(found.id),
        "questions": queries.questions_of(citizen_of(request), found),
        "pause": queries.running_pause(found.id),
        "owes_state": queries.due_of(found) if found.status == Status.OBLIGATION else None,
        "legs": queries.leg_lines(found),
        "moves": {move.event for move in queries.moves_of_applicant(citizen_of(request), found)},
        "papers": _papers(found),
        "files": queries.attachments_of(found),
        "lines": eforms.summary(form, queries.answers_of(found)),
        "timeline": timeline.lines(happened),
        "result_channel": Channel(found.result_channel),
        "ends": queries.result_ends(found),
        "parcel": queries.last_parcel(found.id) if found.finished_at else None,
        "handed": queries.handed_over(found.id) if found.returned_at else None,
        "paper_result": _paper_result(found),
        "rating": queries.rating_of(found.id),
        "reason": next(
            (r.text for r in version.content.refusal_reasons if r.code == found.reason_code), ""
        ),
        "refusal": refusal.text(gettext) if refusal else "",
    }
    return render(
        request, "portal/dossier.html", context, status=422 if refusal is not None else 200
    )


def _paper_result(found: "Dossier") -> "Shown | None":
    """Return the scan of a result that she has on paper, if it is kept as hers; None: it is not."""
    scan = digitised.paper_result(found) if found.status == Status.RETURNED else None
    return scan if scan is not None and scan.record.owner else None


def _papers(found: "Dossier") -> list[Any]:
    """Return the papers that the applicant may have now: the result only once it was returned.

    Her declaration is not among them: it is offered always, and made when it is asked for.
    """
    issued = documents.papers_of(f"dossier:{found.id}")
    may_have_result = found.status == Status.RETURNED
    hidden = {PaperKind.DECLARATION} | (set() if may_have_result else {PaperKind.RESULT})
    shown = {kind for kind in PaperKind if not kind.is_internal} - hidden
    return [one for one in issued if one.kind in shown]
