"""The catalogue application."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures, services, levels."""

    name = "motcua.catalogue"
    label = "catalogue"
