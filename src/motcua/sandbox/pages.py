"""What the pages of several simulators need."""

from urllib.parse import urlsplit

from django.http import HttpResponseBase

from motcua.ui import csp


def let_forms_lead_to(response: HttpResponseBase, address: str) -> None:
    """Let the forms of a page end at another site's address.

    Browsers hold a form's redirects to the policy too: without this, the answer that a simulator
    sends the browser back with would be blocked.
    """
    parts = urlsplit(address)
    response.headers["Content-Security-Policy"] = csp.POLICY.replace(
        "form-action 'self'", f"form-action 'self' {parts.scheme}://{parts.netloc}"
    )
