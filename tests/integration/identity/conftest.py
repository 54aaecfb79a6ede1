import pytest

from tests.integration.citizens import away, citizen_browser, provider
from tests.integration.identity import pages_of_citizens as pages
from tests.integration.staff import agency, code, new_account, sign_in, totp_time

__all__ = [
    "agency",
    "away",
    "citizen_browser",
    "code",
    "new_account",
    "provider",
    "sign_in",
    "totp_time",
]


@pytest.fixture
def pages_of_citizens(provider, settings):
    """Be the agency site with the pages of the module of that name beside its own."""
    settings.ROOT_URLCONF = pages.__name__
