"""Writes processes: as a table without a script, as a drawing, or by a file from elsewhere.

Nothing is kept until it is published, and nothing is published before it was looked at: the first
button shows the drawing or what is wrong, the second publishes what was shown.
"""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.processes import actions, queries, table, table_reading
from motcua.processes.adapters import bpmn, table_bpmn
from motcua.processes.errors import KeyTaken, NotATable, TableNotAProcess
from motcua.processes.table import Row
from motcua.processes.views.author import LONGEST, WRITERS, told, viewer_of
from motcua.sheets.errors import FileEmpty
from motcua.ui import csp

POLICY: Final = csp.POLICY.replace(
    "style-src 'self'", "style-src 'self'; style-src-attr 'unsafe-inline'"
)
"""The editors set style attributes on what they draw."""

_CELLS: Final = ("name", "who", "note", "time", "post", "agency", "event", "key")
_EMPTY_LINES: Final = 3
_MB: Final = 1024 * 1024


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a process: from a table that was pasted or sent, or from a BPMN file."""
    typed = {name: request.POST.get(name, "") for name in ("ma", "ten", "bang")}
    typed["ma"], typed["ten"] = typed["ma"][:LONGEST].strip(), typed["ten"][:LONGEST].strip()
    if request.method != "POST":
        return render(request, "processes/new.html", {"typed": typed, **told(None)})
    sent = request.FILES.get("tep")
    content = sent.read(table_reading.MOST_MB * _MB + 1) if sent else typed["bang"].encode()
    name = (sent.name or "") if sent else ""
    try:
        _is_free(typed["ma"])
        if not content.strip():
            raise FileEmpty
        if name.lower().endswith((".bpmn", ".xml")) or content.lstrip().startswith(b"<"):
            at, by = timezone.now(), viewer_of(request).actor
            version = actions.publish(key=typed["ma"], content=content, by=by, at=at)
            return redirect("processes:process", key=version.key)
        rows = table.with_usual_events(table_reading.read(content, file_name=name))
    except Refusal as refusal:
        context = {"typed": typed, **told(refusal)}
        return render(request, "processes/new.html", context, status=422)
    return _show(request, typed["ma"], typed["ten"], rows)


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def as_table(request: HttpRequest, key: str) -> HttpResponse:
    """Write a process as a table; `viec` says whether to look or to publish."""
    if request.method != "POST":
        latest = queries.latest(key)
        try:
            rows = table_bpmn.rows_of(latest.bpmn.encode())
        except NotATable:
            return redirect("processes:draw", key=key)
        return _show(request, key, queries.file_of(latest.id).name, rows)
    actions.check_key(key)
    name = request.POST.get("ten", "")[:LONGEST].strip()
    rows, problems = _posted(request)
    try:
        if not rows or problems:
            raise TableNotAProcess(count=max(len(problems), 1), problems=tuple(problems))
        content = table_bpmn.file_of(rows, key=key, name=name or key)
        if request.POST.get("viec") == "cong-bo":
            by, at = viewer_of(request).actor, timezone.now()
            actions.publish(key=key, content=content, by=by, at=at)
            return redirect("processes:process", key=key)
        bpmn.read(content)
    except Refusal as refusal:
        return _show(request, key, name, rows, refusal=refusal)
    return _show(request, key, name, rows)


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, key: str) -> HttpResponse:
    """Write a process as a drawing; without a script as the text of its file."""
    if request.method == "POST":
        text = request.POST.get("tep", "")
        try:
            actions.publish(
                key=key, content=text.encode(), by=viewer_of(request).actor, at=timezone.now()
            )
        except Refusal as refusal:
            return _editor(request, key, text, refusal=refusal)
        return redirect("processes:process", key=key)
    return _editor(request, key, queries.latest(key).bpmn)


def _is_free(key: str) -> None:
    actions.check_key(key)
    if queries.exists(key):
        raise KeyTaken(key=key)


def _editor(
    request: HttpRequest, key: str, text: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"key": key, "text": text, **told(refusal)}
    answer = render(request, "processes/draw.html", context, status=422 if refusal else 200)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _posted(request: HttpRequest) -> tuple[list[Row], list[table_reading.Problem]]:
    """Return the rows of the form, empty ones left out, and what is wrong with them."""
    columns = [request.POST.getlist(name)[: table_reading.MOST_STEPS] for name in _CELLS]
    rows: list[Row] = []
    problems: list[table_reading.Problem] = []
    for cells in zip(*columns, strict=False):
        said = dict(zip(_CELLS, cells, strict=True))
        if any(said[name].strip() for name in ("name", "who", "time")):
            rows.append(table_reading.row_of(len(rows) + 1, said, problems))
    keys = [row.key for row in rows if row.key]
    if len(keys) > len(set(keys)):
        rows = [replace(row, key="") for row in rows]
    return rows, problems


def _show(
    request: HttpRequest, key: str, name: str, rows: list[Row], *, refusal: Refusal | None = None
) -> HttpResponse:
    lines = [
        {
            "name": row.name,
            "who": row.who,
            "note": row.note,
            "time": table.time_written(row.minutes),
            "post": row.post,
            "agency": row.agency,
            "event": row.event,
            "key": row.key,
        }
        for row in rows
    ]
    lines += [dict.fromkeys(_CELLS, "")] * _EMPTY_LINES
    drawn = None
    if rows and refusal is None:
        drawn = queries.drawing_of(table_bpmn.file_of(rows, key=key, name=name or key))
    context: dict[str, Any] = {
        "key": key,
        "name": name,
        "lines": lines,
        "titles": table.TITLES,
        "drawing": drawn,
        **told(refusal),
    }
    return render(request, "processes/table.html", context, status=422 if refusal else 200)
