"""The observatory application."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """Pages only."""

    name = "motcua.observatory"
    label = "observatory"
