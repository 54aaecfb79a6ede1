"""What waits for an officer, the most urgent first; and finding any dossier."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions, queries
from motcua.dossiers.types import Held, Post, Status
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access, ids
from motcua.kernel.errors import Refusal
from motcua.onestop import choosing
from motcua.onestop.choosing import Chosen
from motcua.onestop.views.officer import POSTS, viewer_of


@access.role(*POSTS)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List what is to be received, for clerks, and the tasks of the officer's posts."""
    return _inbox(request)


@access.role(*POSTS)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find dossiers of the officer's agencies; that she searched for words goes on record."""
    viewer, chosen, now = viewer_of(request), choosing.chosen(request.GET), timezone.now()
    found = queries.found_cases(viewer, chosen.choices, at=now, after=_after(request, "sau"))
    if chosen.choices.words:
        actions.note_search(
            viewer=viewer, words=chosen.choices.words, found=found.count, at=timezone.now()
        )
    context = {
        "words": chosen.choices.words,
        "chosen": chosen,
        "found": found,
        "next": _next(chosen, "sau", found),
        "labels": {status.value: status.label for status in Status},
        "lateness": [queries.lateness_of(one, at=now) for one in found.rows],
        "fields": _fields(request, chosen, names=("thu-tuc", "trang-thai", "han", "kenh", "ngay")),
    }
    return render(request, "onestop/search.html", context)


@access.role(*POSTS)
@require_POST
def save_list(request: HttpRequest) -> HttpResponse:
    """Keep the choices of a list under a name."""
    viewer, chosen = viewer_of(request), choosing.chosen(request.POST)
    try:
        actions.save_list(viewer=viewer, name=request.POST.get("ten", ""), choices=chosen.said)
    except Refusal as refusal:
        return _inbox(request, refusal=refusal)
    return redirect(f"{reverse('onestop:inbox')}?{urlencode(chosen.said)}")


@access.role(*POSTS)
@require_POST
def forget_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Throw a list of the officer's own away."""
    actions.forget_list(viewer=viewer_of(request), list_id=list_id)
    return redirect("onestop:inbox")


def _inbox(request: HttpRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    chosen = choosing.chosen(request.POST if refusal else request.GET)
    receives = viewer.has_any({Role.CLERK}) and chosen.choices.post in {None, Post.CLERK}
    to_receive = (
        queries.to_be_received(
            viewer, chosen.choices, at=now, after=_after(request, "sau-tiep-nhan")
        )
        if receives
        else None
    )
    tasks = queries.open_tasks(viewer, chosen.choices, at=now, after=_after(request, "sau"))
    colleagues = queries.colleagues(viewer, on=agencies.legal_today())
    context = {
        "receives": receives,
        "leads": viewer.has_any({Role.LEADER}),
        "to_receive": to_receive,
        "tasks": tasks,
        "next_to_receive": _next(chosen, "sau-tiep-nhan", to_receive) if to_receive else "",
        "next_tasks": _next(chosen, "sau", tasks),
        "names": {str(one.actor): one.name for one in colleagues},
        "colleagues": _once(colleagues),
        "lists": [
            (one, f"{reverse('onestop:inbox')}?{urlencode(one.choices)}")
            for one in queries.saved_lists(viewer)
        ],
        "chosen": chosen,
        "fields": _fields(request, chosen, names=_narrowing(viewer)),
        "batch": ids.new_id(),
        "now": now,
        "refusal": refusal.text(gettext) if refusal else "",
    }
    return render(request, "onestop/inbox.html", context, status=422 if refusal else 200)


def _narrowing(viewer: Viewer) -> tuple[str, ...]:
    """Return what an inbox is narrowed by; only leaders look at the tasks of other posts."""
    leads = viewer.has_any({Role.LEADER})
    several = len({role for role, _ in viewer.roles if role in POSTS}) > 1
    posts = ("vi-tri",) if leads or several else ()
    return (*posts, "thu-tuc", "han", "phu-trach", "kenh", "ngay")


def _fields(request: HttpRequest, chosen: Chosen, *, names: Iterable[str]) -> list[dict[str, Any]]:
    """Return the choices above a list, as the macro of filters draws them."""
    viewer = viewer_of(request)
    drawn: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
        "vi-tri": (gettext("Vị trí"), gettext("Các vị trí của tôi"), choosing.POSTS),
        "thu-tuc": (gettext("Thủ tục"), gettext("Mọi thủ tục"), _procedures(viewer)),
        "trang-thai": (
            gettext("Trạng thái"),
            gettext("Mọi trạng thái"),
            {status.value: status.label for status in Status},
        ),
        "han": (
            gettext("Thời hạn"),
            gettext("Mọi thời hạn"),
            {word: late.label for word, late in choosing.LATE.items()},
        ),
        "phu-trach": (
            gettext("Người phụ trách"),
            gettext(Held.MINE_OR_FREE.label),
            {held.value: held.label for held in Held if held.value},
        ),
        "kenh": (gettext("Kênh nộp"), gettext("Mọi kênh"), choosing.FILINGS),
        "ngay": (gettext("Nộp trong"), gettext("Bất kỳ lúc nào"), choosing.DAYS),
    }
    return [
        {
            "name": name,
            "label": drawn[name][0],
            "value": chosen.said.get(name, ""),
            "options": [
                {"value": "", "text": drawn[name][1]},
                *(
                    {"value": str(word), "text": gettext(text)}
                    for word, text in drawn[name][2].items()
                ),
            ],
        }
        for name in names
    ]


def _procedures(viewer: Viewer) -> Mapping[str, str]:
    """Return the procedures that the officer's agencies provide, by code, in one query."""
    here = {agency for role in POSTS for agency in viewer.agencies_as(role)}
    return catalogue.procedures_at(here)


def _after(request: HttpRequest, name: str) -> queries.Key | None:
    return choosing.key_of(request.GET.get(name, ""))


def _next(chosen: Chosen, name: str, listed: queries.Listed[Any]) -> str:
    """Return the address of the page after this one, empty for none."""
    return chosen.href(**{name: choosing.key_text(listed.next)}) if listed.next else ""


def _once(colleagues: Iterable[Any]) -> dict[str, str]:
    """Return colleagues by actor, each once, with the posts they hold."""
    posts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for one in colleagues:
        names[str(one.actor)] = one.name
        posts.setdefault(str(one.actor), []).append(gettext(one.role.label))
    return {
        actor: f"{name} ({', '.join(dict.fromkeys(posts[actor]))})" for actor, name in names.items()
    }
