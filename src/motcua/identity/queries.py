"""Reads of accounts and roles."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from motcua.identity.models import RoleAssignment, StaffAccount
from motcua.identity.types import Role
from motcua.kernel.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A signed-in person as the rest of the house sees her: who, with which roles where.

    `roles` pairs a role with the id of the agency it is held at, on the legal date asked for.
    """

    actor: Actor
    full_name: str
    roles: frozenset[tuple[Role, int]]

    def has_any(self, roles: Collection[str]) -> bool:
        """Return whether she holds one of the roles, anywhere."""
        return any(role in roles for role, _ in self.roles)

    def agencies_as(self, role: Role) -> frozenset[int]:
        """Return the ids of the agencies at which she holds a role."""
        return frozenset(agency for held, agency in self.roles if held == role)


def viewer_of(account: StaffAccount, *, on: date) -> Viewer:
    """Return what a person may do on a day; one query, so that changes act at once."""
    held = RoleAssignment.objects.filter(account=account).valid_on(on)
    roles = frozenset(
        (Role(role), agency) for role, agency in held.values_list("role", "agency_id")
    )
    return Viewer(actor=account.actor, full_name=account.full_name, roles=roles)


def names_of(actors: Collection[Actor]) -> dict[Actor, str]:
    """Return the names behind opaque staff ids, for screens of staff only."""
    accounts = StaffAccount.objects.filter(actor_id__in=[a.id for a in actors if a.kind == "staff"])
    return {account.actor: account.full_name for account in accounts}
