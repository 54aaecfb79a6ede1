"""The front page of a site that has no face of its own yet: what it is and where one can go."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.kernel import access


@access.public
def front(request: HttpRequest) -> HttpResponse:
    """Say what this site is for and link the other two."""
    return render(request, "ui/front.html", {"site_urls": settings.MOTCUA_SITE_URLS})
