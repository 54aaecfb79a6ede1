"""The national identity, as its relying party: authorization code flow with PKCE, state and nonce.

Generic by configuration: any OpenID provider that publishes its metadata. Authlib speaks the
protocol, `net` carries it, `id_tokens` judges what comes back.

Source: OpenID Connect Core 1.0 §3.1; RFC 7636 (PKCE); RFC 9700 §2.1 (current practice).
"""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self

from authlib.common.security import generate_token
from authlib.oauth2 import OAuth2Client
from authlib.oauth2.auth import ClientAuth
from django.conf import settings
from joserfc.jwk import KeySet

from motcua.identity import rules
from motcua.identity.adapters import id_tokens
from motcua.identity.adapters.id_tokens import Expected, UnknownKeyError
from motcua.identity.errors import CodeRefused, NotSetUp, ProviderUnavailable, TokenRefused
from motcua.identity.types import Assurance
from motcua.net.errors import RemoteFailed, RemoteRefused
from motcua.net.remote import Answer, Remote

SCOPE: Final = "openid profile"
KEPT_SECONDS: Final = 60 * 60
"""How long the provider's published addresses and keys are used before they are read again."""
REFETCH_SECONDS: Final = 60
"""A token with an unknown key makes us read the keys anew, but no more often than this."""
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sign-in under way; kept in the browser's session, found by its `state`.

    Attributes:
        verifier: Of PKCE; only its hash was sent away with the browser.
        redirect_uri: Where the provider was told to send the browser.
    """

    state: str
    nonce: str
    verifier: str
    redirect_uri: str

    @classmethod
    def new(cls, redirect_uri: str) -> Self:
        """Return a fresh attempt with random values of about 285 bits each."""
        return cls(
            state=generate_token(48),
            nonce=generate_token(48),
            verifier=generate_token(48),
            redirect_uri=redirect_uri,
        )


class Provider:
    """The provider that this site is connected to; remembers what it publishes."""

    def __init__(self, *, issuer: str, client: str, secret: str, assurance: Assurance) -> None:
        self.issuer = issuer
        self._client = client
        self._secret = secret
        self._assurance = assurance
        self._metadata: dict[str, Any] = {}
        self._metadata_until = 0.0
        self._keys: KeySet | None = None
        self._keys_until = 0.0
        self._may_refetch_from = 0.0

    def address_to_sign_in(self, attempt: Attempt) -> str:
        """Return the provider's address for a browser that begins an attempt.

        The person is asked anew each time (`prompt=login`): phones and counters are shared.

        Raises:
            ProviderUnavailable: What it publishes cannot be read.
        """
        address, _state = self._protocol().create_authorization_url(
            self._endpoint("authorization_endpoint"),
            state=attempt.state,
            code_verifier=attempt.verifier,
            redirect_uri=attempt.redirect_uri,
            nonce=attempt.nonce,
            acr_values=self._acr,
            prompt="login",
        )
        return str(address)

    def redeem(self, code: str, attempt: Attempt) -> dict[str, Any]:
        """Exchange the code for what the provider states, verified.

        Returns:
            Claims of the ID token together with those of the user's profile.

        Raises:
            ProviderUnavailable: It does not answer, or not by the protocol.
            CodeRefused: It does not take the code.
            TokenRefused: It states nothing, or something that fails a check.
            AssuranceTooLow: It does not know the person surely enough.
        """
        token = self._token(code, attempt)
        id_token, access_token = token.get("id_token"), token.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise TokenRefused(why="no ID token")
        expected = Expected(
            issuer=self.issuer,
            client=self._client,
            nonce=attempt.nonce,
            access_token=access_token,
            assurance=self._assurance,
        )
        stated = self._verified(id_token, expected)
        profile = self._profile(access_token)
        if profile.get("sub") != stated["sub"]:
            raise TokenRefused(why="the profile is of somebody else")
        return {**profile, **stated}

    def _token(self, code: str, attempt: Attempt) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self._protocol().fetch_token(
                self._endpoint("token_endpoint"),
                grant_type="authorization_code",
                code=code,
                redirect_uri=attempt.redirect_uri,
                code_verifier=attempt.verifier,
            )
        except RemoteRefused as refusal:
            raise CodeRefused from refusal
        except RemoteFailed as failure:
            raise ProviderUnavailable from failure
        return answer

    def _verified(self, id_token: str, expected: Expected) -> dict[str, Any]:
        now = int(time.time())
        try:
            return id_tokens.verified(id_token, keys=self._key_set(), expected=expected, now=now)
        except UnknownKeyError:
            keys = self._newer_key_set()
        try:
            return id_tokens.verified(id_token, keys=keys, expected=expected, now=now)
        except UnknownKeyError:
            raise TokenRefused(why="unknown key") from None

    def _profile(self, access_token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        return self._read(self._endpoint("userinfo_endpoint"), headers=headers)

    def _key_set(self) -> KeySet:
        if self._keys is None or time.monotonic() > self._keys_until:
            published = self._read(self._endpoint("jwks_uri"))
            self._keys = id_tokens.key_set(published)
            self._keys_until = time.monotonic() + KEPT_SECONDS
        return self._keys

    def _newer_key_set(self) -> KeySet:
        """Read the keys anew, unless that was done a moment ago: anyone can invent a key's name."""
        if time.monotonic() >= self._may_refetch_from:
            self._may_refetch_from = time.monotonic() + REFETCH_SECONDS
            self._keys = None
        return self._key_set()

    def _endpoint(self, name: str) -> str:
        return str(self._published()[name])

    def _published(self) -> dict[str, Any]:
        if time.monotonic() > self._metadata_until:
            published = self._read(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            self._refuse_unfit(published)
            self._metadata = published
            self._metadata_until = time.monotonic() + KEPT_SECONDS
        return self._metadata

    def _refuse_unfit(self, published: dict[str, Any]) -> None:
        """Refuse metadata of another issuer, or with addresses less protected than its own."""
        scheme = self.issuer.partition("://")[0]
        addresses = [str(published.get(name, "")) for name in _ENDPOINTS]
        if published.get("issuer") != self.issuer or not all(
            address.startswith((f"{scheme}://", "https://")) for address in addresses
        ):
            raise ProviderUnavailable

    def _read(self, address: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            return _remote(address).get("", headers=headers).json()
        except RemoteFailed as failure:
            raise ProviderUnavailable from failure

    def _protocol(self) -> "_Protocol":
        # In the body where that is taken: in the header Authlib sends it without the encoding that
        # some secrets need (RFC 6749 §2.3.1), and the national portal takes it in the body.
        methods = str(self._published().get("token_endpoint_auth_methods_supported"))
        in_body = "client_secret_post" in methods
        return _Protocol(
            None,
            client_id=self._client,
            client_secret=self._secret,
            token_endpoint_auth_method="client_secret_post" if in_body else "client_secret_basic",
            scope=SCOPE,
            code_challenge_method="S256",
        )

    @property
    def _acr(self) -> str:
        return next(acr for acr, level in rules.ASSURANCES.items() if level is self._assurance)


class _Protocol(OAuth2Client):
    """Authlib's client, whose requests `net` carries."""

    def _fetch_token(
        self,
        url: str,
        body: str = "",
        headers: dict[str, str] | None = None,
        auth: ClientAuth | None = None,
        method: str = "POST",
        **_: Any,
    ) -> dict[str, Any]:
        headers = dict(headers or {})
        if auth is not None:
            url, headers, body = auth.prepare(method, url, headers, body)
        # Never repeated: a code is good for one try, and the second would look like a theft.
        answer: Answer = _remote(url).post("", content=body.encode(), headers=headers, retry=False)
        return answer.json()


def _remote(address: str) -> Remote:
    return Remote(name="identity", base_url=address)


def provider() -> Provider:
    """Return the provider that the settings name.

    Raises:
        NotSetUp: They name none.
    """
    connection = settings.MOTCUA_CONNECTIONS["identity"]
    if not connection.url:
        raise NotSetUp
    return _provider(
        connection.url,
        connection.client,
        connection.secret.get_secret_value(),
        Assurance(settings.MOTCUA_IDENTITY_ASSURANCE),
    )


@cache
def _provider(issuer: str, client: str, secret: str, assurance: Assurance) -> Provider:
    return Provider(issuer=issuer, client=client, secret=secret, assurance=assurance)


def forget() -> None:
    """Forget what was read of providers; tests begin anew by it."""
    _provider.cache_clear()
