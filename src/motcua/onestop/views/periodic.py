"""The periodic report II.06a: as a page whose numbers lead to their dossiers, XLSX and PDF."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.documents import queries as documents
from motcua.dossiers import queries
from motcua.dossiers.queries import (
    BEHIND,
    OPEN,
    RECEIVED,
    RESOLVED,
    Cause,
    Cell,
    Line,
    Report,
)
from motcua.dossiers.types import Status
from motcua.kernel import access
from motcua.kernel.messages import message
from motcua.onestop import choosing, spans
from motcua.onestop.views.officer import POSTS, viewer_of
from motcua.onestop.views.register import XLSX
from motcua.sheets import streaming
from motcua.ui import downloads, formats

FORM: Final = "Biểu số II.06a/VPCP/KSTT (theo trí nhớ, chưa đối chiếu với văn bản)"
COLUMNS: Final[Mapping[str, tuple[str, tuple[Cell, ...]]]] = {
    "tiep-nhan": (message("Tiếp nhận: tổng"), RECEIVED),
    Cell.ONLINE: (message("Trực tuyến"), (Cell.ONLINE,)),
    Cell.DIRECT: (message("Trực tiếp, bưu chính"), (Cell.DIRECT,)),
    Cell.CARRIED: (message("Từ kỳ trước"), (Cell.CARRIED,)),
    "da-giai-quyet": (message("Đã giải quyết: tổng"), RESOLVED),
    Cell.EARLY: (message("Trước hạn"), (Cell.EARLY,)),
    Cell.ON_TIME: (message("Đúng hạn"), (Cell.ON_TIME,)),
    Cell.LATE: (message("Quá hạn"), (Cell.LATE,)),
    "dang-giai-quyet": (message("Đang giải quyết: tổng"), OPEN),
    Cell.RUNNING: (message("Trong hạn"), (Cell.RUNNING,)),
    Cell.OVERDUE: (message("Đang quá hạn"), (Cell.OVERDUE,)),
}
"""Columns in the order of the form, by the words of addresses: heading, and what is added up."""
CAUSES: Final[Mapping[Cause, str]] = {
    Cause.OTHERS: message("Chờ cơ quan phối hợp trả lời quá hạn"),
    Cause.ASKED_AGAIN: message("Yêu cầu bổ sung hơn một lần"),
    Cause.OWN: message("Tại cơ quan giải quyết"),
}
BEHIND_ALL: Final = "tat-ca-qua-han"
BEHIND_FORM: Final = "Biểu số II.07a/VPCP/KSTT (theo trí nhớ, chưa đối chiếu với văn bản)"


@access.role(*POSTS)
@require_safe
def periodic(request: HttpRequest) -> HttpResponse:
    """Show what came in a period and what became of it, by field, with the sums compared."""
    here = queries.register_agencies(viewer_of(request))
    chosen = spans.chosen(request.GET, today=agencies.legal_today(), lang=formats.language())
    found = queries.report(here, chosen.period)
    query = urlencode(chosen.said)
    context = {
        "columns": COLUMNS,
        "rows": [(name, _linked(line, name, query)) for name, line in found.lines.items()],
        "total": _linked(found.total, "", query),
        "report": found,
        "causes": CAUSES,
        "behind": f"{reverse('onestop:counted', args=[BEHIND_ALL])}?{query}",
        "chosen": chosen,
        "offered": spans.offered(agencies.legal_today(), lang=formats.language()),
        "query": query,
        "refusal": gettext("Không đọc được kỳ đã chọn; đang xem tháng này.")
        if chosen.is_wrong
        else "",
    }
    return render(request, "onestop/periodic.html", context)


@access.role(*POSTS)
@require_safe
def counted(request: HttpRequest, column: str) -> HttpResponse:
    """List the dossiers behind a number of the report, in the order of receipt."""
    known = {**COLUMNS, BEHIND_ALL: (message("Quá hạn"), BEHIND)}
    if column not in known:
        raise Http404
    label, wanted = known[column]
    here = queries.register_agencies(viewer_of(request))
    chosen = spans.chosen(request.GET, today=agencies.legal_today(), lang=formats.language())
    sector = request.GET.get("linh-vuc", "")[: choosing.LONGEST]
    rows, last = queries.counted_dossiers(
        here,
        chosen.period,
        wanted=wanted,
        sector=sector,
        after=choosing.key_of(request.GET.get("sau", "")),
    )
    said = {**chosen.said, **({"linh-vuc": sector} if sector else {})}
    context = {
        "label": label,
        "group": _group(wanted),
        "sector": sector,
        "rows": rows,
        "labels": {status.value: status.label for status in Status},
        "chosen": chosen,
        "back": f"{reverse('onestop:periodic')}?{urlencode(chosen.said)}",
        "next": "?" + urlencode({**said, "sau": choosing.key_text(last)}) if last else "",
    }
    return render(request, "onestop/counted.html", context)


@access.role(*POSTS)
@require_safe
def periodic_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Hand the report over as XLSX or PDF, in Vietnamese whatever the page is in."""
    here, at = queries.register_agencies(viewer_of(request)), timezone.now()
    chosen = spans.chosen(request.GET, today=agencies.legal_today(), lang="vi")
    found = queries.report(here, chosen.period)
    name = f"bao-cao-ii06a-{chosen.period.first}-{chosen.period.last}"
    notes = _notes(found)
    if form == "xlsx":
        lines: list[list[str | int | None]] = [
            [number, sector, *_numbers(line)]
            for number, (sector, line) in enumerate(found.lines.items(), start=1)
        ]
        total: list[str | int | None] = [None, "Tổng cộng", *_numbers(found.total)]
        sheet = streaming.streamed(
            sheet="II.06a",
            header=["STT", "Lĩnh vực", *(str(label) for label, _ in COLUMNS.values())],
            widths=[6, 40, *(16 for _ in COLUMNS)],
            rows=[*lines, total, *([None, note] for note in notes), *_behind(found)],
            above=[FORM, "Tình hình, kết quả giải quyết thủ tục hành chính", chosen.label],
        )
        answer = FileResponse(sheet, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
        answer["Cache-Control"] = "no-store"
        return answer
    if form != "pdf":
        raise Http404
    data: dict[str, Any] = {
        "agency": queries.agency_names(here),
        "form": FORM,
        "period": chosen.label,
        "made_at": queries.shown_time(at),
        "rows": [[sector, *_printed(line)] for sector, line in found.lines.items()],
        "total": ["", *_printed(found.total)],
        "notes": notes,
        "behind_form": BEHIND_FORM,
        "causes": [str(label) for label in CAUSES.values()],
        "behind": [[str(cell) for cell in row[1:]] for row in _behind(found)[2:]],
    }
    pdf = documents.listing("periodic", data, at=at)
    return downloads.attached(pdf, f"{name}.pdf", "application/pdf")


def _behind(found: Report) -> list[list[str | int | None]]:
    """Return what is overdue by field and cause, as it is written below the table of a file."""
    if not found.causes:
        return []
    heads = ["Lĩnh vực", "Quá hạn", *(str(label) for label in CAUSES.values()), "Đã xin lỗi"]
    lines: list[list[str | int | None]] = [
        [None, sector, one.total, *(one.counts[cause] for cause in CAUSES), one.excused]
        for sector, one in found.causes.items()
    ]
    return [[None, BEHIND_FORM], [None, *heads], *lines]


def _numbers(line: Line) -> list[int]:
    """Return the numbers of a line in the order of the columns."""
    return [sum(line.counts[cell] for cell in added) for _, added in COLUMNS.values()]


def _printed(line: Line) -> list[str]:
    return [f"{number:,d}".replace(",", ".") for number in _numbers(line)]


def _linked(line: Line, sector: str, query: str) -> dict[str, tuple[int, str]]:
    """Return the numbers of a line with the address of what is behind each."""
    field = "&" + urlencode({"linh-vuc": sector}) if sector else ""
    return {
        column: (number, f"{reverse('onestop:counted', args=[column])}?{query}{field}")
        for column, number in zip(COLUMNS, _numbers(line), strict=True)
    }


def _group(wanted: tuple[Cell, ...]) -> str:
    groups = {
        RECEIVED: message("Tiếp nhận"),
        RESOLVED: message("Đã giải quyết"),
        OPEN: message("Đang giải quyết"),
        BEHIND: message("Đã và đang giải quyết"),
    }
    return groups.get(wanted) or next(
        label for group, label in groups.items() if wanted[0] in group
    )


def _notes(found: Report) -> list[str]:
    """Return what stands below the table of a file."""
    said = "khớp" if found.total.holds and not found.broken else "KHÔNG KHỚP"
    total = found.total
    notes = [
        (
            f"Đối chiếu: tiếp nhận {total.received} = đã giải quyết {total.resolved}"
            f" + đang giải quyết {total.open}: {said}."
        ),
        "Hồ sơ liên thông được đếm một lần, ở cơ quan tiếp nhận hồ sơ gốc.",
    ]
    if found.declined:
        notes.append(
            f"Trong số đang giải quyết có {found.declined} hồ sơ đã bị từ chối sau khi tiếp nhận"
            " (trạng thái 8), cách đếm quốc gia chưa coi là đã giải quyết."
        )
    if found.broken:
        notes.append("Hồ sơ có ngày tháng mâu thuẫn: " + ", ".join(found.broken) + ".")
    return notes
