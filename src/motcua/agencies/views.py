"""Pages of the working calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.kernel import access


@access.public
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the calendar."""
    return render(request, "agencies/calendar.html")


@access.role("administration")
def set_day(request: HttpRequest) -> HttpResponse:
    """Set a day."""
    return redirect("agencies:calendar")


@access.role("administration")
def clear_day(request: HttpRequest) -> HttpResponse:
    """Clear a day."""
    return redirect("agencies:calendar")
