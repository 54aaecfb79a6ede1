"""The platforms by name, as they are stored with each attempt."""

from collections.abc import Callable
from typing import Final

from django.conf import settings

from motcua.payments import errors
from motcua.payments.adapters.bank import Bank
from motcua.payments.adapters.base import Platform
from motcua.payments.adapters.dvcqg import Dvcqg
from motcua.payments.adapters.vnpay import Vnpay

BANK = "bank"
_PLATFORMS: Final[dict[str, tuple[str, Callable[..., Platform]]]] = {
    Vnpay.name: ("payment", Vnpay),
    Dvcqg.name: ("payment_portal", Dvcqg),
}
"""Name of the connection, and who speaks over it; the first is offered first."""


def connected() -> tuple[str, ...]:
    """Return the names of the platforms that this site is connected to, the preferred first."""
    known = settings.MOTCUA_CONNECTIONS
    return tuple(name for name, (of, _) in _PLATFORMS.items() if of in known and known[of].url)


def platform(name: str) -> Platform:
    """Return a platform, with this site's address and secret for it; empty: the preferred.

    Raises:
        PaymentNotConnected: The site has none, or not this one.
    """
    known = connected()
    name = name or next(iter(known), "")
    if name not in known:
        raise errors.PaymentNotConnected
    of, speaker = _PLATFORMS[name]
    connection = settings.MOTCUA_CONNECTIONS[of]
    return speaker(
        base_url=connection.url,
        merchant=connection.client,
        secret=connection.secret.get_secret_value(),
    )


def bank() -> Bank:
    """Return our bank account, with the address and the secret of its statement.

    Raises:
        PaymentNotConnected: The site has none.
    """
    connection = settings.MOTCUA_CONNECTIONS.get(BANK)
    if connection is None or not connection.url:
        raise errors.PaymentNotConnected
    return Bank(
        base_url=connection.url,
        bank=connection.member,
        account=connection.client,
        secret=connection.secret.get_secret_value(),
    )
