"""The processes application."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Process versions and instances."""

    name = "motcua.processes"
    label = "processes"
