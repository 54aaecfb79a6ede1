"""The one merchant that each platform knows: the agency site of the demo."""

from dataclasses import dataclass, field
from typing import Final

from django.conf import settings

from motcua.kernel.messages import message
from motcua.sandbox.payment.models import PlatformPayment

VNPAY: Final = "payment"
PORTAL: Final = "payment_portal"
"""The platforms, by the name of the merchant's connection to them."""

_NOTICES: Final = {VNPAY: "thanh-toan/vnpay/ipn", PORTAL: "thanh-toan/quoc-gia/ket-qua"}


@dataclass(frozen=True, kw_only=True)
class Merchant:
    """A merchant as it registered: its code, its secret, where it takes notices.

    `return_url` is where browsers go back to, empty where each order says so.
    """

    code: str
    name: str
    key: str = field(repr=False)
    notice_url: str
    return_url: str = ""
    platform: str = VNPAY


def find(code: str, *, platform: str = VNPAY) -> Merchant | None:
    """Return the merchant that a platform knows by a code."""
    connection = settings.MOTCUA_CONNECTIONS.get(platform)
    if connection is None or not code or code != connection.client:
        return None
    home = settings.MOTCUA_SITE_URLS["agency"]
    return Merchant(
        platform=platform,
        return_url=f"{home}thanh-toan/quoc-gia/ve/" if platform == PORTAL else "",
        code=code,
        name=message("Cổng dịch vụ công (bản trình diễn)"),
        key=connection.secret.get_secret_value(),
        notice_url=home + _NOTICES[platform],
    )


def of(payment: PlatformPayment) -> Merchant | None:
    """Return the merchant of a payment, whichever platform it is at."""
    found = (find(payment.merchant, platform=platform) for platform in (VNPAY, PORTAL))
    return next((merchant for merchant in found if merchant is not None), None)
