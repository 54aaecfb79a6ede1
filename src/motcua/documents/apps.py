"""The documents application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored files and official papers."""

    name = "motcua.documents"
    label = "documents"
