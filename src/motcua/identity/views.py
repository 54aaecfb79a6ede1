"""Pages of staff accounts beyond those of allauth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.kernel import access


@access.staff()
def desk(request: HttpRequest) -> HttpResponse:
    """Show where a member of staff can go from here."""
    return render(request, "identity/desk.html")
