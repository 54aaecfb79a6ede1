"""Adapters: the file store, scanners, the typesetter, signatures."""
