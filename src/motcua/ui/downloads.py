"""Files handed to a browser: never shown inside our pages, never kept on a shared phone."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file as a download.

    Args:
        content: All of it.
        name: What the browser should call it; any letters (RFC 6266).
        media_type: What it is; browsers are told not to guess.
    """
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003 Django's own signature
    answer["Cache-Control"] = "no-store"
    return answer
