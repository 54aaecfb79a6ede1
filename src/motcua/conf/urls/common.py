"""Addresses that every site has: health, staff sign-in, calendar, component gallery."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from motcua.conf.health import health

Addresses = list[URLPattern | URLResolver]

machine: Addresses = [path("health", health, name="health")]
"""Addresses without a language."""


def pages(*own: URLPattern | URLResolver) -> Addresses:
    """Return a site's own pages and those of all sites: Vietnamese plain, English in `/en/`."""
    return i18n_patterns(
        *own,
        path("", include("motcua.identity.urls")),
        path("", include("motcua.agencies.urls")),
        path("", include("motcua.ui.urls")),
        prefix_default_language=False,
    )
