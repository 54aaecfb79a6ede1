"""Who did it, as an opaque id: never a name, an e-mail address or an id number.

The id stands in audit rows that outlive personal data; whom it means is looked up in `identity`,
for as long as that may be known.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class ActorKind(StrEnum):
    """What kind of actor it is; the values are stored."""

    STAFF = "staff"
    """A person acting for an agency."""
    CITIZEN = "citizen"
    """A person or business acting for themselves."""
    CLIENT = "client"
    """A registered program of a partner."""
    SYSTEM = "system"
    """A job or command of ours."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts; `str(actor)` is “staff:0190c2a4-…” and is read back by `parse`.

    Attributes:
        kind: Decides what `id` is.
        id: Of persons a UUID in its canonical form; of clients and jobs a short lower-case name
            or number, at most 64 characters.

    Raises:
        ValueError: The id has another shape; a name or an address would.
    """

    kind: ActorKind
    id: str

    def __post_init__(self) -> None:
        is_person = self.kind in {ActorKind.STAFF, ActorKind.CITIZEN}
        fits = _is_canonical_uuid(self.id) if is_person else bool(_NAME.fullmatch(self.id))
        if not fits:
            # The id itself stays out of the message: it may be what must not be logged.
            message = f"no opaque id of a {self.kind.value}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"

    @classmethod
    def staff(cls, staff_id: UUID | str) -> Self:
        """Return a member of staff, known by a UUID."""
        return cls(ActorKind.STAFF, str(staff_id))

    @classmethod
    def citizen(cls, citizen_id: UUID | str) -> Self:
        """Return a person or business, known by a UUID."""
        return cls(ActorKind.CITIZEN, str(citizen_id))

    @classmethod
    def client(cls, client_id: str) -> Self:
        """Return a partner's program, known by its client id."""
        return cls(ActorKind.CLIENT, client_id)

    @classmethod
    def system(cls, name: str) -> Self:
        """Return a job or command of ours, known by its name, such as “seed”."""
        return cls(ActorKind.SYSTEM, name)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the actor that `str` wrote.

        Raises:
            ValueError: `text` is no actor; it was not written by us.
        """
        kind, _, actor_id = text.partition(":")
        return cls(ActorKind(kind), actor_id)


def _is_canonical_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
