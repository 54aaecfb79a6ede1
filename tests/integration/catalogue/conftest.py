from tests.integration.delivery import offer, offered
from tests.integration.pages import officers_browser
from tests.integration.people import officer

__all__ = ["offer", "offered", "officer", "officers_browser"]
