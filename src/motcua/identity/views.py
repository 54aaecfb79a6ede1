"""Pages of staff accounts beyond those of allauth."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from motcua.kernel import access


@access.staff()
def desk(request: HttpRequest) -> HttpResponse:
    """Show where a member of staff can go from here."""
    return render(request, "identity/desk.html")


class Enrol(ActivateTOTPView):
    """Set the second factor up; the code shown on the way counts for this session."""

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponseBase:
        """Enrol, and remember that this very session showed the factor."""
        answer: HttpResponseBase = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return answer
