"""Reading switches."""

from motcua.sandbox.switches.models import Switch

NORMAL = "normal"
"""The position of a switch that nobody turned."""


def position(name: str) -> str:
    """Return how a simulator shall behave now."""
    found = Switch.objects.filter(name=name).values_list("position", flat=True).first()
    return found or NORMAL
