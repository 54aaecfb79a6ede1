"""What can go wrong between us and a carrier of messages; never shown to citizens."""


class NotSentError(Exception):
    """The carrier did not take the message; `why` is a short code for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TryLaterError(NotSentError):
    """It may take the message later."""


class NeverError(NotSentError):
    """It will never take this message: the address does not exist, or nothing is set up."""
