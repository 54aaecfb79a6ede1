"""Who may open an address: declared on the view, enforced by one middleware, walked by a test.

A view without a declaration is closed to everybody.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    """How far a visitor must have come."""

    PUBLIC = "public"
    """Anyone."""
    ENROLLING = "enrolling"
    """Signed in with a password; the second factor may still be missing."""
    CITIZEN = "citizen"
    """Signed in as a citizen or business by a national identity."""
    FILLER = "filler"
    """Signed in as a citizen, or holding the code of a draft; the view asks for which one."""
    STAFF = "staff"
    """Signed in with both factors; some roles may be asked for beyond that."""
    MACHINE = "machine"
    """A registered client with a token of the right scope, checked by the API itself."""
    SIGNED = "signed"
    """A message that a known system signed; the view verifies the signature before all else."""


class Holder(Protocol):
    """A member of staff, as far as doors ask."""

    def has_any(self, roles: Collection[str]) -> bool:
        """Return whether she holds one of the roles, anywhere."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """What an address asks of its visitor.

    Attributes:
        door: How far she must have come.
        roles: One of these is needed at some agency; empty: none in particular.
        scope: Scope of the token, for machines only.
    """

    door: Door
    roles: frozenset[str] = frozenset()
    scope: str = ""

    def lets_in(self, viewer: Holder | None) -> bool:
        """Tell whether a member of staff, None for nobody, could open an address for staff."""
        if self.door is Door.PUBLIC:
            return True
        if self.door is not Door.STAFF or viewer is None:
            return False
        return not self.roles or viewer.has_any(self.roles)


PUBLIC: Final = Access(door=Door.PUBLIC)


def public(view: View) -> View:
    """Let anyone open the view."""
    return _declare(view, PUBLIC)


def enrolling(view: View) -> View:
    """Let staff open the view who have still to set up their second factor."""
    return _declare(view, Access(door=Door.ENROLLING))


def citizen(view: View) -> View:
    """Let citizens open the view who signed in by a national identity."""
    return _declare(view, Access(door=Door.CITIZEN))


def filler(view: View) -> View:
    """Let citizens open the view, and whoever came in by the code of a draft."""
    return _declare(view, Access(door=Door.FILLER))


def signed(view: View) -> View:
    """Let a known system call the view, whose signature the view verifies."""
    return _declare(view, Access(door=Door.SIGNED))


def staff() -> Callable[[View], View]:
    """Let any signed-in member of staff open the view."""
    return lambda view: _declare(view, Access(door=Door.STAFF))


def role(*roles: str) -> Callable[[View], View]:
    """Let staff open the view who hold one of the roles.

    Raises:
        ValueError: No role was named; `staff()` says so openly.
    """
    if not roles:
        message = "name a role, or declare staff()"
        raise ValueError(message)
    return lambda view: _declare(view, Access(door=Door.STAFF, roles=frozenset(roles)))


def machine(scope: str) -> Callable[[View], View]:
    """Let a registered client with this scope call the view."""
    return lambda view: _declare(view, Access(door=Door.MACHINE, scope=scope))


def declared(view: Callable[..., Any]) -> Access | None:
    """Return what a view declares, or None: then nobody may open it."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]  # a mark on a function
    return view
