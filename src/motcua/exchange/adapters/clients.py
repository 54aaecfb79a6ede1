"""Machine clients and their tokens, kept by django-oauth-toolkit (OAuth2 client credentials).

Source: RFC 6749 §4.4; RFC 6750 §2.1 and §3.1.
"""

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest
from oauth2_provider.models import get_application_model
from oauth2_provider.oauth2_backends import get_oauthlib_core

from motcua.exchange import errors


def client_of(request: HttpRequest, *, scope: str) -> str:
    """Return the id of the client whose token the request carries.

    Raises:
        TokenNotAccepted: It is unknown, altered or over.
        ScopeMissing: It does not allow this.
    """
    is_valid, checked = get_oauthlib_core().verify_request(request, scopes=[])
    if not is_valid or checked.access_token.application is None:
        raise errors.TokenNotAccepted
    if not checked.access_token.allow_scopes([scope]):
        raise errors.ScopeMissing(scope=scope)
    return str(checked.access_token.application.client_id)


def ensure(*, client: str, secret: str, name: str) -> None:
    """Make or change a client so that it gets tokens for its secret, which is kept as a hash."""
    applications = get_application_model()
    found = applications.objects.filter(client_id=client).first()
    if found is None:
        found = applications(client_id=client)
    wanted = {
        "name": name,
        "client_type": applications.CLIENT_CONFIDENTIAL,
        "authorization_grant_type": applications.GRANT_CLIENT_CREDENTIALS,
    }
    if not (found.pk and check_password(secret, found.client_secret)):
        wanted["client_secret"] = secret
    changed = {field for field, value in wanted.items() if getattr(found, field) != value}
    if changed:
        for field in changed:
            setattr(found, field, wanted[field])
        found.save()
