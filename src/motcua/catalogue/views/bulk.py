"""Changes of many services: chosen, looked at, applied, taken back."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, queries, service_sheet
from motcua.catalogue.types import PROVISIONS, BulkKind, BulkStatus, Wanted
from motcua.catalogue.views.bulk_form import BulkForm
from motcua.catalogue.views.controller import (
    REFRESH_SECONDS,
    editor_of,
    is_editor,
    names_of,
    number_in,
    sent_file,
    viewer_of,
)
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from motcua.agencies.models import Agency
    from motcua.catalogue.models import Service

MOST_AT_ONCE = 5000
LINES = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest) -> HttpResponse:
    """List the services in the controller's reach; prepare a change of those chosen on POST.

    `dv` names a service as `procedure|agency`; `tat-ca` means all that the filter leaves.
    """
    today = agencies.legal_today()
    reach = _reach(request)
    asked = {name: request.GET.get(name, "")[:200] for name in ("co-quan", "tim")}
    provided = _filtered(queries.provided_by(reach, on=today), asked)
    form = BulkForm(request.POST or None, lists=queries.lists_on(today), initial={})
    refused = ""
    if request.method == "POST" and form.is_valid():
        by = editor_of(request) if form.kind.is_decided_above else viewer_of(request)
        try:
            bulk = actions.prepare_bulk(
                title=gettext(form.kind.label),
                wanted=form.wanted(_chosen(request, provided), own=_own(request, today).code),
                within=_own(request, today),
                by=by.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:bulk", bulk_id=bulk.id)
    page = Paginator(provided, queries.PER_PAGE).get_page(request.GET.get("trang"))
    found = list(page.object_list)
    context = {
        "page": page,
        "services": found,
        "levels": queries.levels_of(found, on=today, at=timezone.now()),
        "units": agencies.agencies_by_ids(reach, on=today),
        "asked": asked,
        "form": form,
        "is_editor": is_editor(viewer_of(request)),
        "refused": refused,
        "today": today,
    }
    wrong = bool(refused or form.errors)
    return render(request, "catalogue/bulk_services.html", context, status=422 if wrong else 200)


@access.role(Role.CONTROLLER)
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Return the services that the filter leaves as a workbook, to be sent back with changes."""
    today = agencies.legal_today()
    asked = {name: request.GET.get(name, "")[:200] for name in ("co-quan", "tim")}
    provided = _filtered(queries.provided_by(_reach(request), on=today), asked)
    content = service_sheet.write(queries.sheet_rows(provided, on=today))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="dich-vu.xlsx"'
    return answer


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_sheet(request: HttpRequest) -> HttpResponse:
    """Take a workbook of services; what differs becomes a change to be looked at."""
    today = agencies.legal_today()
    refused: Refusal | None = None
    if request.method == "POST":
        content, file_name = sent_file(request, "bang", most_mb=service_sheet.MOST_MB)
        there = queries.sheet_rows(queries.provided_by(_reach(request), on=today), on=today)
        try:
            bulk = actions.prepare_bulk(
                title=gettext("Nhập bảng dịch vụ"),
                wanted=service_sheet.read(
                    content, file_name=file_name, there={row.key: row for row in there}
                ),
                within=_own(request, today),
                by=viewer_of(request).actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal
        else:
            return redirect("catalogue:bulk", bulk_id=bulk.id)
    context = {
        "refused": refused.text(gettext) if refused else "",
        "problems": [
            (problem.line, problem.column, _said(problem.reason))
            for problem in (refused.params.get("problems", ()) if refused else ())
        ],
    }
    return render(request, "catalogue/bulk_sheet.html", context, status=422 if refused else 200)


def _said(reason: Refusal | str) -> str:
    return reason.text(gettext) if isinstance(reason, Refusal) else gettext(reason)


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Show which agencies in reach provide a procedure; prepare a change of that on POST."""
    editor = editor_of(request)
    today = agencies.legal_today()
    reach = _reach(request)
    version = queries.current_version(code, on=today)
    units = list(agencies.agencies_by_ids(reach, on=today))
    provided = queries.provided_by(reach, on=today).filter(procedure=code)
    offering = set(provided.values_list("agency__code", flat=True))
    refused = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("co-quan"))
        known = {unit.code for unit in units}
        day = {"valid_from": today.isoformat()}
        wanted = [
            Wanted(kind=kind, procedure=code, agency=agency, value=day)
            for kind, codes in (
                (BulkKind.OFFER, (chosen & known) - offering),
                (BulkKind.END, offering - chosen),
            )
            for agency in sorted(codes)
        ]
        try:
            bulk = actions.prepare_bulk(
                title=f"{gettext(BulkKind.OFFER.label)}: {version.content.name}",
                wanted=wanted,
                within=_own(request, today),
                by=editor.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:bulk", bulk_id=bulk.id)
    context = {"version": version, "units": units, "offering": offering, "refused": refused}
    return render(request, "catalogue/assign.html", context, status=422 if refused else 200)


@access.role(Role.CONTROLLER)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List the changes of many services that were prepared here, the latest first."""
    found = queries.bulk_changes(_reach(request))
    labels = {status.value: status.label for status in BulkStatus}
    page = Paginator(found, queries.PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "catalogue/bulk_changes.html", {"page": page, "labels": labels})


@access.role(Role.CONTROLLER)
@require_safe
def change(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Show a change line by line: what is there now, and what it will be; how far it is.

    `vuong` shows only the lines that are stuck.
    """
    bulk = queries.bulk_change(bulk_id, agency_ids=_reach(request))
    after, only_stuck = number_in(request.GET.get("sau", "")), "vuong" in request.GET
    lines = queries.lines_of(bulk, after=after, most=LINES, only_stuck=only_stuck)
    context = {
        "bulk": bulk,
        "status": BulkStatus(bulk.status),
        "lines": queries.shown_lines(lines, on=agencies.legal_today()),
        "next": lines[-1].number if len(lines) == LINES else None,
        "only_stuck": only_stuck,
        "names": names_of((bulk.prepared_by, bulk.begun_by)),
        "provisions": PROVISIONS,
        "life_events": queries.life_events(),
        "is_running": bulk.status in {BulkStatus.APPLYING, BulkStatus.UNDOING},
    }
    answer = render(request, "catalogue/bulk_change.html", context)
    if context["is_running"]:
        answer["Refresh"] = REFRESH_SECONDS
    return answer


@access.role(Role.CONTROLLER)
@require_POST
def decide(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Apply a change, throw it away or take it back, as `viec` says."""
    queries.bulk_change(bulk_id, agency_ids=_reach(request))
    do = {
        "thuc-hien": actions.begin_bulk,
        "bo": actions.discard_bulk,
        "hoan-tac": actions.undo_bulk,
    }.get(request.POST.get("viec", ""))
    if do is not None:
        do(bulk_id=bulk_id, by=viewer_of(request).actor, at=timezone.now())
    return redirect("catalogue:bulk", bulk_id=bulk_id)


def _reach(request: HttpRequest) -> set[int]:
    return agencies.subtree(viewer_of(request).agencies_as(Role.CONTROLLER))


def _own(request: HttpRequest, today: date) -> "Agency":
    """Return the agency for which the controller acts; of several, the highest."""
    own = viewer_of(request).agencies_as(Role.CONTROLLER)
    return agencies.agencies_by_ids(own, on=today)[0]


def _filtered(provided: "QuerySet[Service]", asked: dict[str, str]) -> "QuerySet[Service]":
    if asked["co-quan"]:
        provided = provided.filter(agency__code=asked["co-quan"])
    if asked["tim"]:
        provided = queries.named(provided, asked["tim"])
    return provided


def _chosen(request: HttpRequest, provided: "QuerySet[Service]") -> list[tuple[str, str]]:
    """Return the chosen services as pairs of codes; only such as are in reach."""
    if request.POST.get("tat-ca"):
        pairs = provided.values_list("procedure", "agency__code")[:MOST_AT_ONCE]
        return list(pairs)
    named = [value.partition("|") for value in request.POST.getlist("dv")[:MOST_AT_ONCE]]
    return [(procedure, agency) for procedure, _bar, agency in named]
