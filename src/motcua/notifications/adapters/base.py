"""What every carrier does."""

from typing import Protocol

from motcua.notifications.types import Delivery, Outgoing


class Carrier(Protocol):
    """Takes messages, and may know later what became of them."""

    def send(self, message: Outgoing) -> str:
        """Hand a message over; return the carrier's name for it.

        Raises:
            TryLaterError: It may have been taken or not; the same message is handed over again.
            NeverError: It will not be taken.
        """
        ...

    def delivery_of(self, carrier_id: str) -> Delivery:
        """Return what became of a message.

        Raises:
            TryLaterError: The carrier does not answer.
        """
        ...
