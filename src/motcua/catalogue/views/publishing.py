"""Publishing a draft: what changes, from when, and what becomes of dossiers on their way."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, differences, errors, queries
from motcua.catalogue.forms import PublishForm
from motcua.catalogue.types import Content, Running
from motcua.catalogue.views.controller import editor_of, is_editor, names_of, number_in, viewer_of
from motcua.catalogue.views.editing import shown
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a draft changes and ask for the days; publish on POST."""
    draft = queries.draft(code)
    today = agencies.legal_today()
    form = PublishForm(request.POST or None, today=today)
    refused = ""
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_draft(
                code=code,
                seen=form.cleaned_data["phien_ban"],
                valid_from=form.cleaned_data["ap_dung"],
                running=Running(form.cleaned_data["ho_so"]),
                closes_on=form.cleaned_data["ngung_nhan"],
                by=editor_of(request).actor,
                at=timezone.now(),
            )
        except errors.DraftNotComplete as refusal:
            refused = refusal.text(gettext)
            problems = [shown(problem) for problem in refusal.params["problems"]]
        except (errors.BeginsInThePast, errors.LaterVersionPublished) as refusal:
            form.add_error("ap_dung", refusal.text(gettext))
        except (errors.ClosingDayMissing, errors.ClosesBeforeItBegins) as refusal:
            form.add_error("ngung_nhan", refusal.text(gettext))
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:history", code=code)
    content = Content.model_validate(draft.content)
    base = queries.version(draft.based_on_id) if draft.based_on_id else None
    context = {
        "draft": draft,
        "content": content,
        "base": base,
        "differences": differences.compare(
            base.content if base else None, content, translate=gettext
        ),
        "form": form,
        "choices": list(Running),
        "today": today,
        "refused": refused,
        "problems": problems,
    }
    wrong = bool(refused or form.errors)
    return render(request, "catalogue/publish.html", context, status=422 if wrong else 200)


@access.public
@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """List the versions of a procedure, the newest first; compare two of them when asked."""
    versions = queries.history(code)
    by_number = {version.number: version for version in versions}
    old = by_number.get(number_in(request.GET.get("tu", "")))
    new = by_number.get(number_in(request.GET.get("den", "")))
    viewer = getattr(request, "viewer", None)
    is_controller = viewer is not None and viewer.has_any({Role.CONTROLLER})
    context = {
        "code": code,
        "content": versions[0].content,
        "versions": versions,
        "in_force": _in_force(code, agencies.legal_today()),
        "old": old,
        "new": new,
        "differences": differences.compare(old.content, new.content, translate=gettext)
        if old and new
        else (),
        "is_controller": is_controller,
        "is_editor": is_controller and is_editor(viewer_of(request)),
        "draft": queries.open_draft(code) if is_controller else None,
        "names": names_of(one.published_by for one in versions) if is_controller else {},
    }
    return render(request, "catalogue/history.html", context)


def _in_force(code: str, on: date) -> int | None:
    try:
        return queries.current_version(code, on=on).number
    except errors.UnknownProcedure:
        return None
