from tests.integration.citizens import away, citizen_browser, provider

__all__ = ["away", "citizen_browser", "provider"]
