"""Tables of all simulators, gathered from their packages."""

from motcua.sandbox.identity.models import ProviderAccount, SigningKey
from motcua.sandbox.payment.models import (
    PlatformNotice,
    PlatformPayment,
    PlatformRefund,
    PlatformRequest,
)
from motcua.sandbox.switches.models import Switch

__all__ = [
    "PlatformNotice",
    "PlatformPayment",
    "PlatformRefund",
    "PlatformRequest",
    "ProviderAccount",
    "SigningKey",
    "Switch",
]
