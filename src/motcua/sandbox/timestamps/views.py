"""The one address of the time-stamping authority."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.kernel import access
from motcua.sandbox.switches import queries as switches
from motcua.sandbox.timestamps import authority

SWITCH = "timestamps"
DOWN = "down"
_ANSWER = "application/timestamp-reply"


@csrf_exempt
@access.public
@require_POST
def stamp(request: HttpRequest) -> HttpResponse:
    """Answer a request for a time stamp; anything else is refused with 400."""
    if switches.position(SWITCH) == DOWN:
        return HttpResponse(status=503)
    answer = authority.stamp(request.body)
    if answer is None:
        return HttpResponse(status=400)
    return HttpResponse(answer, content_type=_ANSWER)
