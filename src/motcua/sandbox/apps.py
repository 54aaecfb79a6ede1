"""The sandbox application."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Simulators of national systems."""

    name = "motcua.sandbox"
    label = "sandbox"
