"""Accounts of staff, as the administrators of their agencies see them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies import queries as agencies
from motcua.identity import actions, queries
from motcua.identity.forms import AccountForm, RoleForm
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message

STATES: Final = {"mo": True, "khoa": False}
"""What the filter says, and whether such accounts are open."""

WAITING: Final = "cho"
"""What the same filter says of accounts whose second factor waits to be reset."""

LABELS: Final = {role.value: role.label for role in Role}

HAPPENINGS: Final = {
    "identity.account_opened.v1": message("Mở tài khoản"),
    "identity.account_disabled.v1": message("Khóa tài khoản"),
    "identity.account_enabled.v1": message("Mở khóa tài khoản"),
    "identity.role_assigned.v1": message("Cấp vai trò"),
    "identity.role_ended.v1": message("Thôi vai trò"),
    "identity.roles_ended.v1": message("Thôi vai trò"),
    "identity.deputy_recalled.v1": message("Thôi cử ký thay"),
    "identity.link_made.v1": message("Gửi đường dẫn đặt mật khẩu"),
    "identity.password_set.v1": message("Đặt mật khẩu"),
    "identity.factor_reset_asked.v1": message("Đề nghị đặt lại lớp thứ hai"),
    "identity.factor_reset.v1": message("Đặt lại lớp thứ hai"),
}
"""What an account's history says of an event."""


@access.role(Role.ADMINISTRATOR)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Show the accounts of the viewer's agencies, filtered."""
    viewer, today = _viewer(request), agencies.legal_today()
    within = queries.reached(viewer)
    asked = {name: request.GET.get(name, "").strip() for name in ("tim", "donvi", "vaitro", "tt")}
    units = agencies.units_meant(asked["donvi"], on=today) if asked["donvi"] else []
    found = queries.accounts(
        within,
        on=today,
        name=asked["tim"],
        below=agencies.subtree([unit.pk for unit in units]) if asked["donvi"] else None,
        role=asked["vaitro"],
        active=STATES.get(asked["tt"]),
        resets_at=timezone.now() if asked["tt"] == WAITING else None,
        after=_number(request.GET.get("sau", "")),
    )
    said = {name: value for name, value in asked.items() if value}
    context = {
        "found": found.accounts,
        "next": f"?{urlencode({**said, 'sau': str(found.after)})}" if found.after else "",
        "asked": asked,
        "is_filtered": bool(said),
        "roles": queries.roles_here(),
        "labels": LABELS,
        "waiting": queries.resets_waiting(viewer, within, at=timezone.now()),
    }
    return render(request, "identity/accounts.html", context)


@access.role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def employ(request: HttpRequest) -> HttpResponse:
    """Open an account with its first role."""
    form = _form(request, AccountForm)
    if form.is_valid():
        entry = form.cleaned_data
        try:
            account = actions.employ(
                viewer=_viewer(request),
                email=entry["email"],
                full_name=entry["full_name"],
                role=entry["role"],
                agency_id=entry["agency"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("email", refusal.text(gettext))
        else:
            return redirect("identity:account", account.actor_id)
    status = 422 if form.errors else 200
    return render(request, "identity/employ.html", {"form": form}, status=status)


@access.role(Role.ADMINISTRATOR)
@require_safe
def account(request: HttpRequest, actor_id: UUID) -> HttpResponse:
    """Show an account: who it is, with which roles, what happened to it."""
    return _page(request, actor_id, _form(request, RoleForm))


@access.role(Role.ADMINISTRATOR)
@require_POST
def give_role(request: HttpRequest, actor_id: UUID) -> HttpResponse:
    """Give a role."""
    form = _form(request, RoleForm)
    if form.is_valid():
        entry = form.cleaned_data
        _shown(request, actor_id)
        try:
            actions.give_role(
                viewer=_viewer(request),
                actor_id=actor_id,
                role=entry["role"],
                agency_id=entry["agency"],
                last=entry["last"],
                legal_act=entry["legal_act"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("role", refusal.text(gettext))
        else:
            return redirect("identity:account", actor_id)
    return _page(request, actor_id, form)


@access.role(Role.ADMINISTRATOR)
@require_POST
def end_role(request: HttpRequest, actor_id: UUID, assignment_id: int) -> HttpResponse:
    """End a role."""
    shown = _shown(request, actor_id)
    if assignment_id not in {one.pk for one in shown.roles}:
        raise Http404

    def end(*, viewer: Viewer, at: datetime) -> None:
        actions.end_role(viewer=viewer, assignment_id=assignment_id, at=at)

    return _done(request, actor_id, end)


def _step(act: Callable[..., None], says: str) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Return the view of something that is done to a whole account, by a press on its button."""

    @access.role(Role.ADMINISTRATOR)
    @require_POST
    def step(request: HttpRequest, actor_id: UUID) -> HttpResponse:
        _shown(request, actor_id)

        def on_this(*, viewer: Viewer, at: datetime) -> None:
            act(viewer=viewer, actor_id=actor_id, at=at)

        return _done(request, actor_id, on_this)

    step.__doc__ = says
    return step


disable = _step(actions.disable_account, "Disable an account.")
enable = _step(actions.enable_account, "Enable an account.")
send_link = _step(actions.send_link, "Send a link to set the password by.")
ask_reset = _step(actions.ask_factor_reset, "Ask to forget the second factor.")
confirm_reset = _step(actions.confirm_factor_reset, "Confirm that it is to be forgotten.")


def _done(request: HttpRequest, actor_id: UUID, act: Callable[..., None]) -> HttpResponse:
    try:
        act(viewer=_viewer(request), at=timezone.now())
    except Refusal as refusal:
        form = _form(request, RoleForm, is_sent=False)
        return _page(request, actor_id, form, refusal=refusal.text(gettext))
    return redirect("identity:account", actor_id)


def _page(
    request: HttpRequest, actor_id: UUID, form: RoleForm, *, refusal: str = ""
) -> HttpResponse:
    context = {
        "page": _shown(request, actor_id),
        "form": form,
        "refusal": refusal,
        "happenings": HAPPENINGS,
        "labels": LABELS,
        "today": agencies.legal_today(),
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "identity/account.html", context, status=status)


def _shown(request: HttpRequest, actor_id: UUID) -> queries.AccountPage:
    found = queries.account_page(
        _viewer(request), actor_id, on=agencies.legal_today(), at=timezone.now()
    )
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, kind: type[RoleForm], *, is_sent: bool = True) -> Any:
    return kind(
        request.POST if request.method == "POST" and is_sent else None,
        roles=queries.roles_here(),
        within=queries.reached(_viewer(request)),
        on=agencies.legal_today(),
    )


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None  # noqa: PLR2004 digits of a key
