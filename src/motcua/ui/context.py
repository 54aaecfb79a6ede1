"""What every page knows: whose site it is, where one can go, which day it is in law."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse, translate_url
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.kernel import access, clock
from motcua.ui import formats

SiteKind = Literal["agency", "national", "sandbox"]


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One entry of the main navigation; `current` when the page belongs to it."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Site:
    """Identity of the site that is being read."""

    kind: SiteKind
    name: str
    owner: str
    home: str
    navigation: tuple[NavigationItem, ...]


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """Where a member of staff may work.

    `label` is empty where she does not go daily, `says` for her desk, which lists the others.
    """

    label: str
    says: str
    href: str


def page(request: HttpRequest) -> dict[str, object]:
    """Return what the base layout needs; used as context processor.

    Keys: `site`, `language` (vi | en), `other_language` and `other_language_url` (the same page in
    it, else its home page), `legal_notice` (a sentence while the legal date is shifted, or None).
    """
    language = formats.language()
    other = "vi" if language == "en" else "en"
    return {
        "site": site(request),
        "language": language,
        "other_language": other,
        "other_language_url": _same_page(request, other),
        "legal_notice": legal_notice(),
    }


def site(request: HttpRequest) -> Site:
    """Return the identity of this site in the language of the page."""
    kind: SiteKind = getattr(settings, "MOTCUA_SITE", "agency")
    name, owner = {
        "agency": (_("Một Cửa"), _("Cổng dịch vụ công và một cửa điện tử")),
        "national": (_("Đài quan sát dịch vụ công"), _("Số liệu đo lường toàn quốc")),
        "sandbox": (_("Hệ thống mô phỏng"), _("Thay cho các hệ thống quốc gia khi thử nghiệm")),
    }[kind]
    home = _home(formats.language())
    return Site(kind=kind, name=name, owner=owner, home=home, navigation=_navigation(request, home))


def legal_notice() -> str | None:
    """Return the sentence that says the legal date is shifted, or None when it is today's.

    The shift in days comes from the setting `MOTCUA_LEGAL_SHIFT_DAYS`.
    """
    shift = clock.LegalShift(getattr(settings, "MOTCUA_LEGAL_SHIFT_DAYS", 0))
    if not shift.days:
        return None
    legal_date = shift.legal_date(timezone.now())
    return _("Bản trình diễn: ngày pháp lý là %(date)s; tên người và tài khoản là hư cấu.") % {
        "date": formats.date(legal_date)
    }


def work_of(request: HttpRequest) -> tuple[Workplace, ...]:
    """Return where the signed-in member of staff may work, by what the views there declare."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return ()
    places = []
    for label, says, url_name in getattr(settings, "MOTCUA_WORK", ()):
        href = reverse(url_name)
        asked = access.declared(resolve(href).func)
        if asked and asked.lets_in(viewer):
            places.append(Workplace(label=label and _(label), says=says and _(says), href=href))
    return tuple(places)


def _navigation(request: HttpRequest, home: str) -> tuple[NavigationItem, ...]:
    """Return where everybody goes, or where a member of staff goes daily."""
    public = [
        (_(label), reverse(name)) for label, name in getattr(settings, "MOTCUA_NAVIGATION", ())
    ]
    items = [(place.label, place.href) for place in work_of(request) if place.label] or public
    # Paths begin with one another, that of the home page begins all: the longest that fits is it.
    fitting = [href for _label, href in items if href != home and request.path.startswith(href)]
    here = max(fitting, key=len, default=request.path)
    return tuple(
        NavigationItem(label=label, href=href, current=href == here) for label, href in items
    )


def _same_page(request: HttpRequest, language: str) -> str:
    here = request.get_full_path()
    there = translate_url(here, language)
    if there != here:
        return there
    # No such page in the other language (an error page, say): offer its home page.
    return _home(language)


def _home(language: str) -> str:
    # Vietnamese pages have no prefix (i18n_patterns without one for the default language).
    return "/" if language == "vi" else f"/{language}/"
