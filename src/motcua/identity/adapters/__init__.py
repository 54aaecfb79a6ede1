"""Adapters to libraries and systems of identity."""
