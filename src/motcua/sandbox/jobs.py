"""Jobs of all simulators, gathered from their packages."""

from motcua.sandbox.payment import jobs as payment

__all__ = ["payment"]
