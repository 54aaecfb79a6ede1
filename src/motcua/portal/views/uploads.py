"""Files in pieces, so that a broken line costs the last piece only: tus 1.0, core and creation.

The script of the page speaks it; without script files come with the page itself. Source:
https://tus.io/protocols/resumable-upload (1.0.0; extensions creation and termination).
"""

import base64
import binascii
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.documents.errors import FileIsTooLarge
from motcua.dossiers import actions, queries
from motcua.dossiers.errors import UnknownUpload
from motcua.eforms.types import FileField
from motcua.identity.queries import Citizen
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.portal.views.visitor import filler_of
from motcua.privacy import throttle

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft, Upload

VERSION: Final = "1.0.0"
MOST_PIECE: Final = 1024 * 1024
MOST_UPLOADS: Final = 120
"""Files that one person begins to send within ten minutes; a form has a dozen at most."""
"""Bytes of one piece; the page's script sends a quarter of it."""

PIECE_TYPE: Final = "application/offset+octet-stream"


@access.filler
@require_http_methods(["OPTIONS", "POST"])
def begin(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Expect a file: `Upload-Length`, and in `Upload-Metadata` its `field` and `filename`."""
    filler = filler_of(request, draft_id)
    draft = queries.draft(draft_id, owner=filler.owner)
    if request.method == "OPTIONS":
        headers = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination"}
        return _answer(204, headers)
    if refused := _wrong_version(request):
        return refused
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    field = queries.form_of_draft(draft).field(said.get("field", ""))
    size = request.headers.get("Upload-Length", "")
    if not isinstance(field, FileField) or not (size.isascii() and size.isdecimal()):
        return _answer(400)
    try:
        throttle.spend("upload", filler.owner.id, most=MOST_UPLOADS, at=timezone.now())
        upload = actions.begin_upload(
            draft_id=draft_id,
            owner=filler.owner,
            field=field,
            name=said.get("filename", ""),
            size=int(size[:12]),
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _refused(refusal)
    return _answer(201, {"Location": reverse("portal:upload", args=[draft_id, upload.id])})


@access.filler
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    """Say how much has come, take the next piece, or give the upload up."""
    filler = filler_of(request, draft_id)
    draft = queries.draft(draft_id, owner=filler.owner)
    if refused := _wrong_version(request):
        return refused
    try:
        found, there = queries.upload(upload_id, draft_id=draft.id)
        if request.method == "PATCH":
            return _take(request, draft, found, there, owner=filler.owner)
    except Refusal as refusal:
        return _refused(refusal)
    if request.method == "DELETE":
        actions.give_up(found)
        return _answer(204)
    return _answer(200, {**_state(found, there), "Cache-Control": "no-store"})


def _take(
    request: HttpRequest, draft: "Draft", found: "Upload", there: int, *, owner: Citizen
) -> HttpResponse:
    field = queries.form_of_draft(draft).field(found.field)
    if request.content_type != PIECE_TYPE or not isinstance(field, FileField):
        return _answer(415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_PIECE:
        return _answer(413)
    if request.headers.get("Upload-Offset") != str(there):
        return _answer(409, _state(found, there))
    now_there = actions.take_piece(
        upload=found,
        field=field,
        owner=owner,
        piece=request.read(MOST_PIECE),
        start=there,
        at=timezone.now(),
    )
    return _answer(204, _state(found, now_there))


def _state(found: "Upload", there: int) -> dict[str, str]:
    return {"Upload-Offset": str(there), "Upload-Length": str(found.size)}


def _wrong_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, {"Tus-Version": VERSION})


def _metadata(written: str) -> dict[str, str]:
    """Return the pairs of a header: names, and values in Base64; what is not so is left out."""
    found = {}
    for pair in written[:4096].split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
    return found


def _refused(refusal: Refusal) -> HttpResponse:
    """Return why a file is not taken, in words for the person who sent it."""
    statuses = {UnknownUpload: 404, FileIsTooLarge: 413}
    answer = JsonResponse(
        {"code": refusal.code, "message": refusal.text(gettext)},
        status=statuses.get(type(refusal), 422),
    )
    answer["Tus-Resumable"] = VERSION
    return answer


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(status=status, headers={"Tus-Resumable": VERSION, **(headers or {})})
