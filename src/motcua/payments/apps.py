"""The payments application."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Charges, attempts, receipts, refunds."""

    name = "motcua.payments"
    label = "payments"
