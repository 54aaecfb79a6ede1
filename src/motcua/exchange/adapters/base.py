"""What a register of persons must be able to do for us."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from motcua.exchange.types import Asked, Told
from motcua.kernel.actors import Actor


class PopulationRegister(Protocol):
    """The population database, however it is reached: itself, or through a province's gateway.

    Calls raise `net.errors.RemoteFailed`; they are made with no row locked.
    """

    def look_up(self, asked: Asked, *, number: UUID, service: str, by: Actor, at: datetime) -> Told:
        """Ask what is known of a person.

        Args:
            asked: Who.
            number: Of the question, taken once.
            service: Code of the procedure that needs the answer.
            by: Who wants to know; never one account for all.
            at: Aware, real time.

        Raises:
            RemoteUnavailable: No answer in time.
            RemoteRefused: Our account was turned away.
            RemoteAnswerNotUnderstood: The answer is none of the protocol's.
        """
        ...
