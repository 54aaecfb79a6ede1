from tests.integration.citizens import away, citizen_browser, provider
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
