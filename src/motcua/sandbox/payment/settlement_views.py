"""The files of a day for merchants' programs, one address at each platform."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.kernel import access
from motcua.sandbox.payment import settlement, switch


@access.signed
@require_GET
@switch.obeying
def settled(request: HttpRequest, platform: str) -> HttpResponse:
    """Tell a merchant's program what was done for it on a day."""
    asked = {name: str(value) for name, value in request.GET.items()}
    said = settlement.file_of(asked, platform=platform, at=timezone.now())
    return HttpResponse(status=HTTPStatus.FORBIDDEN) if said is None else JsonResponse(said)
