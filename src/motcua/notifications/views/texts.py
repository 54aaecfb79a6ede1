"""Texts of notices, as administrators set them."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message
from motcua.notifications import actions, queries, wording
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import Channel, Words
from motcua.notifications.views.administrator import viewer_of

CHANNELS: Final = {
    Channel.EMAIL: message("Thư điện tử"),
    Channel.SMS: message("Tin nhắn SMS"),
    Channel.IN_APP: message("Trang của người nhận"),
}
LANGUAGES: Final = {"vi": message("tiếng Việt"), "en": message("tiếng Anh")}
LONGEST: Final = 4000


@access.role(Role.ADMINISTRATOR)
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """List all notices, and which texts of them were set here."""
    context = {
        "titles": {name: wording.title(name, gettext) for name in TEXTS},
        "channels": CHANNELS,
        "languages": LANGUAGES,
        "set_here": queries.set_texts(),
    }
    return render(request, "notifications/texts.html", context)


@access.role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, template: str, channel: str) -> HttpResponse:
    """Show, try out and set one text."""
    if template not in TEXTS or channel not in CHANNELS:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    procedure, language = asked.get("thu-tuc", "").strip()[:20], asked.get("ngon-ngu", "vi")
    if language not in LANGUAGES:
        raise Http404
    way = Channel(channel)
    with translation.override(language):
        own = wording.ours(template, way, gettext)
    found = next(
        (
            one
            for one in queries.set_texts(template)
            if (one.channel, one.language, one.procedure) == (way, language, procedure)
        ),
        None,
    )
    words, refusal = found.words if found else own, ""
    if request.method == "POST":
        words = Words(
            subject=request.POST.get("tieu-de", "")[:LONGEST],
            body=request.POST.get("noi-dung", "")[:LONGEST].replace("\r\n", "\n"),
        )
        try:
            if "xem" in request.POST:
                wording.refuse_unfit(template, way, words)
            else:
                actions.set_wording(
                    template=template,
                    channel=way,
                    language=language,
                    procedure=procedure,
                    words=None if "mac-dinh" in request.POST else words,
                    by=viewer_of(request).actor,
                    at=timezone.now(),
                )
                where = urlencode({"ngon-ngu": language, "thu-tuc": procedure, "da-luu": "1"})
                return redirect(f"{reverse('notices:text', args=[template, channel])}?{where}")
        except Refusal as unfit:
            refusal = unfit.text(gettext)
    context = {
        "template": template,
        "title": wording.title(template, gettext),
        "channel": way,
        "channels": CHANNELS,
        "language_of_text": language,
        "languages": LANGUAGES,
        "procedure": procedure,
        "found": found,
        "words": words,
        "own": own,
        "fields": sorted(wording.allowed(template, way)),
        "needed": wording.needed(template, way),
        "samples": wording.SAMPLES,
        "refusal": refusal,
        "is_saved": "da-luu" in request.GET,
    } | _preview(template, way, language, words, is_unfit=bool(refusal))
    return render(request, "notifications/text.html", context, status=422 if refusal else 200)


def _preview(
    template: str, way: Channel, language: str, words: Words, *, is_unfit: bool
) -> dict[str, object]:
    """Return how a text reads with sample values, and what it takes as an SMS."""
    if is_unfit:
        return {"preview": None, "size": None, "size_with_marks": None}
    with translation.override(language):
        preview = wording.worded(template, way, wording.SAMPLES, gettext, words)
    if way is not Channel.SMS:
        return {"preview": preview, "size": None, "size_with_marks": None}
    as_typed = words.body.format_map(wording.SAMPLES)
    return {
        "preview": preview,
        "size": wording.size(preview[1]),
        "size_with_marks": wording.size(as_typed),
    }
