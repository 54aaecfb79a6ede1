"""Writes of accounts and roles."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.audit import actions as audit
from motcua.identity.models import RoleAssignment, StaffAccount
from motcua.identity.types import Role
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


@transaction.atomic
def open_account(
    *, email: str, full_name: str, password: str, by: Actor, at: datetime
) -> StaffAccount:
    """Open an account for one person.

    The second factor is enrolled by the person at the first sign-in; nothing is open before that.

    Raises:
        django.db.IntegrityError: The address has an account.
    """
    account = StaffAccount(email=email.strip().lower(), full_name=full_name.strip())
    account.set_password(password)
    account.save()
    audit.record(
        stream=_stream(account), kind="identity.account_opened.v1", by=by, at=at, payload={}
    )
    return account


@transaction.atomic
def assign_role(
    *,
    account: StaffAccount,
    role: Role,
    agency: "Agency",
    valid_from: date,
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> RoleAssignment:
    """Give a person a role at an agency, for a time (`valid_until` exclusive; None: open)."""
    assignment = RoleAssignment.objects.create(
        account=account, role=role, agency=agency, valid_from=valid_from, valid_until=valid_until
    )
    audit.record(
        stream=_stream(account),
        kind="identity.role_assigned.v1",
        by=by,
        at=at,
        payload={
            "role": role,
            "agency": agency.code,
            "valid_from": valid_from.isoformat(),
            "valid_until": valid_until.isoformat() if valid_until else None,
        },
    )
    return assignment


@transaction.atomic
def end_roles(
    *, account: StaffAccount, roles: Collection[Role], on: date, by: Actor, at: datetime
) -> int:
    """End roles of a person from a day on; return how many ended.

    A role given that very day never held, and goes; the audit log keeps that it was given.
    """
    held = RoleAssignment.objects.filter(account=account, role__in=roles).valid_on(on)
    never_held, _ = held.filter(valid_from=on).delete()
    ended = never_held + held.update(valid_until=on)
    audit.record(
        stream=_stream(account),
        kind="identity.roles_ended.v1",
        by=by,
        at=at,
        payload={"roles": sorted(roles), "on": on.isoformat(), "ended": ended},
    )
    return ended


def _stream(account: StaffAccount) -> str:
    return f"account:{account.actor_id}"
