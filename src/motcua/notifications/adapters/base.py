"""What every carrier does."""

from typing import Protocol

from motcua.notifications.types import Delivery, Outgoing


class Carrier(Protocol):
    """Takes messages, and may know later what became of them.

    Attributes:
        name: Of its connection; it stands in each try.
        price: Of one part of a message, in đồng.
    """

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def price(self) -> int:
        """Return what one part costs."""
        ...

    def send(self, message: Outgoing) -> str:
        """Hand a message over; return the carrier's name for it.

        Raises:
            TryLaterError: It was not taken, or that is unclear.
            NeverError: It will not be taken.
        """
        ...

    def find(self, message: Outgoing) -> str | None:
        """Return the carrier's name for a message that it may have; None: it has none such.

        Raises:
            TryLaterError: The carrier does not answer.
        """
        ...

    def delivery_of(self, carrier_id: str) -> Delivery:
        """Return what became of a message.

        Raises:
            TryLaterError: The carrier does not answer.
        """
        ...
