"""The indicators application."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Definitions, targets, values."""

    name = "motcua.indicators"
    label = "indicators"
