"""How allauth behaves here: no self sign-up, secrets of the second factor encrypted at rest."""

import base64
import hashlib
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_INCORRECT_CODE = _("Mã không đúng hoặc đã dùng. Đợi mã mới hiện trên ứng dụng rồi nhập lại.")
_TOO_MANY_ATTEMPTS = _("Đã thử sai quá nhiều lần. Hãy đợi vài phút rồi thử lại.")


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator, never by a visitor."""

    # allauth has no Vietnamese of its own; these are the refusals that our pages can show.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Thư điện tử hoặc mật khẩu không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "rate_limited": _TOO_MANY_ATTEMPTS,
        "too_many_login_attempts": _TOO_MANY_ATTEMPTS,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 signature of allauth
        """Return False: staff do not sign themselves up."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our pages show the state itself."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Time-based one-time codes whose secret is unreadable in a stolen database."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Bật ứng dụng xác thực trước, rồi tạo mã dự phòng."),
        "incorrect_code": _INCORRECT_CODE,
        "incorrect_key": _("Khoá trả lời không đúng. Cắm lại khoá đã đăng ký rồi thử lại."),
    }

    def generate_authenticator_name(self, *_args: object) -> str:
        """Return what a new key is called until its owner calls it something."""
        return gettext("Khoá bảo mật")

    def encrypt(self, text: str) -> str:
        """Return the text encrypted with a key derived from this site's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text; a wrong key raises `cryptography.fernet.InvalidToken`."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"motcua.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
