"""Measurements, each printed as a ratio to a floor of the same run; nothing here is a test."""
