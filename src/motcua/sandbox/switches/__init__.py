"""Faults that a simulator can be told to show, until told otherwise."""
