from tests.integration.agencies.conftest import country

__all__ = ["country"]
