"""The one merchant that the platform knows: the agency site of the demo."""

from dataclasses import dataclass, field

from django.conf import settings

from motcua.kernel.messages import message


@dataclass(frozen=True, kw_only=True)
class Merchant:
    """A merchant as it registered: its code, its secret, where it takes notices."""

    code: str
    name: str
    key: str = field(repr=False)
    notice_url: str


def find(code: str) -> Merchant | None:
    """Return the merchant of a code."""
    connection = settings.MOTCUA_CONNECTIONS["payment"]
    if not code or code != connection.client:
        return None
    return Merchant(
        code=code,
        name=message("Cổng dịch vụ công (bản trình diễn)"),
        key=connection.secret.get_secret_value(),
        notice_url=f"{settings.MOTCUA_SITE_URLS['agency']}thanh-toan/vnpay/ipn",
    )
