"""Adapters to the ways other systems want to be called."""
