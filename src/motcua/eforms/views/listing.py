"""The list of forms, a form with its versions, and where drafts begin."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.eforms import actions, draft_queries, queries, uses
from motcua.eforms.forms import MOST_MB, definition_in, number_in, written_out
from motcua.eforms.types.drafting import DraftStatus
from motcua.eforms.views.author import READERS, WRITERS, names_of, viewer_of
from motcua.kernel import access
from motcua.kernel.errors import Refusal

LONGEST = 200


@access.role(*READERS)
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """List forms by key, with what is being written."""
    asked = {name: request.GET.get(name, "")[:LONGEST] for name in ("tim", "trang-thai")}
    found, after = draft_queries.listed(
        words=asked["tim"].strip(),
        status=asked["trang-thai"],
        after=request.GET.get("sau", "")[:LONGEST],
    )
    context = {
        "forms": found,
        "asked": asked,
        "statuses": list(DraftStatus)[:4],
        "next": urlencode({**{k: v for k, v in asked.items() if v}, "sau": after}) if after else "",
        "writes": viewer_of(request).has_any(WRITERS),
    }
    return render(request, "eforms/authoring/list.html", context)


@access.role(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a form: empty, or from a definition made elsewhere, sent as a file or as text."""
    if request.method != "POST":
        return _new(request)
    try:
        draft_id = _begin(request)
    except Refusal as refusal:
        return _new(request, refused=refusal.text(gettext))
    return redirect("eforms:draft", draft_id=draft_id)


def _begin(request: HttpRequest) -> UUID:
    by, at = viewer_of(request).actor, timezone.now()
    if request.POST.get("cach") == "tep":
        sent = request.FILES.get("tep")
        content = sent.read(MOST_MB * 1024 * 1024 + 1) if sent else request.POST.get("noi-dung", "")
        definition = definition_in(content)
        return actions.begin_from_definition(definition=definition, by=by, at=at).id
    key, title = request.POST.get("ma", "")[:LONGEST], request.POST.get("ten", "")[:LONGEST]
    return actions.begin_form(key=key, title=title, by=by, at=at).id


def _new(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("ma", "ten", "noi-dung")}
    context = {"typed": typed, "refused": refused}
    return render(request, "eforms/authoring/new.html", context, status=422 if refused else 200)


@access.role(*READERS)
@require_safe
def form(request: HttpRequest, key: str) -> HttpResponse:
    """Show a form: its versions, who uses it, and what any two versions ask differently."""
    versions = draft_queries.versions(key)
    numbers = [number_in(request.GET.get(name, "")) for name in ("tu", "den")]
    compared = [draft_queries.version(key, number) for number in numbers] if all(numbers) else []
    old_and_new = [queries.form(one.id) for one in compared]
    draft = draft_queries.open_draft(key)
    context = {
        "key": key,
        "title": queries.form(versions[0].id).title if versions else draft.title if draft else key,
        "versions": versions,
        "names": names_of(one.published_by for one in versions),
        "draft": draft,
        "closed": draft_queries.drafts_of(key),
        "uses": uses.of(key),
        "compared": compared,
        "differences": queries.differences(*old_and_new) if old_and_new else [],
        "writes": viewer_of(request).has_any(WRITERS),
    }
    return render(request, "eforms/authoring/form.html", context)


@access.role(*WRITERS)
@require_POST
def begin_next(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the next version of a form as one that is published."""
    version = draft_queries.version(key, number_in(request.POST.get("phien-ban", "")))
    draft = actions.begin_from_version(
        version_id=version.id, by=viewer_of(request).actor, at=timezone.now()
    )
    return redirect("eforms:draft", draft_id=draft.id)


@access.role(*READERS)
@require_safe
def version_file(request: HttpRequest, key: str, number: int) -> HttpResponse:  # noqa: ARG001 -- a view
    """Send a version as a file; the same bytes every time."""
    version = draft_queries.version(key, number)
    return json_file(version.definition, name=f"{key}-{number}.json")


def json_file(definition: object, *, name: str) -> HttpResponse:
    """Return a definition as a file to keep."""
    answer = HttpResponse(written_out(definition), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
