"""The register of dossiers: as a page, as a sheet, and on paper."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.documents import queries as documents
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import Entry
from motcua.kernel import access
from motcua.onestop import choosing, spans
from motcua.onestop.spans import Chosen
from motcua.onestop.views.officer import POSTS, viewer_of
from motcua.sheets import streaming
from motcua.ui import downloads, formats

MOST_PRINTED: Final = 1000
"""Lines on paper; more are a hundred pages, which nobody turns, and cost too much memory."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER: Final = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Tên tổ chức, cá nhân",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ",
    "Hẹn trả kết quả",
    "Trả kết quả",
    "Phương thức nhận hồ sơ",
    "Ký nhận",
)
_WIDTHS: Final = (6, 24, 40, 26, 36, 30, 17, 17, 17, 28, 22)


@access.role(*POSTS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List what the officer's agencies received in a period, in the order of receipt."""
    here, chosen = queries.register_agencies(viewer_of(request)), _chosen(request)
    sector = _sector(request)
    after = choosing.key_of(request.GET.get("sau", ""))
    rows, last = queries.register_page(here, chosen.period, sector=sector, after=after)
    before = _before(request) if after else 0
    said = {**chosen.said, **({"linh-vuc": sector} if sector else {})}
    follows = {"sau": choosing.key_text(last), "tu-so": str(before + len(rows))} if last else {}
    context = {
        "rows": [(before + place, one) for place, one in enumerate(rows, start=1)],
        "chosen": chosen,
        "sector": sector,
        "sectors": queries.register_sectors(here, chosen.period),
        "offered": spans.offered(agencies.legal_today(), lang=formats.language()),
        "next": "?" + urlencode({**said, **follows}) if follows else "",
        "query": urlencode(said),
        "refusal": _refusal(chosen, is_long="dai" in request.GET),
    }
    return render(request, "onestop/register.html", context)


@access.role(*POSTS)
@require_safe
def register_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Hand the register over as XLSX, however long, or as PDF; that it was read goes on record."""
    viewer, at = viewer_of(request), timezone.now()
    here, sector = queries.register_agencies(viewer), _sector(request)
    # What leaves the house is in its language, whatever the page is in.
    chosen = spans.chosen(request.GET, today=agencies.legal_today(), lang="vi")
    lines = _lines(queries.register_entries(here, chosen.period, sector=sector))
    name = f"so-theo-doi-{chosen.period.first}-{chosen.period.last}"
    if form == "xlsx":
        actions.note_listing(viewer=viewer, what="register", at=at)
        above = ["SỔ THEO DÕI HỒ SƠ", " · ".join([chosen.label, *([sector] if sector else [])])]
        sheet = streaming.streamed(
            sheet="Sổ theo dõi", header=HEADER, widths=_WIDTHS, rows=lines, above=above
        )
        answer = FileResponse(sheet, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
        answer["Cache-Control"] = "no-store"
        return answer
    if form != "pdf":
        raise Http404
    if queries.register_count(here, chosen.period, sector=sector) > MOST_PRINTED:
        asked = {**chosen.said, "linh-vuc": sector, "dai": "1"}
        return redirect(f"{reverse('onestop:register')}?{urlencode(asked)}")
    actions.note_listing(viewer=viewer, what="register", at=at)
    data = {
        "agency": queries.agency_names(here),
        "form": documents.form_of_register(chosen.period.last),
        "period": chosen.label,
        "sector": sector,
        "made_at": queries.shown_time(at),
        "rows": [[str(cell) for cell in line] for line in lines],
    }
    pdf = documents.listing("register", data, at=at)
    return downloads.attached(pdf, f"{name}.pdf", "application/pdf")


def _lines(entries: Iterator[Entry]) -> Iterator[tuple[str | int, ...]]:
    """Yield the lines of a register as they are written: Vietnamese, whatever the page is in."""
    for number, one in enumerate(entries, start=1):
        yield (
            number,
            one.code,
            one.procedure,
            one.applicant,
            one.contact,
            one.agency,
            queries.shown_time(one.accepted_at),
            queries.shown_time(one.promised_at) if one.promised_at else "",
            queries.shown_time(one.ended_at) if one.ended_at else "",
            one.filing.label,
            "Xác thực điện tử" if one.filing.is_online else "Ký trên giấy",
        )


def _chosen(request: HttpRequest) -> Chosen:
    return spans.chosen(request.GET, today=agencies.legal_today(), lang=formats.language())


def _sector(request: HttpRequest) -> str:
    return request.GET.get("linh-vuc", "")[: choosing.LONGEST]


def _before(request: HttpRequest) -> int:
    """Return how many lines stand on the pages before, as the last one's address said."""
    written = request.GET.get("tu-so", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 0  # noqa: PLR2004 digits


def _refusal(chosen: Chosen, *, is_long: bool) -> str:
    if is_long:
        return gettext(
            "Sổ dài hơn %(most)s dòng nên không in ra PDF: chọn kỳ ngắn hơn, hoặc tải XLSX."
        ) % {"most": formats.count(MOST_PRINTED)}
    return gettext("Không đọc được kỳ đã chọn; đang xem tháng này.") if chosen.is_wrong else ""
