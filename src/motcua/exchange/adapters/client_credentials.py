"""Calls to a partner's API with a token of ours (OAuth2 client credentials).

Source: RFC 6749 §4.4; RFC 6750 §2.1.
"""

from collections.abc import Mapping
from http import HTTPStatus
from time import monotonic
from typing import Any, Final

from motcua.net import errors
from motcua.net.remote import Remote

TOKEN_PATH: Final = "/api/oauth2/token/"  # noqa: S105 an address
_EARLY: Final = 30.0
"""Seconds before its end at which a token is not used any more."""

_tokens: dict[tuple[str, str], tuple[str, float]] = {}


class PartnerApi:
    """One partner's API; tokens are shared by all objects for one partner in this process."""

    def __init__(self, remote: Remote, *, client: str, secret: str, scope: str) -> None:
        """Know a partner.

        Args:
            remote: Where it is.
            client: Our id there.
            secret: Our secret there.
            scope: Of the tokens asked for.
        """
        self._remote = remote
        self._client = client
        self._secret = secret
        self._scope = scope

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Send a JSON object that carries its own keys, and return the answer.

        A token that the partner does not know any more is renewed once.

        Raises:
            RemoteUnavailable, RemoteRefused, RemoteAnswerNotUnderstood: As `net` says.
        """
        try:
            return self._post(path, body)
        except errors.RemoteRefused as refusal:
            if refusal.status != HTTPStatus.UNAUTHORIZED:
                raise
            _tokens.pop(self._key, None)
            return self._post(path, body)

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token()}"}
        return self._remote.post(path, json=body, headers=headers, retry=True).json()

    @property
    def _key(self) -> tuple[str, str]:
        return (self._remote.base_url, self._scope)

    def _token(self) -> str:
        token, ends = _tokens.get(self._key, ("", 0.0))
        if monotonic() < ends:
            return token
        answer = self._remote.post(
            TOKEN_PATH,
            form={
                "grant_type": "client_credentials",
                "client_id": self._client,
                "client_secret": self._secret,
                "scope": self._scope,
            },
            retry=True,
        ).json()
        try:
            token, seconds = str(answer["access_token"]), float(answer["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise errors.RemoteAnswerNotUnderstood(remote=self._remote.name) from None
        _tokens[self._key] = (token, monotonic() + seconds - _EARLY)
        return token
