"""ID tokens: what a provider states of a sign-in, signed. Everything unexpected is refused.

Source: OpenID Connect Core 1.0 §3.1.3.7; RFC 8725 (algorithms fixed by us, keys by the provider's
key set alone, never by the token).
"""

from dataclasses import dataclass
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from motcua.identity.errors import AssuranceTooLow, TokenRefused
from motcua.identity.rules import NATIONAL, Reading
from motcua.identity.types import Assurance

KEY_TYPES: Final = {"RS256": RSAKey, "ES256": ECKey}
"""The algorithms taken, and the key that each may be used with."""
LEEWAY_SECONDS: Final = 60
"""How far the two clocks may differ."""
_NAMES_A_KEY: Final = frozenset({"jku", "jwk", "x5u", "x5c"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the token must say to be about this very sign-in.

    Attributes:
        issuer: Compared letter by letter.
        client: Our client id.
        nonce: The one that this browser was sent away with.
        access_token: Came with the ID token, which may vouch for it (`at_hash`).
        assurance: The least level.
        reading: What the provider's levels mean.
    """

    issuer: str
    client: str
    nonce: str
    access_token: str
    assurance: Assurance
    reading: Reading = NATIONAL


class UnknownKeyError(LookupError):
    """The token names a key that the set does not hold; the provider may have a new one."""


def verified(token: str, *, keys: KeySet, expected: Expected, now: int) -> dict[str, Any]:
    """Return the claims of a token that passed every check.

    Args:
        token: In the compact form.
        keys: As the provider publishes them.
        expected: What it must say.
        now: Real time, in seconds since 1970.

    Raises:
        UnknownKeyError: See there.
        TokenRefused: A check failed.
        AssuranceTooLow: All is well, but the person is not known surely enough.
    """
    try:
        decoded = jwt.decode(
            token,
            key=lambda message: _key(message.headers(), keys),
            registry=JWSRegistry(algorithms=list(KEY_TYPES), strict_check_header=False),
        )
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client},
                "sub": {"essential": True},
            },
            params={
                "nonce": expected.nonce,
                "client_id": expected.client,
                "access_token": expected.access_token,
            },
        )
        claims.validate(now=now, leeway=LEEWAY_SECONDS)
    except InvalidKeyIdError:
        raise UnknownKeyError from None
    except (JoseError, ValueError, TypeError) as failure:
        raise TokenRefused(why=_reason(failure)) from None
    _refuse_low_assurance(claims.get("acr"), expected)
    return dict(claims)


def _key(header: dict[str, Any], keys: KeySet) -> Any:
    """Return the key that the header names, if it is fit for the algorithm that it names."""
    kind = KEY_TYPES.get(str(header.get("alg")))
    kid = header.get("kid")
    if kind is None or not isinstance(kid, str) or header.keys() & _NAMES_A_KEY:
        message = "the token is signed in a way that we do not take"
        raise ValueError(message)
    key = keys.get_by_kid(kid)
    if not isinstance(key, kind) or key.get("use", "sig") != "sig":
        message = "the key is not made for this"
        raise ValueError(message)
    return key


def _refuse_low_assurance(acr: object, expected: Expected) -> None:
    got = expected.reading.assurance_of(acr)
    if got is None:
        raise TokenRefused(why="acr")
    if got < expected.assurance:
        raise AssuranceTooLow(got=int(got), asked=int(expected.assurance))


def _reason(failure: Exception) -> str:
    """Return what failed without what the token says: the reason is logged."""
    claim = getattr(failure, "claim", None)
    return f"{type(failure).__name__} {claim}" if isinstance(claim, str) else type(failure).__name__


def key_set(published: Any) -> KeySet:
    """Return the keys of a published set that may sign.

    Raises:
        TokenRefused: It holds none.
    """
    try:
        return KeySet.import_key_set(published)
    except (JoseError, ValueError, TypeError, KeyError) as failure:
        raise TokenRefused(why=f"key set: {type(failure).__name__}") from None
