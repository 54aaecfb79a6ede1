"""Providers of identities, as their relying party: code flow with PKCE, state and nonce.

Generic by configuration: any OpenID provider that publishes its metadata. The first is the national
identity; further ones are listed in the settings. Authlib speaks the protocol, `net` carries it,
`id_tokens` judges what comes back.

Source: OpenID Connect Core 1.0 §3.1; RFC 7636 (PKCE); RFC 9700 §2.1 and §4.4 (current practice; no
provider may pass for another); RFC 9207 (an answer may name its issuer).
"""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, Self
from urllib.parse import urlencode

from authlib.common.security import generate_token
from authlib.oauth2 import OAuth2Client
from authlib.oauth2.auth import ClientAuth
from django.conf import settings
from joserfc.jwk import KeySet

from motcua.identity.adapters import id_tokens
from motcua.identity.adapters.id_tokens import Expected, UnknownKeyError
from motcua.identity.errors import CodeRefused, NotSetUp, ProviderUnavailable, TokenRefused
from motcua.identity.rules import NATIONAL, STANDARD, Reading
from motcua.identity.types import Assurance, PersonKind
from motcua.net.errors import RemoteFailed, RemoteRefused
from motcua.net.remote import Answer, Remote

SCOPE: Final = "openid profile"
FIRST: Final = ""
"""Key of the first provider, the national identity."""
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
        provider: Key of the one that the browser was sent to; no other may answer.
    """

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    provider: str = FIRST

    @classmethod
    def new(cls, redirect_uri: str, provider: str = FIRST) -> Self:
        """Return a fresh attempt with random values of about 285 bits each."""
        return cls(
            state=generate_token(48),
            nonce=generate_token(48),
            verifier=generate_token(48),
            redirect_uri=redirect_uri,
            provider=provider,
        )


class Provider:
    """A provider that this site is connected to; remembers what it publishes."""

    def __init__(
        self,
        *,
        issuer: str,
        client: str,
        secret: str,
        assurance: Assurance,
        reading: Reading = NATIONAL,
        scope: str = SCOPE,
        profile_by: Literal["GET", "POST"] = "GET",
    ) -> None:
        self.issuer = issuer
        self.reading = reading
        self._scope = scope
        self._profile_by = profile_by
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
            prompt="login",
            **self._acr_asked(),
        )
        return str(address)

    def refuse_answer_of_another(self, issuer: str) -> None:
        """Refuse an answer that names another issuer, or none where this provider always does.

        Source: RFC 9207 §2.4.

        Raises:
            TokenRefused: It is not this provider's answer.
            ProviderUnavailable: What it publishes cannot be read.
        """
        names_itself = "authorization_response_iss_parameter_supported"
        if issuer != self.issuer and (issuer or self._published().get(names_itself) is True):
            raise TokenRefused(why="the answer is of another issuer")

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
            reading=self.reading,
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
        address = self._endpoint("userinfo_endpoint")
        if self._profile_by == "GET":
            return self._read(address, headers={"Authorization": f"Bearer {access_token}"})
        # RFC 6750 §2.2: the token as a field of a form.
        form = urlencode({"access_token": access_token}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            return _remote(address).post("", content=form, headers=headers, retry=False).json()
        except RemoteFailed as failure:
            raise ProviderUnavailable from failure

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
            scope=self._scope,
            code_challenge_method="S256",
        )

    def _acr_asked(self) -> dict[str, str]:
        acr = self.reading.acr_for(self._assurance)
        return {"acr_values": acr} if acr else {}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A provider that citizens may choose; the first has no label of its own."""

    key: str
    label: str


def offered() -> list[Offered]:
    """Return the providers that the settings name, the first one first."""
    first = [Offered(key=FIRST, label="")] if settings.MOTCUA_CONNECTIONS["identity"].url else []
    return first + [
        Offered(key=one.key, label=one.label) for one in settings.MOTCUA_IDENTITY_FURTHER
    ]


def provider(key: str = FIRST) -> Provider:
    """Return a provider that the settings name.

    Raises:
        NotSetUp: They name none of this key.
    """
    if key != FIRST:
        return _further(key)
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


@cache
def _further(key: str) -> Provider:
    one = next((one for one in settings.MOTCUA_IDENTITY_FURTHER if one.key == key), None)
    if one is None:
        raise NotSetUp
    nowhere: dict[str, tuple[str, ...]] = dict.fromkeys(STANDARD, ())
    claims = {
        PersonKind.PERSON: dict(STANDARD) | one.claims,
        PersonKind.BUSINESS: nowhere | one.business_claims,
    }
    return Provider(
        issuer=one.issuer,
        client=one.client,
        secret=one.secret.get_secret_value(),
        assurance=Assurance(settings.MOTCUA_IDENTITY_ASSURANCE),
        reading=Reading(
            kind_claim=one.kind_claim,
            kinds={value: PersonKind(kind) for value, kind in one.kinds.items()},
            claims=claims,
            levels={acr: Assurance(level) for acr, level in one.acr.items()},
            vouched=Assurance(one.vouched) if one.vouched else None,
        ),
        scope=one.scope,
        profile_by=one.userinfo,
    )


def forget() -> None:
    """Forget what was read of providers; tests begin anew by it."""
    _provider.cache_clear()
    _further.cache_clear()
