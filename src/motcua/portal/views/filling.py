"""Filling in a form, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies import queries as agencies
from motcua.documents.errors import FileRefused
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import AlreadySubmitted, DraftMoved
from motcua.dossiers.types import Filled
from motcua.eforms import queries as eforms
from motcua.eforms.types import Checked, FileField, Form, GivenFile, Page
from motcua.identity.queries import Citizen
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.portal.views import serving
from motcua.portal.views.visitor import Filler, filler_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft

SENT: Final = "lan"
"""Names how often the page had been sent when it was shown."""

TRIES: Final = 5
"""So often a page is looked at again because the draft was saved meanwhile."""

READ_AT_MOST = 12 * 1024 * 1024
"""Bytes of an uploaded file that are looked at at all."""


class Kept(NamedTuple):
    """What was kept of a page: the draft as it stands now, how the page was judged, its content."""

    draft: "Draft"
    checked: Checked
    filled: Filled


@access.filler
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Show a page of the form; on POST keep what was answered and go on, or say what is wrong.

    A file is examined when it arrives. `bo-tep` takes one back, `dung-lai` uses one of before;
    buttons between the fields ask for another row, or for the next list of an address. Whatever was
    typed is shown again.
    """
    filler = filler_of(request, draft_id)
    draft = queries.draft(draft_id, owner=filler.owner)
    if draft.dossier_id is not None:
        return redirect("portal:dossier", code=queries.code_of(draft.dossier_id))
    form, filled = queries.form_of_draft(draft), queries.filled(draft)
    asked = form.page(key)
    if asked is None or asked not in eforms.visible_pages(form, filled.answers):
        raise Http404
    if request.method != "POST":
        return _show(request, draft, filler, asked, form=form, filled=filled, errors={})
    refused = _take_files(request, draft, filler.owner, asked)
    serving.take_papers(request, draft, filler, asked)
    if request.FILES:
        filled = queries.filled(queries.draft(draft.id, owner=filler.owner))
    raw = eforms.read(asked, request.POST)
    again = eforms.rearranged(asked, raw, request.POST)
    if again is None and not {"bo-tep", "dung-lai"} & request.POST.keys():
        return _sent(request, draft, filler, asked, raw, form=form, filled=filled, refused=refused)
    kept = _save(draft, filler, asked, raw if again is None else again, form=form, filled=filled)
    if again is not None:
        # A row more or less, or the next list of an address: kept and shown, not judged.
        shown = replace(kept.filled, typed=again)
        return _show(request, kept.draft, filler, asked, form=form, filled=shown, errors=refused)
    _change_files(request, draft, filler, form=form)
    return redirect("portal:page", draft_id=draft.id, key=key)


def _change_files(request: HttpRequest, draft: "Draft", filler: Filler, *, form: Form) -> None:
    """Take a file back, or let one of an earlier dossier serve again: hers alone to choose."""
    now, dropped = timezone.now(), request.POST.get("bo-tep")
    if dropped:
        actions.detach_file(draft_id=draft.id, owner=filler.owner, field=dropped, at=now)
        return
    field = form.field(request.POST.get("dung-lai", ""))
    if filler.is_owner and isinstance(field, FileField):
        actions.reuse_file(draft_id=draft.id, owner=filler.owner, field=field, at=now)


def _sent(
    request: HttpRequest,
    draft: "Draft",
    filler: Filler,
    asked: Page,
    raw: Mapping[str, Any],
    *,
    form: Form,
    filled: Filled,
    refused: Mapping[str, Refusal],
) -> HttpResponse:
    """Judge a page that was sent: on to the next one, or the same with what is wrong."""
    on_paper = (serving.handed(draft, filler) or {}).keys()

    def done(now: "Draft", checked: Checked) -> Mapping[str, Any]:
        wrong = (checked.errors.keys() - on_paper) | refused.keys()
        leads_to = asked.key if wrong else _following(form, asked, checked.answers)
        return queries.page_sent(
            now.progress, asked.key, seconds=_since_saved(now), wrong=wrong, leads_to=leads_to
        )

    draft, checked, filled = _keep(draft, filler, asked, raw, form=form, filled=filled, done=done)
    missing = {key: why for key, why in checked.errors.items() if key not in on_paper}
    errors = {**missing, **refused}
    if errors:
        typed = replace(filled, answers=checked.answers, typed=raw)
        return _show(request, draft, filler, asked, form=form, filled=typed, errors=errors)
    leads_to = _following(form, asked, checked.answers)
    if leads_to == queries.REVIEW:
        return redirect("portal:review", draft_id=draft.id)
    return redirect("portal:page", draft_id=draft.id, key=leads_to)


@access.filler
@require_POST
def autosave(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what is typed so far, right or not; nothing is judged aloud.

    What comes after its page was sent, here or on another device, is older and is not kept.

    The answer tells the script what does not apply now, and what was computed.
    """
    filler = filler_of(request, draft_id)
    draft = queries.draft(draft_id, owner=filler.owner)
    form = queries.form_of_draft(draft)
    asked = form.page(request.POST.get("phan", ""))
    if asked is None:
        raise Http404
    if request.POST.get(SENT, "0") != str(queries.times_sent(draft.progress, asked.key)):
        # It left before the page was sent and comes after it: what it holds is older.
        return JsonResponse({"saved": False}, status=409)
    raw = eforms.read(asked, request.POST)
    try:
        kept = _save(draft, filler, asked, raw, form=form, filled=queries.filled(draft))
    except AlreadySubmitted:
        return JsonResponse({"saved": False}, status=409)
    drawn = eforms.drawn(form, asked, {**kept.filled.answers, **raw})
    return JsonResponse({"saved": True, "unmet": sorted(drawn.unmet), "computed": drawn.computed})


def given_files(draft: "Draft") -> dict[str, GivenFile]:
    """Return the files of a draft as pages show them, by the key of their field."""
    return {
        one.field: GivenFile(
            id=str(one.id), name=one.name, size=one.file.size, sha256=one.file.sha256
        )
        for one in queries.attachments_of(draft)
    }


def _show(
    request: HttpRequest,
    draft: "Draft",
    filler: Filler,
    asked: Page,
    *,
    form: Form,
    filled: Filled,
    errors: Mapping[str, Refusal],
) -> HttpResponse:
    fixed = _fixed(asked, filled)
    typed = {key: words for key, words in filled.typed.items() if key not in fixed}
    drawn = eforms.drawn(form, asked, {**filled.answers, **typed}, fixed=fixed)
    pages, files = eforms.visible_pages(form, filled.answers), given_files(draft)
    position = [one.key for one in pages].index(asked.key)
    context = {
        "draft": draft,
        "form": form,
        "page": drawn.page,
        "answers": drawn.values,
        "unmet": drawn.unmet,
        "sources": filled.sources,
        "errors": errors,
        "files": files,
        "offers": _offers(filler, form, asked, files),
        "titles": [one.title for one in pages],
        "position": position + 1,
        "before": pages[position - 1] if position else None,
        "is_owner": filler.is_owner,
        "sitting": filler.sitting,
        "owner_name": filler.owner.full_name,
        "handed": serving.handed(draft, filler),
        "sent": queries.times_sent(draft.progress, asked.key),
        "may_ask": filler.is_owner and queries.may_ask_population(filler.owner, asked, filled),
        "differs": sorted({field.key for field in asked.fields} & filled.told.keys()),
    }
    return render(request, "portal/page.html", context, status=422 if errors else 200)


def _offers(
    filler: Filler, form: Form, asked: Page, files: Mapping[str, GivenFile]
) -> Mapping[str, queries.Reusable]:
    """Return files that she gave before and that may serve again, for questions without one."""
    open_ones = [
        field for field in asked.fields if isinstance(field, FileField) and field.key not in files
    ]
    return queries.reusable(filler.owner, form, open_ones) if filler.is_owner else {}


def _save(
    draft: "Draft",
    filler: Filler,
    asked: Page,
    raw: Mapping[str, Any],
    *,
    form: Form,
    filled: Filled,
) -> Kept:
    """Keep a page that was not sent to be judged."""

    def done(now: "Draft", _checked: Checked) -> Mapping[str, Any]:
        return queries.page_worked(now.progress, asked.key, seconds=_since_saved(now))

    return _keep(draft, filler, asked, raw, form=form, filled=filled, done=done)


def _since_saved(draft: "Draft") -> float:
    return (timezone.now() - draft.saved_at).total_seconds()


def _checked(form: Form, asked: Page, raw: Mapping[str, Any], filled: Filled) -> Checked:
    """Look at a page; what a source filled in and nobody may change here stays as it came."""
    today = agencies.legal_today()
    fixed = _fixed(asked, filled)
    return eforms.check_page(form, asked, raw, filled.answers, today=today, fixed=fixed)


def _fixed(asked: Page, filled: Filled) -> set[str]:
    return {field.key for field in asked.fields if field.fixed and field.key in filled.sources}


def _keep(
    draft: "Draft",
    filler: Filler,
    asked: Page,
    raw: Mapping[str, Any],
    *,
    form: Form,
    filled: Filled,
    done: Callable[["Draft", Checked], Mapping[str, Any]],
) -> Kept:
    """Keep the right answers of a page, and as typed those that are not right.

    Where the draft was saved since it was read, by a file that arrived or by another tab, the page
    is looked at again over what stands there now.
    """
    own = {field.key for field in asked.fields}
    for _try in range(TRIES):
        checked = _checked(form, asked, raw, filled)
        typed = {key: words for key, words in filled.typed.items() if key not in own}
        now = filled.with_answers(checked.answers, {**typed, **checked.typed})
        worked = done(draft, checked)
        worked = worked if filler.is_owner else {**worked, "by": filler.by}
        try:
            actions.save_answers(
                draft_id=draft.id,
                owner=filler.owner,
                filled=now,
                at=timezone.now(),
                worked=worked,
                seen=draft.saved_at,
            )
        except DraftMoved:
            draft = queries.draft(draft.id, owner=filler.owner)
            filled = queries.filled(draft)
        else:
            draft.progress = dict(worked)
            return Kept(draft, checked, now)
    raise DraftMoved


def _take_files(
    request: HttpRequest, draft: "Draft", owner: Citizen, asked: Page
) -> dict[str, Refusal]:
    """Take the files that came with a page; return why some were not taken."""
    refused: dict[str, Refusal] = {}
    for field in asked.fields:
        given = request.FILES.get(field.key) if isinstance(field, FileField) else None
        if given is None or not isinstance(field, FileField):
            continue
        try:
            actions.attach_file(
                draft_id=draft.id,
                owner=owner,
                field=field,
                name=given.name or "",
                content=given.read(READ_AT_MOST),
                at=timezone.now(),
            )
        except FileRefused as refusal:
            refused[field.key] = refusal
    return refused


def _following(form: Form, asked: Page, answers: Mapping[str, Any]) -> str:
    """Return the key of the page after this one, or what stands for the review."""
    keys = [one.key for one in eforms.visible_pages(form, answers)]
    return next(iter(keys[keys.index(asked.key) + 1 :]), queries.REVIEW)
