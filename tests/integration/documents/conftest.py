from tests.integration.delivery import offer, offered

__all__ = ["offer", "offered"]
