"""Addresses of the three sites. Every address declares who may open it (kernel.access)."""
