"""The platforms by name, as they are stored with each attempt."""

from django.conf import settings

from motcua.payments import errors
from motcua.payments.adapters.bank import Bank
from motcua.payments.adapters.base import Platform
from motcua.payments.adapters.vnpay import Vnpay

BANK = "bank"
PREFERRED = Vnpay.name


def platform(name: str) -> Platform:
    """Return a platform, with this site's address and secret for it.

    Raises:
        PaymentNotConnected: The site has none, or not this one.
    """
    connection = settings.MOTCUA_CONNECTIONS["payment"]
    if name != Vnpay.name or not connection.url:
        raise errors.PaymentNotConnected
    return Vnpay(
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
