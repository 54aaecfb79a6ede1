"""Reporting: what agencies declare, checked and published."""
