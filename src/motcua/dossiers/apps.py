"""The dossiers application."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Case files."""

    name = "motcua.dossiers"
    label = "dossiers"
