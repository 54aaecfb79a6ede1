"""Turning switches."""

from motcua.sandbox.switches.models import Switch


def turn(name: str, position: str) -> None:
    """Turn a simulator's switch; which positions there are is the simulator's own matter."""
    Switch.objects.update_or_create(name=name, defaults={"position": position})
