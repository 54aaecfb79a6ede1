"""Decision tables: which there are, what one says, and a new one from a DMN file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.processes import actions, page_queries, queries
from motcua.processes.adapters import dmn, xml_files
from motcua.processes.views.author import LONGEST, READERS, WRITERS, told, viewer_of
from motcua.processes.views.writing import POLICY


@access.role(*READERS)
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List decision tables."""
    context = {
        "decisions": page_queries.decision_tables(),
        "writes": viewer_of(request).has_any(WRITERS),
    }
    return render(request, "processes/decisions.html", context)


@access.role(*READERS)
@require_safe
def decision(request: HttpRequest, key: str) -> HttpResponse:
    """Show a decision table as its author wrote it, with what it does not answer."""
    version = queries.latest_decision(key)
    table = queries.table_of(version.id)
    context = {
        "key": key,
        "version": version,
        "table": table,
        "lines": dmn.cells(version.dmn.encode()),
        "gaps": dmn.gaps(table),
        "writes": viewer_of(request).has_any(WRITERS),
    }
    return render(request, "processes/decision.html", context)


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Write the next version of a decision table; without a script as the text of its file."""
    text, refused = queries.latest_decision(key).dmn, None
    if request.method == "POST":
        text = request.POST.get("tep", "")
        by, at = viewer_of(request).actor, timezone.now()
        try:
            actions.publish_decision(key=key, content=text.encode(), by=by, at=at)
            return redirect("processes:decision", key=key)
        except Refusal as refusal:
            refused = refusal
    context = {"key": key, "text": text, **told(refused)}
    answer = render(
        request, "processes/edit_decision.html", context, status=422 if refused else 200
    )
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Publish a decision table from a DMN file."""
    key = request.POST.get("ma", "")[:LONGEST].strip()
    refused = None
    if request.method == "POST":
        sent = request.FILES.get("tep")
        content = sent.read(xml_files.LARGEST + 1) if sent else b""
        by, at = viewer_of(request).actor, timezone.now()
        try:
            version = actions.publish_decision(key=key, content=content, by=by, at=at)
            return redirect("processes:decision", key=version.key)
        except Refusal as refusal:
            refused = refusal
    context = {"typed": key, **told(refused)}
    return render(request, "processes/new_decision.html", context, status=422 if refused else 200)
