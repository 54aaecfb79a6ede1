"""The eforms application."""

from django.apps import AppConfig


class EFormsConfig(AppConfig):
    """Form versions."""

    name = "motcua.eforms"
    label = "eforms"
