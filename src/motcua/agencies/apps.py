"""The agencies application."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Organisations and calendar."""

    name = "motcua.agencies"
    label = "agencies"
