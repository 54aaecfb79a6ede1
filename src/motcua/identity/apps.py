"""The identity application."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Staff accounts and roles."""

    name = "motcua.identity"
    label = "identity"
