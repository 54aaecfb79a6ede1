"""Pages of reporting, for staff: upload, look, confirm or discard."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.identity import queries as identity
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.reporting import actions, errors, queries
from motcua.reporting.forms import UploadForm

if TYPE_CHECKING:
    from motcua.reporting.models import ImportedFile

MAY_REPORT = (Role.REPORTING_OFFICER, Role.REPORTER)
SHOWN = 50
"""Files on the list; older ones are reached through the figures that came from them."""


@access.role(*MAY_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """List the files one may see; take a new one."""
    viewer = _viewer(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    refused: errors.DeclarationRefused | None = None
    if request.method == "POST" and form.is_valid():
        content, name, period = form.upload()
        try:
            file = actions.check_file(
                content=content,
                file_name=name,
                period=period,
                only_agencies=_own_agencies(viewer),
                by=viewer.actor,
                at=timezone.now(),
            )
        except errors.DeclarationRefused as refusal:
            refused = refusal
        except Refusal as refusal:
            form.add_error("period", refusal.text(gettext))
        else:
            return redirect("reporting:import", file.pk)
    files = list(queries.files(viewer=viewer)[:SHOWN])
    senders = identity.names_of([Actor.parse(file.uploaded_by) for file in files])
    context = {
        "form": form,
        "refused": refused.text(gettext) if refused else None,
        "problems": _problems(refused),
        "files": files,
        "names": {str(actor): name for actor, name in senders.items()},
    }
    status = 422 if refused or form.errors else 200
    return render(request, "reporting/imports.html", context, status=status)


@access.role(*MAY_REPORT)
@require_safe
def imported(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show a file beside what is published now, with everything that is wrong with it."""
    return _show(request, file_id)


@access.role(*MAY_REPORT)
@require_POST
def confirm(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Publish a checked file; if others were faster, show the new comparison first."""
    viewer = _viewer(request)
    _visible(viewer, file_id)
    try:
        actions.confirm(file_id=file_id, by=viewer.actor, at=timezone.now())
    except errors.FiguresChangedMeanwhile as refusal:
        actions.look_again(file_id=file_id)
        return _show(request, file_id, refusal=refusal)
    except Refusal as refusal:
        return _show(request, file_id, refusal=refusal)
    return redirect("reporting:import", file_id)


@access.role(*MAY_REPORT)
@require_POST
def discard(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Throw a checked file away."""
    viewer = _viewer(request)
    _visible(viewer, file_id)
    try:
        actions.discard(file_id=file_id, by=viewer.actor, at=timezone.now())
    except Refusal as refusal:
        return _show(request, file_id, refusal=refusal)
    return redirect("reporting:import", file_id)


@access.role(*MAY_REPORT)
@require_safe
def original(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Send the file as it was received."""
    file = _visible(_viewer(request), file_id)
    response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    # Our own name: what the sender called it may hold anything.
    response["Content-Disposition"] = f'attachment; filename="{file.sha256[:12]}.bin"'
    return response


def _show(request: HttpRequest, file_id: UUID, *, refusal: Refusal | None = None) -> HttpResponse:
    viewer = _viewer(request)
    file = _visible(viewer, file_id)
    actors = [Actor.parse(text) for text in (file.uploaded_by, file.decided_by) if text]
    context = {
        "file": file,
        "rows": queries.compared(file),
        "names": {str(actor): name for actor, name in identity.names_of(actors).items()},
        "refusal": refusal.text(gettext) if refusal else None,
    }
    status = 409 if refusal else 200
    return render(request, "reporting/import.html", context, status=status)


def _visible(viewer: Viewer, file_id: UUID) -> "ImportedFile":
    file = queries.files(viewer=viewer).filter(pk=file_id).first()
    if file is None:
        raise Http404
    return file


def _problems(refused: errors.DeclarationRefused | None) -> list[dict[str, object]]:
    """Return each problem of a refused file in the reader's language."""
    found = refused.params["problems"] if refused else ()
    return [
        {
            "line": problem.line,
            "column": problem.column,
            "value": problem.value,
            "reason": problem.reason.text(gettext),
        }
        for problem in found
    ]


def _own_agencies(viewer: Viewer) -> frozenset[int] | None:
    """Return the agencies someone reports for; None where she consolidates for all."""
    if viewer.has_any({Role.REPORTING_OFFICER}):
        return None
    return viewer.agencies_as(Role.REPORTER)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer
