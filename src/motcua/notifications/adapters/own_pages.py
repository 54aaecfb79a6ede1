"""Our own pages as a carrier: what is told there is there."""

from motcua.notifications.types import Delivery, Outgoing


class OwnPages:
    """Takes everything; that it was opened, the notice itself tells."""

    name = "in_app"
    price = 0

    def send(self, message: Outgoing) -> str:
        """Return the notice's own id: it stands where it stood."""
        return str(message.id)

    def find(self, message: Outgoing) -> str | None:
        """Return the same."""
        return str(message.id)

    def delivery_of(self, carrier_id: str) -> Delivery:  # noqa: ARG002 a carrier's signature
        """Return that nobody knows before it is opened."""
        return Delivery.UNKNOWN
