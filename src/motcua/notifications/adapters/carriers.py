"""Which carriers serve a channel on this site."""

from typing import Final

from django.conf import settings

from motcua.notifications.adapters.base import Carrier
from motcua.notifications.adapters.own_pages import OwnPages
from motcua.notifications.adapters.sms import SmsGateway
from motcua.notifications.adapters.smtp import Smtp
from motcua.notifications.types import Channel

_CONNECTIONS: Final = {Channel.EMAIL: ("mail",), Channel.SMS: ("sms", "sms_backup")}


def carriers(channel: Channel) -> list[Carrier]:
    """Return the carriers that the settings name, the preferred one first; maybe none."""
    if channel is Channel.IN_APP:
        return [OwnPages()]
    return [_made(name) for name in _CONNECTIONS[channel] if settings.MOTCUA_CONNECTIONS[name].url]


def carrier(channel: Channel, name: str) -> Carrier | None:
    """Return the carrier of this name, or None: the settings do not name it any more."""
    return next((one for one in carriers(channel) if one.name == name), None)


def _made(name: str) -> Carrier:
    connection = settings.MOTCUA_CONNECTIONS[name]
    secret = connection.secret.get_secret_value()
    if name == "mail":
        return Smtp(
            url=connection.url,
            account=connection.client,
            password=secret,
            sender=settings.DEFAULT_FROM_EMAIL,
        )
    return SmsGateway(name=name, url=connection.url, key=secret, price=connection.price)
