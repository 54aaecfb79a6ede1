"""Finding a procedure: by words, by facets, while typing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.agencies.types import Tier
from motcua.catalogue import actions, queries
from motcua.kernel import access
from motcua.kernel.messages import message

LONGEST_QUESTION = 200
_PER_PAGE = 20
_MOST_CHOICES = 12

_PARAMETERS = {
    "life_event": "su-kien",
    "sector": "linh-vuc",
    "tier": "cap",
    "agency": "co-quan",
    "online": "truc-tuyen",
    "without_synthetic": "co-that",
}
"""Parameters of the address by filter."""

_TITLES = {
    "life_event": message("Việc trong đời"),
    "tier": message("Cấp thực hiện"),
    "sector": message("Lĩnh vực"),
    "agency": message("Cơ quan"),
}

TIERS = {
    Tier.MINISTRY.value: message("Bộ, ngành"),
    Tier.PROVINCE.value: message("Tỉnh"),
    Tier.DEPARTMENT.value: message("Sở, ban, ngành"),
    Tier.DISTRICT.value: message("Huyện"),
    Tier.COMMUNE.value: message("Xã"),
    Tier.CENTRE.value: message("Trung tâm hành chính công"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A choice of a facet: what it reads, how many it leaves, where it leads."""

    text: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Choices that narrow what was found."""

    title: str
    links: Sequence[Link]


@access.public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List what the words of `tim` find, narrowed by the facets chosen."""
    words = request.GET.get("tim", "")[:LONGEST_QUESTION]
    filters = _filters(request.GET)
    found = queries.find(words, filters, after=request.GET.get("sau", "")[:40], most=_PER_PAGE)
    if not found.total and not any(_set(filters)):
        actions.note_missed_search(words=words, day=agencies.legal_today())
    context = {
        "words": words,
        "found": found,
        "is_first": "sau" not in request.GET,
        "facets": list(_facets(found, filters, words)),
        "chosen": list(_chosen(found, filters, words)),
        "narrowed": {_PARAMETERS[name]: value for name, value in _set(filters)},
        "next": _address(words, filters, sau=found.after) if found.after else "",
    }
    return render(request, "portal/search.html", context)


@access.public
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Say what the words typed so far may become; the page works without."""
    found = queries.suggest(request.GET.get("tim", "")[:LONGEST_QUESTION])
    listed = [
        {"name": one.name, "href": reverse("portal:procedure", args=[one.code])} for one in found
    ]
    answer = JsonResponse({"suggestions": listed})
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def _filters(given: Mapping[str, str]) -> queries.Filters:
    texts = {name: given.get(_PARAMETERS[name], "")[:100] for name in _TITLES}
    return queries.Filters(
        **texts,
        online=_PARAMETERS["online"] in given,
        own_form=False,
        without_synthetic=_PARAMETERS["without_synthetic"] in given,
    )


def _set(filters: queries.Filters) -> Iterator[tuple[str, str]]:
    for name in _PARAMETERS:
        value = getattr(filters, name)
        if value:
            yield name, "1" if value is True else value


def _address(words: str, filters: queries.Filters, **more: str) -> str:
    parameters = {"tim": words} if words else {}
    parameters |= {_PARAMETERS[name]: value for name, value in _set(filters)}
    return f"{reverse('portal:search')}?{urlencode(parameters | more)}"


def _facets(found: queries.Found, filters: queries.Filters, words: str) -> Iterator[Facet]:
    """Return what would narrow further; a facet that is chosen already is not offered again."""
    whether = [
        *_switch(found, filters, words, "online", gettext("Nộp trực tuyến được")),
        *_switch(found, filters, words, "without_synthetic", gettext("Chỉ thủ tục có thật")),
    ]
    if whether:
        yield Facet(gettext("Cách nộp, dữ liệu"), whether)
    for name, title in _TITLES.items():
        choices = [one for one in found.facets.get(name, ()) if one.value != getattr(filters, name)]
        links = [
            Link(
                _label(name, one.value, one.label),
                one.count,
                _address(words, _with(filters, name, one.value)),
            )
            for one in choices[:_MOST_CHOICES]
        ]
        if links and not getattr(filters, name):
            yield Facet(gettext(title), links)


def _switch(
    found: queries.Found, filters: queries.Filters, words: str, name: str, text: str
) -> Iterator[Link]:
    counts = {facet: choices[0].count for facet, choices in found.facets.items() if choices}
    synthetic = counts.get("synthetic", 0)
    left = counts.get("online", 0) if name == "online" else found.total - synthetic
    is_of_use = left if name == "online" else synthetic
    if is_of_use and not getattr(filters, name):
        yield Link(text, left, _address(words, _with(filters, name, True)))  # noqa: FBT003 a switch


def _chosen(found: queries.Found, filters: queries.Filters, words: str) -> Iterator[Link]:
    """Return what was chosen, each with the address that takes it back."""
    for name, value in _set(filters):
        labels = {one.value: one.label for one in found.facets.get(name, ())}
        text = {
            "online": gettext("Nộp trực tuyến được"),
            "without_synthetic": gettext("Chỉ thủ tục có thật"),
        }.get(name) or _label(name, value, labels.get(value, value))
        empty: Any = False if value == "1" else ""
        yield Link(text, found.total, _address(words, _with(filters, name, empty)))


def _with(filters: queries.Filters, name: str, value: object) -> queries.Filters:
    changes: dict[str, Any] = {name: value}
    return replace(filters, **changes)


def _label(name: str, value: str, label: str) -> str:
    if name == "tier":
        return gettext(TIERS[value]) if value in TIERS else value
    if name == "life_event":
        known = queries.life_events().get(value)
        return known.name if known else value
    return label
