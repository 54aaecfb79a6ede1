"""Django application of the user interface."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates and components that every face of the system shares; no tables."""

    name = "motcua.ui"
    label = "ui"
