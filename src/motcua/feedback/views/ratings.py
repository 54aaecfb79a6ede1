"""How applicants rated an agency's service, before its officers."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import SMALLEST, ratings
from motcua.feedback.queries import POSTS
from motcua.identity.types import Role
from motcua.kernel import access, numerals
from motcua.ui import formats

if TYPE_CHECKING:
    from motcua.identity.queries import Viewer


@access.role(*POSTS)
@require_safe
def rated(request: HttpRequest) -> HttpResponse:
    """Show the ratings by procedure and month; what was written beside them, to leaders."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    here = {agency for role in POSTS for agency in viewer.agencies_as(role)}
    found = ratings.ratings_at(here)
    shown = formats.language()
    context = {
        "rated": found,
        "means": [one.mean and numerals.format_decimal(one.mean, shown) for one in found],
        "comments": ratings.comments_at(viewer.agencies_as(Role.LEADER)),
        "smallest": SMALLEST,
    }
    return render(request, "feedback/rated.html", context)
