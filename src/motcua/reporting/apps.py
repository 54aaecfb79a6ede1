"""The reporting application."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Files of declared figures, publications, the appendix."""

    name = "motcua.reporting"
    label = "reporting"
