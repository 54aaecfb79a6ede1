"""SMS by a gateway that takes JSON over HTTP, as those of the operators do.

Modelled on public client code; the contract with a real gateway decides its own adapter.
"""

from http import HTTPStatus
from typing import Final

from motcua.net.errors import RemoteFailed, RemoteRefused
from motcua.net.remote import Remote
from motcua.notifications.errors import NeverError, TryLaterError
from motcua.notifications.types import Delivery, Outgoing

_OURS_TO_MEND: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
"""Refusals of us, not of the message: it can go when the settings are right."""
_DELIVERIES: Final = {"delivered": Delivery.DELIVERED, "undelivered": Delivery.BOUNCED}


class SmsGateway:
    """A gateway at an address, opened by a key."""

    def __init__(self, *, url: str, key: str) -> None:
        self._remote = Remote(name="sms", base_url=url)
        self._authorization = {"Authorization": f"Bearer {key}"}

    def send(self, message: Outgoing) -> str:
        """Hand an SMS over; the gateway knows a repeat by its key."""
        headers = {**self._authorization, "Idempotency-Key": str(message.id)}
        try:
            answer = self._remote.post(
                "messages",
                json={"to": message.to, "text": message.text},
                headers=headers,
                retry=True,
            )
            return str(answer.json()["id"])
        except RemoteRefused as refusal:
            kind = TryLaterError if refusal.status in _OURS_TO_MEND else NeverError
            raise kind(f"sms {refusal.status}") from None
        except (RemoteFailed, KeyError) as failure:
            raise TryLaterError(type(failure).__name__) from None

    def delivery_of(self, carrier_id: str) -> Delivery:
        """Ask what became of an SMS."""
        try:
            answer = self._remote.get(f"messages/{carrier_id}", headers=self._authorization)
            status = str(answer.json().get("status"))
        except RemoteFailed as failure:
            raise TryLaterError(type(failure).__name__) from None
        return _DELIVERIES.get(status, Delivery.UNKNOWN)
