from tests.integration.staff import agency, code, new_account, sign_in, totp_time

__all__ = ["agency", "code", "new_account", "sign_in", "totp_time"]
