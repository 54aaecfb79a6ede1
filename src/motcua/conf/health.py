"""The health contract of DESIGN §7."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from motcua.audit import queries as audit
from motcua.kernel import access


@access.public
def health(_request: HttpRequest) -> JsonResponse:
    """Answer whether this site can do its work.

    `status` is ok, degraded (pages work, no worker was seen for 30 s) or down (503).
    """
    try:
        worker_seen = audit.worker_was_seen()
    except DatabaseError:
        body = {"site": settings.MOTCUA_SITE, "status": "down", "database": "down"}
        return JsonResponse({**body, "worker": "unknown"}, status=503)
    return JsonResponse(
        {
            "site": settings.MOTCUA_SITE,
            "status": "ok" if worker_seen else "degraded",
            "database": "ok",
            "worker": "ok" if worker_seen else "absent",
        }
    )
