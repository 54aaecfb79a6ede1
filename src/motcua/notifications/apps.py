"""The notifications application."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Messages to persons."""

    name = "motcua.notifications"
    label = "notifications"
