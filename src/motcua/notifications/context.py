"""What every page knows of notices."""

from collections.abc import Callable

from django.http import HttpRequest

from motcua.notifications import queries


def unread(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """Give templates `unread_notices`, which counts only where it is called."""

    def count() -> int:
        citizen = getattr(request, "citizen", None)
        return queries.unread(citizen.actor) if citizen else 0

    return {"unread_notices": count}
