"""What can go wrong between us and a carrier of messages; never shown to citizens."""


class NotSentError(Exception):
    """The carrier did not take the message; `why` is a short code for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TryLaterError(NotSentError):
    """It may take the message later.

    Attributes:
        is_unclear: It may have taken the message already; only a question tells.
    """

    def __init__(self, why: str, *, is_unclear: bool = False) -> None:
        super().__init__(why)
        self.is_unclear = is_unclear


class NeverError(NotSentError):
    """It will never take this message: the address does not exist, or nothing is set up."""
