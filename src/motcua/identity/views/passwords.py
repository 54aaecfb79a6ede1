"""Passwords: chosen by their owners, by a link once, later on a page of their own."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.identity import actions
from motcua.identity.errors import LinkDead
from motcua.identity.forms import NewPasswordForm, PasswordForm
from motcua.kernel import access


@access.public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person choose her password, once; looking at the page does not use the link up."""
    now = timezone.now()
    try:
        account = actions.account_of_link(token, at=now)
        form = NewPasswordForm(request.POST or None, account=account)
        if form.is_valid():
            actions.set_password_by_link(
                token=token, password=form.cleaned_data["password"], at=now
            )
            return redirect("account_login")
    except LinkDead as refusal:
        said = {"refusal": refusal.text(gettext)}
        return render(request, "identity/link_dead.html", said, status=410)
    context = {"form": form, "account": account, "token": token}
    return render(
        request, "identity/set_password.html", context, status=422 if form.errors else 200
    )


@access.staff()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Let a member of staff change her password; she stays signed in here, and nowhere else."""
    account: Any = request.user  # a member of staff: the door says so
    form = PasswordForm(request.POST or None, account=account)
    if form.is_valid():
        actions.change_password(
            account=account, password=form.cleaned_data["password"], at=timezone.now()
        )
        update_session_auth_hash(request, account)
        return redirect("identity:desk")
    status = 422 if form.errors else 200
    return render(request, "identity/change_password.html", {"form": form}, status=status)
