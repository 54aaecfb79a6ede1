"""The registry application."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Synced dossiers."""

    name = "motcua.registry"
    label = "registry"
