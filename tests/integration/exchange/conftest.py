"""The agency site, connected to the stand-in of the population database in the same process."""

from tests.integration.population import register

__all__ = ["register"]
