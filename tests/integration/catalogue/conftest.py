from tests.integration.delivery import offer, offered
from tests.integration.people import officer

__all__ = ["offer", "offered", "officer"]
