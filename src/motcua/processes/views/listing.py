"""Processes, and one of them: its drawing, its steps, its versions."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.kernel import access
from motcua.processes import differences, page_queries, queries, table_reading
from motcua.processes.adapters import table_bpmn
from motcua.processes.errors import NotATable
from motcua.processes.views.author import (
    LONGEST,
    READERS,
    WRITERS,
    as_file,
    names_of,
    shown_steps,
    viewer_of,
)

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DIGITS = 6


@access.role(*READERS)
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """List processes by key."""
    words = request.GET.get("tim", "")[:LONGEST].strip()
    found, after = page_queries.processes(words=words, after=request.GET.get("sau", "")[:LONGEST])
    context = {
        "processes": found,
        "words": words,
        "next": urlencode({"tim": words, "sau": after}) if after else "",
        "writes": viewer_of(request).has_any(WRITERS),
    }
    return render(request, "processes/list.html", context)


@access.role(*READERS)
@require_safe
def process(request: HttpRequest, key: str) -> HttpResponse:
    """Show a process: how it is drawn, its steps, and what any two versions do differently."""
    versions = page_queries.versions(key)
    numbers = {one.number: one for one in versions}
    asked = [_number(request.GET.get(name, "")) for name in ("tu", "den")]
    compared = [numbers[number] for number in asked if number in numbers]
    latest = versions[0]
    file = queries.file_of(latest.id)
    both = [queries.steps(one.id) for one in compared]
    context = {
        "key": key,
        "title": file.name or key,
        "versions": versions,
        "names": names_of(one.published_by for one in versions),
        "drawing": queries.drawing(latest.id),
        "steps": shown_steps(file.steps.values()),
        "facts": list(file.facts.values()),
        "decisions": sorted(set(file.decisions.values())),
        "running": queries.running(key),
        "compared": compared if len(compared) == len(asked) else [],
        "differences": differences.between(*both) if len(both) == len(asked) else [],
        "writes": viewer_of(request).has_any(WRITERS),
    }
    return render(request, "processes/process.html", context)


@access.role(*READERS)
@require_safe
def file(request: HttpRequest, key: str, number: int) -> HttpResponse:  # noqa: ARG001 -- a view
    """Send a version as a file; the same bytes every time."""
    version = page_queries.version(key, number)
    return as_file(version.bpmn.encode(), name=f"{key}-{number}.bpmn", kind="application/xml")


@access.role(*READERS)
@require_safe
def sheet(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Send a version as a table, where it is one step after the other."""
    version = page_queries.version(key, number)
    try:
        rows = table_bpmn.rows_of(version.bpmn.encode())
    except NotATable as refusal:
        context = {"heading": gettext("Chưa làm được"), "sentence": refusal.text(gettext)}
        return render(request, "ui/refused.html", context, status=422)
    return as_file(table_reading.written(rows), name=f"{key}-{number}.xlsx", kind=_SHEET)


def _number(written: str) -> int:
    return (
        int(written) if written.isascii() and written.isdigit() and len(written) <= _DIGITS else 0
    )
