"""Dossiers of another one-stop brought in by a file, looked at, taken; and taken out by one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import transfers
from motcua.dossiers.queries.transfers import Verdict
from motcua.dossiers.types import Filing, Status
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.clock import HANOI
from motcua.kernel.errors import Refusal
from motcua.onestop.views.officer import viewer_of
from motcua.sheets import streaming

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
ROLES: Final = (Role.ADMINISTRATOR, Role.CONTROLLER)
REFRESH_SECONDS: Final = "3"
"""While lines are taken their page comes again by itself, without script."""
WIDTH: Final = 20
"""Of columns, in characters."""
_MB: Final = 1024 * 1024
_MOST_DIGITS: Final = 9


@access.role(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def transfers_page(request: HttpRequest) -> HttpResponse:
    """Offer both ways; on POST keep a file to be looked at, or say why it cannot be taken."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _page(request)
    sheet, papers = request.FILES.get("tep"), request.FILES.get("giay-to")
    try:
        kept = actions.keep_import(
            content=sheet.read(transfers.MOST_MB * _MB + 1) if sheet else b"",
            file_name=(sheet.name if sheet else "") or "",
            papers=papers.read(transfers.MOST_PAPERS_MB * _MB + 1) if papers else b"",
            source=request.POST.get("nguon", "").strip(),
            viewer=viewer,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _page(request, refusal)
    return redirect("onestop:transfer", import_id=kept.id)


@access.role(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what a file would do, or how far it is; on POST let its good lines be taken."""
    viewer, refused = viewer_of(request), ""
    if request.method == "POST":
        try:
            actions.confirm_import(import_id=import_id, viewer=viewer, at=timezone.now())
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("onestop:transfer", import_id=import_id)
    kept = queries.import_of(viewer, import_id)
    verdict = _verdict(request.GET.get("dong", ""))
    after = request.GET.get("sau", "")
    is_place = after.isascii() and after.isdecimal() and len(after) <= _MOST_DIGITS
    lines, following = queries.lines_of_import(
        kept, verdict=verdict, after=int(after) if is_place else 0
    )
    context = {
        "kept": kept,
        "lines": lines,
        "next": following,
        "verdict": verdict,
        "verdicts": [
            (Verdict.NEW, kept.new),
            (Verdict.CHANGED, kept.changed),
            (Verdict.SAME, kept.same),
            (Verdict.REFUSED, kept.refused + kept.left),
        ],
        "good": kept.new + kept.changed,
        "refused": refused,
    }
    answer = render(request, "onestop/transfer.html", context, status=422 if refused else 200)
    if kept.confirmed_at is not None and kept.ended_at is None:
        answer["Refresh"] = REFRESH_SECONDS
    return answer


@access.role(*ROLES)
@require_POST
def drop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Forget a file that waits."""
    actions.drop_import(import_id=import_id, viewer=viewer_of(request), at=timezone.now())
    return redirect("onestop:transfers")


@access.role(*ROLES)
@require_safe
def troubles(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """Return all that is wrong with a file, cell by cell, as a sheet."""
    kept = queries.import_of(viewer_of(request), import_id)
    header = [gettext(one) for one in transfers.TROUBLES]
    rows = queries.troubles_of(kept)
    return _sheet("dong-khong-nhan.xlsx", gettext("Dòng không nhận"), header, rows)


@access.role(*ROLES)
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponseBase:  # noqa: ARG001 Django's signature
    """Return a sheet to be filled in, with a row as an example."""
    header, rows = transfers.template()
    return _download(kind, "mau-nhap-ho-so", header, iter(rows))


@access.role(*ROLES)
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return dossiers as a sheet; that they were taken out, by whom and how many, is on record."""
    viewer = viewer_of(request)
    if kind not in {"csv", "xlsx"}:
        raise Http404
    status = request.GET.get("trang-thai", "")
    wanted = queries.Wanted(
        agency_ids=_agencies(request),
        since=_day(request.GET.get("tu", "")),
        until=_day(request.GET.get("den", "")),
        status=Status(status) if status in set(Status) else None,
    )
    actions.begin_export(wanted=wanted, form=kind, by=viewer.actor, at=timezone.now())
    header, _ = transfers.template()
    return _download(kind, "ho-so", header, transfers.cells(queries.exported(wanted)))


def _agencies(request: HttpRequest) -> set[int]:
    """Return the agencies whose dossiers are asked for: all of hers, or one with those below."""
    mine = queries.transferable(viewer_of(request))
    code = request.GET.get("co-quan", "").strip()[:40]
    if not code:
        return mine
    meant = agencies.agencies_ever([code]).get(code, [])
    return mine & agencies.subtree([one.id for one in meant])


def _day(written: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written.strip(), form).replace(tzinfo=HANOI).date()
        except ValueError:
            continue
    return None


def _verdict(written: str) -> Verdict | None:
    return Verdict(written) if written in set(Verdict) else None


def _download(
    kind: str, name: str, header: list[str], rows: Iterator[list[str]]
) -> HttpResponseBase:
    if kind == "xlsx":
        return _sheet(f"{name}.xlsx", gettext("Hồ sơ"), header, rows)
    if kind != "csv":
        raise Http404
    answer = StreamingHttpResponse(streaming.delimited(header, rows), content_type=CSV)
    return _private(answer, f"{name}.csv")


def _sheet(name: str, sheet: str, header: list[str], rows: Any) -> HttpResponseBase:
    """Return a workbook, written to a file that is gone once it was sent."""
    widths = [WIDTH] * len(header)
    file = streaming.streamed(sheet=sheet, header=header, widths=widths, rows=rows)
    return _private(FileResponse(file, content_type=XLSX), name)


def _private(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "imports": queries.imports_of(viewer),
        "columns": transfers.COLUMNS,
        "filings": list(Filing),
        "statuses": list(Status),
        "most_rows": transfers.MOST_ROWS,
        "most_mb": transfers.MOST_MB,
        "most_papers_mb": transfers.MOST_PAPERS_MB,
        "source": request.POST.get("nguon", ""),
        "refused": refused.text(gettext) if refused else "",
    }
    return render(request, "onestop/transfers.html", context, status=422 if refused else 200)
