"""Which carrier serves a channel on this site."""

from django.conf import settings

from motcua.notifications.adapters.base import Carrier
from motcua.notifications.adapters.sms import SmsGateway
from motcua.notifications.adapters.smtp import Smtp
from motcua.notifications.errors import NeverError
from motcua.notifications.types import Channel


def carrier(channel: Channel) -> Carrier:
    """Return the carrier that the settings name.

    Raises:
        NeverError: They name none.
    """
    name = "mail" if channel is Channel.EMAIL else "sms"
    connection = settings.MOTCUA_CONNECTIONS[name]
    secret = connection.secret.get_secret_value()
    if not connection.url:
        raise NeverError("not set up")
    if channel is Channel.SMS:
        return SmsGateway(url=connection.url, key=secret)
    return Smtp(
        url=connection.url,
        account=connection.client,
        password=secret,
        sender=settings.DEFAULT_FROM_EMAIL,
    )
