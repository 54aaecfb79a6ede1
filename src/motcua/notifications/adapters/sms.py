"""SMS by a gateway that takes JSON over HTTP, as those of the operators do.

Modelled on public client code; the contract with a real gateway decides its own adapter.
"""

from http import HTTPStatus
from typing import Final

from motcua.net.errors import RemoteFailed, RemoteRefused, RemoteUnavailable
from motcua.net.remote import Remote
from motcua.notifications.errors import NeverError, TryLaterError
from motcua.notifications.types import Delivery, Outgoing

_OURS_TO_MEND: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
"""Refusals of us, not of the message: it can go when the settings are right."""
_DELIVERIES: Final = {"delivered": Delivery.DELIVERED, "undelivered": Delivery.BOUNCED}


_TOOK_NOTHING: Final = f"status {HTTPStatus.SERVICE_UNAVAILABLE}"


class SmsGateway:
    """A gateway at an address, opened by a key."""

    def __init__(self, *, name: str, url: str, key: str, price: int) -> None:
        self.name = name
        self.price = price
        self._remote = Remote(name=name, base_url=url)
        self._authorization = {"Authorization": f"Bearer {key}"}

    def send(self, message: Outgoing) -> str:
        """Hand an SMS over; the gateway knows a repeat by its key."""
        headers = {**self._authorization, "Idempotency-Key": str(message.id)}
        try:
            answer = self._remote.post(
                "messages",
                json={"to": message.to, "text": message.text},
                headers=headers,
                # Who hands over asks the other provider meanwhile.
                retry=False,
            )
            return str(answer.json()["id"])
        except RemoteRefused as refusal:
            kind = TryLaterError if refusal.status in _OURS_TO_MEND else NeverError
            raise kind(f"sms {refusal.status}") from None
        except RemoteUnavailable as failure:
            # RFC 9110 §15.6.4: who answers 503 did not handle the request.
            took_nothing = failure.params.get("why") == _TOOK_NOTHING
            raise TryLaterError(
                type(failure).__name__, is_unclear=failure.may_have_acted and not took_nothing
            ) from None
        except (RemoteFailed, KeyError) as failure:
            raise TryLaterError(type(failure).__name__, is_unclear=True) from None

    def find(self, message: Outgoing) -> str | None:
        """Ask by its key whether the gateway has an SMS."""
        try:
            answer = self._remote.get(
                "messages", params={"key": str(message.id)}, headers=self._authorization
            )
            return str(answer.json()["id"])
        except RemoteRefused as refusal:
            if refusal.status == HTTPStatus.NOT_FOUND:
                return None
            raise TryLaterError(f"sms {refusal.status}", is_unclear=True) from None
        except (RemoteFailed, KeyError) as failure:
            raise TryLaterError(type(failure).__name__, is_unclear=True) from None

    def delivery_of(self, carrier_id: str) -> Delivery:
        """Ask what became of an SMS."""
        try:
            answer = self._remote.get(f"messages/{carrier_id}", headers=self._authorization)
            status = str(answer.json().get("status"))
        except RemoteFailed as failure:
            raise TryLaterError(type(failure).__name__) from None
        return _DELIVERIES.get(status, Delivery.UNKNOWN)
