"""The feedback application."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Petitions: reflections and proposals."""

    name = "motcua.feedback"
    label = "feedback"
