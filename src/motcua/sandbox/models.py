"""Tables of all simulators, gathered from their packages."""

from motcua.sandbox.identity.models import ProviderAccount, SigningKey
from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.payment.models import (
    BankEntry,
    PlatformNotice,
    PlatformPayment,
    PlatformRefund,
    PlatformRequest,
)
from motcua.sandbox.population.models import RegisterQuestion
from motcua.sandbox.switches.models import Switch

__all__ = [
    "BankEntry",
    "CarriedMessage",
    "PlatformNotice",
    "PlatformPayment",
    "PlatformRefund",
    "PlatformRequest",
    "ProviderAccount",
    "RegisterQuestion",
    "SigningKey",
    "Switch",
]
