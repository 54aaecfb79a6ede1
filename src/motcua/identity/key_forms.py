"""Forms that take what a security key answers, whatever it may be.

The library's own let an answer without one of its parts through as a fault (allauth 65.21).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms

_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@contextmanager
def _answered() -> Iterator[None]:
    """Refuse an answer that cannot be read.

    Raises:
        ValidationError: It is no answer of a key.
    """
    try:
        yield
    except _MALFORMED:
        raise get_adapter().validation_error("incorrect_key") from None


class AddKey(forms.AddWebAuthnForm):
    """A new key and its name."""

    def clean(self) -> dict[str, Any]:
        """Return the fields; the answer is read here."""
        with _answered():
            found: dict[str, Any] = super().clean()
        return found


class AuthenticateByKey(forms.AuthenticateWebAuthnForm):
    """A key in the place of a code, when somebody signs in."""

    def clean_credential(self) -> Authenticator:
        """Return the key that answered."""
        with _answered():
            return super().clean_credential()


class ConfirmByKey(forms.ReauthenticateWebAuthnForm):
    """A key that confirms once more who is there."""

    def clean_credential(self) -> Authenticator:
        """Return the key that answered."""
        with _answered():
            return super().clean_credential()
