"""The onestop application."""

from django.apps import AppConfig


class OneStopConfig(AppConfig):
    """Pages for officers."""

    name = "motcua.onestop"
    label = "onestop"
