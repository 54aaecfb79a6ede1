"""The catalogue as a file: taken away, sent back, looked at, published."""

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, differences, errors, files, queries
from motcua.catalogue.forms import FileForm
from motcua.catalogue.types import FileStatus, Running
from motcua.catalogue.views.controller import REFRESH_SECONDS, editor_of, sent_file, viewer_of
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.sheets import tables

if TYPE_CHECKING:
    from motcua.catalogue.models import ProcedureFile

TYPES: Final = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PROBLEMS = 200
PER_PAGE = 50


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """Offer the catalogue as a file; on POST take one, tell all that is wrong, or keep it."""
    editor = editor_of(request)
    form = FileForm(request.POST or None, today=agencies.legal_today())
    refused: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        content, file_name = sent_file(request, "tep", most_mb=files.MOST_MB)
        try:
            actions.keep_file(
                content=content,
                file_name=file_name,
                valid_from=form.cleaned_data["ap_dung"],
                running=Running(form.cleaned_data["ho_so"]),
                closes_on=form.cleaned_data["ngung_nhan"],
                by=editor.actor,
                at=timezone.now(),
            )
        except errors.BeginsInThePast as refusal:
            form.add_error("ap_dung", refusal.text(gettext))
        except (errors.ClosingDayMissing, errors.ClosesBeforeItBegins) as refusal:
            form.add_error("ngung_nhan", refusal.text(gettext))
        except Refusal as refusal:
            refused = refusal
        else:
            return redirect("catalogue:file-preview")
    return _page(request, form, refused)


@access.role(Role.CONTROLLER)
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Return procedures in force as a file; `linh-vuc` takes those of one field."""
    editor_of(request)
    if kind not in TYPES:
        raise Http404
    try:
        content = queries.exported(kind, sector=request.GET.get("linh-vuc", "")[:200])
    except errors.TooManyForSheet as refusal:
        return _page(request, FileForm(today=agencies.legal_today()), refusal)
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="thu-tuc.{kind}"'
    return answer


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Show what the kept file would publish, and how far it is; let it be published on POST.

    `vuong` shows only what could not be published.
    """
    editor = editor_of(request)
    refused = ""
    if request.method == "POST":
        try:
            actions.publish_file(
                file_id=queries.kept_file(editor.actor).id,
                seen_at=parse_datetime(request.POST.get("gui_luc", "")) or timezone.now(),
                by=editor.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:file-preview")
    try:
        kept = queries.kept_file(editor.actor)
    except errors.UnknownFile as refusal:
        return _page(request, FileForm(today=agencies.legal_today()), refusal)
    only_left = "vuong" in request.GET
    context = {
        "kept": kept,
        "running": Running(kept.running),
        "page": Paginator(queries.filed(kept, only_left=only_left), PER_PAGE).get_page(
            request.GET.get("trang")
        ),
        "only_left": only_left,
        "refused": refused,
        **queries.filed_counts(kept),
    }
    answer = render(request, "catalogue/file_preview.html", context, status=422 if refused else 200)
    if kept.status == FileStatus.PUBLISHING:
        answer["Refresh"] = REFRESH_SECONDS
    return answer


@access.role(Role.CONTROLLER)
@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """Show how the kept file differs from what is published of one procedure."""
    kept = queries.kept_file(editor_of(request).actor)
    found = queries.coming(kept, code)
    context = {
        "coming": found,
        "differences": differences.compare(found.before, found.content, translate=gettext),
    }
    return render(request, "catalogue/file_changes.html", context)


@access.role(Role.CONTROLLER)
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Forget the kept file."""
    actions.drop_file(by=editor_of(request).actor)
    return redirect("catalogue:files")


def _kept(request: HttpRequest) -> "ProcedureFile | None":
    try:
        return queries.kept_file(viewer_of(request).actor)
    except errors.UnknownFile:
        return None


def _page(request: HttpRequest, form: FileForm, refused: Refusal | None) -> HttpResponse:
    problems = refused.params.get("problems", ()) if refused else ()
    context: dict[str, Any] = {
        "form": form,
        "kept": _kept(request),
        "choices": list(Running),
        "sectors": queries.sectors(),
        "most_rows": tables.MAX_ROWS,
        "most_mb": files.MOST_MB,
        "refused": refused.text(gettext) if refused else "",
        "problems": [
            (one.line, one.place, one.value, one.reason.text(gettext))
            for one in problems[:PROBLEMS]
        ],
        "more": max(len(problems) - PROBLEMS, 0),
        "today": agencies.legal_today(),
    }
    wrong = bool(refused or form.errors)
    return render(request, "catalogue/files.html", context, status=422 if wrong else 200)
