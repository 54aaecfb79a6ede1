"""What a citizen was told, and how she wants to be told."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import access
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message
from motcua.notifications import actions, queries, rules, wording
from motcua.notifications.types import Channel, Group

if TYPE_CHECKING:
    from motcua.identity.queries import Citizen

GROUPS = {
    Group.CODE: (
        message("Mã xác nhận"),
        message("Bạn vừa yêu cầu và đang chờ; chỉ gửi tới số điện thoại của bạn."),
    ),
    Group.LEGAL: (
        message("Quyết định, giấy tờ, thời hạn của hồ sơ"),
        message("Pháp luật buộc cơ quan phải báo cho bạn, và có việc bạn phải làm đúng hạn."),
    ),
    Group.COURSE: (
        message("Tiến trình của hồ sơ"),
        message("Đã nhận hồ sơ, đã nộp phí, hồ sơ được giải quyết tiếp."),
    ),
}
"""What she is told, and why; officers are told by other pages."""


@access.citizen
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List what she was told, the newest first."""
    found = queries.told_to(_reader(request), before=_before(request))
    context = {
        "notices": found,
        "next": found[-1].id if len(found) == queries.PAGE else None,
    }
    return render(request, "notifications/inbox.html", context)


@access.citizen
@never_cache
@require_safe
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show one of her notices, and take note that she opened it."""
    reader = _reader(request)
    found = queries.told(reader, notice_id)
    if found is None:
        raise Http404
    if found.opened_at is None:
        actions.open_notice(notice_id=notice_id, by=reader, at=timezone.now())
    context = {"notice": found, "paragraphs": wording.paragraphs(found.text, found.link)}
    return render(request, "notifications/notice.html", context)


@access.citizen
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show or keep how she wants to be told."""
    reader = _reader(request)
    offered = {rules.choice(group, way) for group in rules.FREE for way in rules.SWITCHES}
    if request.method == "POST":
        actions.prefer(
            language=request.POST.get("ngon-ngu", ""),
            declined=offered - set(request.POST.getlist("nhan")),
            by=reader,
            at=timezone.now(),
        )
        return redirect(f"{request.path}?da-luu=1")
    choices = queries.choices_of(reader)
    context = {
        "language_of_notices": choices.language,
        "wanted": sorted(offered - choices.declined),
        "offered": [
            (group, channel, rules.choice(group, channel))
            for group in sorted(rules.FREE)
            for channel in rules.SWITCHES
        ],
        "groups": GROUPS,
        "free": rules.FREE,
        "labels": CHANNELS,
        "is_saved": "da-luu" in request.GET,
    }
    return render(request, "notifications/preferences.html", context)


CHANNELS = {
    Channel.EMAIL: message("Thư điện tử"),
    Channel.SMS: message("Tin nhắn SMS"),
    Channel.IN_APP: message("Trên trang này"),
}


def _reader(request: HttpRequest) -> Actor:
    citizen: Citizen = request.citizen  # type: ignore[attr-defined] # the door put it there
    return citizen.actor


def _before(request: HttpRequest) -> UUID | None:
    written = request.GET.get("truoc")
    try:
        return UUID(written) if written else None
    except ValueError:
        raise Http404 from None
