"""Old results that still hold: listed, scanned and typed by one officer, checked by another."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import queries as agencies
from motcua.documents import queries as documents
from motcua.documents.actions import scanning, vault
from motcua.documents.queries import keying, readings
from motcua.documents.queries import vault as kept
from motcua.documents.types import Quality
from motcua.identity import queries as identity
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.onestop import old_results
from motcua.onestop.views.officer import viewer_of
from motcua.ui import downloads

if TYPE_CHECKING:
    from motcua.documents.queries.vault import Shown

ROLES: Final = (Role.CLERK, Role.SPECIALIST)
DAYS: Final = 30
"""Of work that figures show."""
_MB: Final = 1024 * 1024


@access.role(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """List what is to be digitised; on POST add to it, one by hand or many by a sheet."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _list(request)
    try:
        made = vault.expect(_told(request, viewer), by=viewer.actor, at=timezone.now())
    except Refusal as refusal:
        return _list(request, refusal.text(gettext))
    return redirect(f"{request.path}?{urlencode({'them': made})}")


@access.role(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show an old result: to be typed, to be checked beside its scan, or as it was checked."""
    viewer = viewer_of(request)
    found = _own(viewer, record_id)
    if request.method != "POST":
        return _show(request, found)
    try:
        if "dong-y" in request.POST or "tra-lai" in request.POST:
            _judge(request, found, viewer)
        else:
            typed = keying.understood(found.kind, request.POST.dict())
            if typed.errors:
                return _show(request, found, errors=typed.errors)
            _key(request, found, typed, viewer)
    except Refusal as refusal:
        return _show(request, _own(viewer, record_id), refusal=refusal)
    return redirect("onestop:digitising")


@access.role(*ROLES)
@require_safe
def page(request: HttpRequest, record_id: UUID, number: int) -> HttpResponse:
    """Return a page of a scan as a picture, made anew: nothing of the file itself is run."""
    picture = kept.page(_own(viewer_of(request), record_id), number)
    if picture is None:
        raise Http404
    answer = HttpResponse(picture, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store"
    return answer


@access.role(*ROLES)
@require_safe
def scan(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Hand a scan out as it was given."""
    file = _own(viewer_of(request), record_id).record.file
    if file is None:
        raise Http404
    return downloads.attached(documents.content(file), file.name, file.media_type)


@access.role(*ROLES)
@require_safe
def searchable(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Hand out the copy of a scan that a machine read: even, and with its text to be searched."""
    row = _own(viewer_of(request), record_id).record
    for read in readings.of_files([row.file_id]).values():
        if read.copy is not None:
            copy = read.copy
            return downloads.attached(documents.content(copy), copy.name, copy.media_type)
    raise Http404


@access.role(*ROLES)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show who typed, checked and sent back how much, by day and kind."""
    today = agencies.legal_today()
    since = today - timedelta(days=DAYS)
    rows = kept.figures(_agencies(viewer_of(request)), since=since, until=today)
    actors = {one.by: Actor.parse(one.by) for one in rows}
    names = identity.names_of(list(actors.values()))
    context = {
        "rows": rows,
        "names": {told: names.get(actor, told) for told, actor in actors.items()},
        "kinds": {one.kind: kept.kind(one.kind).name for one in rows},
        "most": max((one.keyed + one.checked + one.sent_back for one in rows), default=0),
        "since": since,
        "until": today,
    }
    return render(request, "onestop/digitising_figures.html", context)


def _agencies(viewer: Viewer) -> frozenset[int]:
    return frozenset().union(*(viewer.agencies_as(role) for role in ROLES))


def _own(viewer: Viewer, record_id: UUID) -> "Shown":
    return kept.record(record_id, agency_ids=_agencies(viewer))


def _told(request: HttpRequest, viewer: Viewer) -> list[vault.Paper]:
    """Return what is to be listed: of a sheet, or what was typed into the boxes.

    Raises:
        Refusal: The sheet cannot be read, or a line of it.
    """
    agency_id = min(_agencies(viewer))
    sheet = request.FILES.get("tep")
    if sheet is not None:
        content = sheet.read(old_results.MOST_MB * _MB + 1)
        return old_results.read(content, file_name=sheet.name or "", agency_id=agency_id)
    kind = kept.kinds().get(request.POST.get("loai", ""))
    number = request.POST.get("so", "").strip()[: keying.LONGEST]
    if kind is None or not number:
        return []
    holder = request.POST.get("ho-ten", "").strip()[: keying.LONGEST]
    return [
        old_results.paper(
            kind, number=number, holder=holder, personal_id="", issued_on=None, agency_id=agency_id
        )
    ]


def _key(request: HttpRequest, found: "Shown", typed: keying.Typed, viewer: Viewer) -> None:
    now = timezone.now()
    given = [
        (one.name or "", one.read(scanning.MOST_BYTES + 1))
        for one in request.FILES.getlist("ban-quet")
    ]
    file = scanning.store_scan(files=given, by=viewer.actor, at=now) if given else None
    vault.key(
        record_id=found.record.id,
        agency_ids=_agencies(viewer),
        typed=typed,
        file_id=file.id if file else None,
        by=viewer.actor,
        at=now,
    )


def _judge(request: HttpRequest, found: "Shown", viewer: Viewer) -> None:
    try:
        seen = datetime.fromisoformat(request.POST.get("luc", ""))
    except ValueError:
        seen = datetime.min.replace(tzinfo=UTC)
    same: dict[str, Any] = {
        "record_id": found.record.id,
        "agency_ids": _agencies(viewer),
        "seen": seen,
        "by": viewer.actor,
        "at": timezone.now(),
    }
    if "dong-y" in request.POST:
        vault.check(**same)
    else:
        vault.send_back(**same, reason=request.POST.get("ly-do", ""))


def _show(
    request: HttpRequest,
    found: "Shown",
    *,
    refusal: Refusal | None = None,
    errors: Any = None,
) -> HttpResponse:
    viewer, row = viewer_of(request), found.record
    is_typed = request.method == "POST" and "number" in request.POST
    pages = kept.page_count(found)
    context = {
        "found": found,
        "row": row,
        "is_open": found.quality in {Quality.EXPECTED, Quality.SCANNED},
        "waits": found.quality is Quality.KEYED,
        "is_hers": row.keyed_by == str(viewer.actor),
        "typed": request.POST if is_typed else _typed(found),
        "pages": [number for number in range(1, pages + 1) if _is_picture(found, number)],
        "page_count": pages,
        "read": readings.of_files([row.file_id]),
        "refusal": refusal.text(gettext) if refusal else "",
        "errors": errors or {},
    }
    status = 422 if refusal or errors else 200
    return render(request, "onestop/old_result.html", context, status=status)


def _is_picture(found: "Shown", number: int) -> bool:
    file = found.record.file
    is_one = file is not None and file.media_type != "application/pdf"
    return is_one or kept.page(found, number) is not None


def _typed(found: "Shown") -> dict[str, str]:
    """Return what is there already, as it is typed into boxes."""
    content, row = found.content, found.record
    data = {f"muc-{one.key}": content.data.get(one.key, "") for one in found.kind.fields}
    days = {
        f"muc-{one.key}": _written(keying.day(content.data.get(one.key, "")))
        for one in found.kind.fields
        if one.kind == "date"
    }
    return {
        "number": content.number,
        "issuer": content.issuer,
        "holder": content.holder,
        "personal_id": content.personal_id,
        "issued_on": _written(row.issued_on),
        "valid_until": _written(row.valid_until),
        **data,
        **days,
    }


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _list(request: HttpRequest, refused: str = "") -> HttpResponse:
    own = _agencies(viewer_of(request))
    chosen = {name: request.GET.get(name, "").strip() for name in ("trang-thai", "loai", "tim")}
    quality = chosen["trang-thai"]
    rows = kept.work_of(
        own,
        quality=Quality(quality) if quality in set(Quality) else None,
        kind=chosen["loai"],
        number=chosen["tim"],
        after=_id(request.GET.get("sau", "")),
    )
    said = {name: text for name, text in chosen.items() if text}
    following = {**said, "sau": str(rows[-1].record.id)} if len(rows) == kept.PAGE else {}
    context = {
        "rows": rows,
        "waiting": kept.waiting(own),
        "qualities": [one for one in Quality if one is not Quality.SIGNED],
        "kinds": kept.kinds(),
        "chosen": chosen,
        "said": said,
        "columns": old_results.COLUMNS,
        "next": f"?{urlencode(following)}" if following else "",
        "made": request.GET.get("them", ""),
        "refused": refused,
    }
    return render(request, "onestop/digitising.html", context, status=422 if refused else 200)


def _id(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        raise Http404 from None
