"""The exchange application."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Partners and deliveries."""

    name = "motcua.exchange"
    label = "exchange"
