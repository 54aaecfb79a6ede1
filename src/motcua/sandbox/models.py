"""Tables of all simulators, gathered from their packages."""

from motcua.sandbox.identity.models import ProviderAccount, SigningKey
from motcua.sandbox.switches.models import Switch

__all__ = ["ProviderAccount", "SigningKey", "Switch"]
