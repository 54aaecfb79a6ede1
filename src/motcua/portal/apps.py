"""The portal application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for citizens."""

    name = "motcua.portal"
    label = "portal"
