"""What the provider has before anybody comes: a key, its people, and our site as its client."""

import secrets
from datetime import datetime

from allauth.idp.oidc.models import Client
from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.identity import actions as accounts
from motcua.kernel.actors import Actor
from motcua.privacy.hashers import RandomSecretHasher
from motcua.sandbox.identity import keys
from motcua.sandbox.identity.models import ProviderAccount
from motcua.sandbox.identity.people import PEOPLE, DemoPerson


@transaction.atomic
def register(*, client: str, secret: str, callback: str, by: Actor, at: datetime) -> None:
    """Register a relying party, and open the accounts; repeating it changes nothing.

    Args:
        client: Its client id.
        secret: Shared with it.
        callback: The one address that codes are sent to, compared exactly.
        by: Who registers it.
        at: Aware, real time.
    """
    keys.ensure(at=at)
    known = set(ProviderAccount.objects.values_list("person", flat=True))
    for person in PEOPLE.values():
        if person.key not in known:
            _open_account(person, by=by, at=at)
    _register_client(client, secret, callback)


def _register_client(client_id: str, secret: str, callback: str) -> None:
    client = Client.objects.filter(pk=client_id).first() or Client(pk=client_id)
    client.name = "Cổng dịch vụ công tỉnh Quảng Nam"
    client.type = Client.Type.CONFIDENTIAL
    client.set_grant_types([Client.GrantType.AUTHORIZATION_CODE])
    client.set_response_types([Client.ResponseType.CODE])
    client.set_scopes(["openid", "profile"])
    client.set_redirect_uris([callback])
    if not client.check_secret(secret):
        client.secret = make_password(secret, hasher=RandomSecretHasher.algorithm)
    client.save()


def _open_account(person: DemoPerson, *, by: Actor, at: datetime) -> None:
    """Open an account that no password opens: the page of the provider lets anybody choose it."""
    account = accounts.open_account(
        email=f"{person.key}@dinh-danh.vidu.example",
        full_name=person.shown_name,
        password=secrets.token_urlsafe(32),
        by=by,
        at=at,
    )
    ProviderAccount.objects.create(account=account, person=person.key)
