"""How the provider's library behaves here: issuer, subjects, claims and keys."""

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.private_keys import filter_keys
from allauth.idp.oidc.models import Client, PrivateKey
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.sandbox.identity import keys
from motcua.sandbox.identity.models import ProviderAccount
from motcua.sandbox.identity.people import PEOPLE
from motcua.sandbox.identity.switch import FORGED, SWITCH
from motcua.sandbox.switches import queries as switches


class NationalIdentity(DefaultOIDCAdapter):
    """One fixed issuer; subjects that tell nothing; personal claims in the profile only."""

    scope_display: ClassVar = {
        "openid": _("Mã tài khoản định danh"),
        "profile": _("Thông tin cá nhân trong tài khoản"),
    }

    def get_issuer(self) -> str:
        """Return the issuer; the library would believe the request's host."""
        return issuer()

    def get_user_sub(self, client: Client, user: AbstractBaseUser) -> str:  # noqa: ARG002 signature of allauth
        """Return the random id of an account."""
        return ProviderAccount.objects.get(account=user.pk).tech_id.hex

    def get_user_by_sub(self, client: Client, sub: str) -> AbstractBaseUser | None:  # noqa: ARG002 as above
        """Return the account of a random id."""
        found = ProviderAccount.objects.filter(tech_id=sub).select_related("account").first()
        return found.account if found else None

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: AbstractBaseUser,
        client: Client,
        scopes: Iterable[str],
        email: str | None = None,  # noqa: ARG002 signature of allauth
        **_more: Any,
    ) -> dict[str, Any]:
        """Return the level in the ID token, and in the profile what is known of the person."""
        subject = {"sub": self.get_user_sub(client, user)}
        person = PEOPLE[ProviderAccount.objects.get(account=user.pk).person]
        if purpose == "id_token":
            return {**subject, "acr": person.acr}
        known = person.claims() if "profile" in scopes else {}
        return {**subject, "TechID": subject["sub"], **known}

    def list_private_keys(
        self, *, did_activate: Literal[True] | None = None, is_active: Literal[True] | None = None
    ) -> list[PrivateKey]:
        """Return the keys kept in the database instead of those of the settings."""
        kept = [
            PrivateKey(pem=pem, issued_at=key.issued_at, expires_at=key.retires_at)
            for key, pem in keys.published(at=timezone.now())
        ]
        asked: list[PrivateKey] = filter_keys(kept, did_activate=did_activate, is_active=is_active)
        return asked

    def get_signing_key(self) -> PrivateKey:
        """Return the newest key, or one that nobody knows while the switch says so."""
        if switches.position(SWITCH) == FORGED:
            return PrivateKey(pem=keys.new_pem())
        return super().get_signing_key()


def issuer() -> str:
    """Return the provider's name, which is its address."""
    return str(settings.MOTCUA_SITE_URLS["sandbox"]).rstrip("/")
