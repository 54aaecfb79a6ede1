"""The public look-up: one page, a code and one more fact, no sign-in."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.kernel import access
from motcua.privacy.throttle import SECONDS, Attempt
from motcua.registry import queries
from motcua.registry.forms import LookUpForm


@access.public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("so")
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a dossier's code and a number of its applicant, and say where it stands.

    Numbers are posted, so that no address, history or log keeps them. A wrong code and a wrong
    number get the same answer.
    """
    if request.method != "POST":
        form = LookUpForm(initial={"ma": request.GET.get("ma", "")})
        return render(request, "registry/look_up.html", {"form": form, "missed": False})
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, form, missed=False, status=422)
    attempt = Attempt("registry.look_up", get_adapter().get_client_ip(request), at=timezone.now())
    if not attempt.is_allowed:
        return _too_often(request, attempt)
    found = queries.look_up(code=form.cleaned_data["ma"], fact=form.cleaned_data["so"])
    if found is None:
        return _asked_again(request, form, missed=True, status=404)
    attempt.was_right()
    now = agencies.legal_shift().legal_moment(timezone.now())
    return render(request, "registry/found.html", {"said": queries.public_state(found, now=now)})


def _asked_again(
    request: HttpRequest, form: LookUpForm, *, missed: bool, status: int
) -> HttpResponse:
    context = {"form": form, "missed": missed}
    return render(request, "registry/look_up.html", context, status=status)


def _too_often(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    context = {"minutes": -(-attempt.seconds_left // 60), "window": SECONDS // 60}
    answer = render(request, "registry/too_often.html", context, status=429)
    answer["Retry-After"] = str(attempt.seconds_left)
    return answer
