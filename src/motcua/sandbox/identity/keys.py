"""The provider's signing keys: made at its first start, exchanged on request."""

from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import transaction
from django.db.models import Q

from motcua.privacy import sealing
from motcua.sandbox.identity.models import SigningKey

OVERLAP: Final = timedelta(hours=1)
"""A replaced key stays published for so long: tokens that it signed are still on their way."""


def new_pem() -> str:
    """Return a fresh private key; the provider's library signs with RSA only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@transaction.atomic
def rotate(*, at: datetime) -> None:
    """Sign with a new key from now on, and retire those before it."""
    SigningKey.objects.filter(retires_at=None).update(retires_at=at + OVERLAP)
    key = SigningKey(issued_at=at)
    key.pem = sealing.seal(new_pem(), place=_place(key))
    key.save()


def ensure(*, at: datetime) -> None:
    """Make the first key, once."""
    if not SigningKey.objects.filter(retires_at=None).exists():
        rotate(at=at)


def published(*, at: datetime) -> list[tuple[SigningKey, str]]:
    """Return the keys that are not retired, with their private text, the newest first."""
    kept = SigningKey.objects.filter(Q(retires_at=None) | Q(retires_at__gt=at))
    return [
        (key, sealing.unseal(bytes(key.pem), place=_place(key)))
        for key in kept.order_by("-issued_at")
    ]


def _place(key: SigningKey) -> str:
    return f"sandbox_signingkey.pem:{key.id}"
