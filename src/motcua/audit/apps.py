"""The audit application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events, checkpoints, outbox."""

    name = "motcua.audit"
    label = "audit"
