"""Forms as sheets: the template, what is made of a filled one, and a simple form written out."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.eforms import actions, draft_queries, sheet, sheet_reading
from motcua.eforms.draft_errors import FormNotInSheet, SheetNotAForm
from motcua.eforms.views.author import READERS, WRITERS, viewer_of
from motcua.kernel import access
from motcua.kernel.errors import Refusal

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST: Final = 200
SHOWN: Final = 200
_MB: Final = 1024 * 1024


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a form from a sheet, or tell every cell that cannot be taken."""
    typed = {name: request.POST.get(name, "")[:LONGEST].strip() for name in ("ma", "ten")}
    if request.method != "POST":
        return _new(request, typed)
    sent = request.FILES.get("tep")
    try:
        definition = sheet_reading.read(
            sent.read(sheet_reading.MOST_MB * _MB + 1) if sent else b"",
            file_name=(sent.name or "") if sent else "",
            key=typed["ma"],
            title=typed["ten"],
        )
        draft = actions.begin_from_definition(
            definition=definition, by=viewer_of(request).actor, at=timezone.now()
        )
    except SheetNotAForm as refusal:
        return _new(request, typed, refused=refusal, problems=refusal.params["problems"])
    except Refusal as refusal:
        return _new(request, typed, refused=refusal)
    return redirect("eforms:draft", draft_id=draft.id)


@access.role(*WRITERS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view
    """Send the sheet to be filled in."""
    return _file(sheet.template(), "mau-bang-cau-hoi")


@access.role(*READERS)
@require_safe
def of_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Send a version as a sheet, where a sheet can hold it."""
    definition = draft_queries.version(key, number).definition
    return _written(request, definition, f"{key}-{number}")


@access.role(*READERS)
@require_safe
def of_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send what a draft holds now as a sheet, where a sheet can hold it."""
    draft = draft_queries.draft(draft_id)
    definition = draft_queries.revision(draft.id, draft.revision).definition
    return _written(request, definition, f"{draft.key}-ban-thao-{draft.revision}")


def _written(request: HttpRequest, definition: dict[str, Any], name: str) -> HttpResponse:
    try:
        rows = sheet.rows_of(definition)
    except FormNotInSheet as refusal:
        context = {"refused": refusal.text(gettext), "key": definition["name"]}
        return render(request, "eforms/authoring/not_in_sheet.html", context, status=422)
    return _file(sheet.written(rows), name)


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _new(
    request: HttpRequest,
    typed: dict[str, str],
    *,
    refused: Refusal | None = None,
    problems: tuple[sheet.Problem, ...] = (),
) -> HttpResponse:
    context = {
        "typed": typed,
        "refused": refused.text(gettext) if refused else "",
        "problems": [(one.line, one.column, _said(one.reason)) for one in problems[:SHOWN]],
        "more": max(len(problems) - SHOWN, 0),
        "columns": list(sheet.TITLES.values()),
    }
    return render(
        request, "eforms/authoring/new_from_sheet.html", context, status=422 if refused else 200
    )


def _said(reason: str | Refusal) -> str:
    return reason.text(gettext) if isinstance(reason, Refusal) else gettext(reason)
