"""What administrators do with accounts of their agencies, and people with their own passwords.

An administrator reaches the agencies that she administers and all below; never above, never her
own account. Whatever changes what somebody may do ends all her sessions.
"""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.identity import errors, events, queries
from motcua.identity.actions.accounts import assign_role, end_sessions, new_account
from motcua.identity.adapters import links
from motcua.identity.models import AccountLink, FactorReset, RoleAssignment, StaffAccount
from motcua.identity.queries import Viewer
from motcua.identity.types import Role

LINK_HOURS: Final = 72
"""How long a link can be used; a weekend passes."""


@transaction.atomic
def employ(
    *, viewer: Viewer, email: str, full_name: str, role: Role, agency_id: int, at: datetime
) -> StaffAccount:
    """Open an account with its first role, and send a link to set the password by.

    Nobody but the person ever knows a password. One person has one account: an address that has
    one gets the role, and keeps its name and password.

    Raises:
        NotYourAgency, NotForYourself, RoleHeldAlready, AccountDisabled: As `give_role`.
    """
    known = StaffAccount.objects.filter(email__iexact=email.strip()).first()
    account = known or new_account(email=email, full_name=full_name, by=viewer.actor, at=at)
    _give(viewer, account, role=role, agency_id=agency_id, until=None, legal_act="", at=at)
    if known is None:
        _make_link(account, viewer, at=at)
    return account


@transaction.atomic
def give_role(
    *,
    viewer: Viewer,
    actor_id: UUID,
    role: Role,
    agency_id: int,
    last: date | None,
    legal_act: str,
    at: datetime,
) -> RoleAssignment:
    """Give a role from today on, until a last day (None: open).

    Raises:
        NotYourAgency: The administrator does not reach it.
        NotForYourself: It is her own account.
        AccountDisabled: The account is closed.
        RoleTermBad: It would be over already.
        RoleHeldAlready: She has it in that time.
    """
    account = StaffAccount.objects.select_for_update().get(actor_id=actor_id)
    until = last + timedelta(days=1) if last else None
    return _give(
        viewer, account, role=role, agency_id=agency_id, until=until, legal_act=legal_act, at=at
    )


def _give(
    viewer: Viewer,
    account: StaffAccount,
    *,
    role: Role,
    agency_id: int,
    until: date | None,
    legal_act: str,
    at: datetime,
) -> RoleAssignment:
    within, today = queries.reached(viewer), agencies.legal_today()
    found = agencies.agencies_by_ids([agency_id], on=today).first()
    if found is None or (within is not None and agency_id not in within):
        raise errors.NotYourAgency
    _refuse_herself(viewer, account)
    if not account.is_active:
        raise errors.AccountDisabled
    if until and until <= today:
        raise errors.RoleTermBad
    same = account.roles.filter(role=role, agency=agency_id).exclude(valid_until__lte=today)
    overlapping = same if until is None else same.filter(valid_from__lt=until)
    if overlapping.exists():
        raise errors.RoleHeldAlready
    return assign_role(
        account=account,
        role=role,
        agency=found,
        valid_from=today,
        valid_until=until,
        legal_act=legal_act,
        by=viewer.actor,
        at=at,
    )


@transaction.atomic
def end_role(*, viewer: Viewer, assignment_id: int, at: datetime) -> None:
    """End a role today; one that was given today, or is to come, never was.

    Raises:
        NotYourAgency: The administrator does not reach its agency, or it is over.
        NotForYourself: It is her own.
    """
    within, today = queries.reached(viewer), agencies.legal_today()
    held = RoleAssignment.objects.select_for_update(of=("self",)).select_related(
        "account", "agency"
    )
    is_open = Q(valid_until=None) | Q(valid_until__gt=today)
    found = held.filter(is_open, pk=assignment_id).first()
    if found is None or (within is not None and found.agency_id not in within):
        raise errors.NotYourAgency
    _refuse_herself(viewer, found.account)
    if found.valid_from >= today:
        found.delete()
    else:
        found.valid_until = today
        found.save(update_fields=["valid_until"])
    end_sessions(found.account)
    _record(
        found.account,
        "identity.role_ended.v1",
        viewer,
        at=at,
        role=found.role,
        agency=found.agency.code,
        on=today.isoformat(),
    )


@transaction.atomic
def disable_account(*, viewer: Viewer, actor_id: UUID, at: datetime) -> None:
    """Let nobody sign in to an account any more, and end her sessions; twice is once.

    Raises:
        NotYourAccount, NotForYourself: As `_managed`.
    """
    account = _managed(viewer, actor_id)
    if account.is_active:
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions(account)
        _record(account, "identity.account_disabled.v1", viewer, at=at)


@transaction.atomic
def enable_account(*, viewer: Viewer, actor_id: UUID, at: datetime) -> None:
    """Let her sign in again, with the roles that still hold; twice is once.

    Raises:
        NotYourAccount, NotForYourself: As `_managed`.
    """
    account = _managed(viewer, actor_id)
    if not account.is_active:
        account.is_active = True
        account.save(update_fields=["is_active"])
        _record(account, "identity.account_enabled.v1", viewer, at=at)


@transaction.atomic
def send_link(*, viewer: Viewer, actor_id: UUID, at: datetime) -> None:
    """Send a new link to set the password by; the links before it are dead.

    Raises:
        NotYourAccount, NotForYourself: As `_managed`.
        AccountDisabled: The account is closed.
    """
    account = _managed(viewer, actor_id)
    if not account.is_active:
        raise errors.AccountDisabled
    _make_link(account, viewer, at=at)


def _make_link(account: StaffAccount, viewer: Viewer, *, at: datetime) -> None:
    link = AccountLink.objects.create(
        account=account,
        made_by=str(viewer.actor),
        made_at=at,
        expires_at=at + timedelta(hours=LINK_HOURS),
    )
    _record(account, events.LINK_MADE, viewer, at=at)
    outbox.publish(events.LINK_MADE, first=True, link=str(link.id))


def account_of_link(token: str, *, at: datetime) -> StaffAccount:
    """Return whose password a link sets.

    Raises:
        LinkDead: Used, replaced, too late, not ours, or the account is closed.
    """
    link_id = links.link_id(token)
    known = AccountLink.objects.select_related("account").filter(pk=link_id).first()
    if known is None or not known.account.is_active:
        raise errors.LinkDead
    newest = queries.open_link(known.account, at=at)
    if newest is None or newest.pk != known.pk:
        raise errors.LinkDead
    return known.account


@transaction.atomic
def set_password_by_link(*, token: str, password: str, at: datetime) -> StaffAccount:
    """Set the password that a person chose, and use the link up; the second factor stays.

    Args:
        token: Of the link.
        password: Checked before.
        at: Real time.

    Raises:
        LinkDead: As `account_of_link`.
    """
    # Two browsers with one link: the second waits here, and finds it used.
    list(AccountLink.objects.select_for_update().filter(pk=links.link_id(token)))
    account = account_of_link(token, at=at)
    account.links.filter(pk=links.link_id(token)).update(used_at=at)
    change_password(account=account, password=password, at=at)
    return account


@transaction.atomic
def change_password(*, account: StaffAccount, password: str, at: datetime) -> None:
    """Set a person's own password; all her sessions end, that of the caller unless it goes on."""
    account.set_password(password)
    account.save(update_fields=["password"])
    end_sessions(account)
    stream = f"account:{account.actor_id}"
    kind = "identity.password_set.v1"
    audit.record(stream=stream, kind=kind, by=account.actor, at=at, payload={})


@transaction.atomic
def ask_factor_reset(*, viewer: Viewer, actor_id: UUID, at: datetime) -> None:
    """Ask to forget somebody's second factor, which she lost; another administrator confirms.

    Asked again, the newest asking counts.

    Raises:
        NotYourAccount, NotForYourself: As `_managed`.
    """
    account = _managed(viewer, actor_id)
    FactorReset.objects.update_or_create(
        account=account,
        confirmed_at=None,
        defaults={"asked_by": str(viewer.actor), "asked_at": at},
    )
    _record(account, "identity.factor_reset_asked.v1", viewer, at=at)


@transaction.atomic
def confirm_factor_reset(*, viewer: Viewer, actor_id: UUID, at: datetime) -> None:
    """Forget somebody's second factor; she enrols another at her next sign-in, and is told.

    Raises:
        NotYourAccount, NotForYourself: As `_managed`.
        ResetNotAsked: Nobody asked for it, or more than a day ago.
        ResetTakesTwo: The viewer asked for it herself.
    """
    account = _managed(viewer, actor_id)
    reset = queries.open_reset(account, at=at)
    if reset is None:
        raise errors.ResetNotAsked
    if reset.asked_by == str(viewer.actor):
        raise errors.ResetTakesTwo
    reset.confirmed_by, reset.confirmed_at = str(viewer.actor), at
    reset.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    _record(account, events.FACTOR_RESET, viewer, at=at, asked_by=reset.asked_by)
    outbox.publish(events.FACTOR_RESET, first=True, account=str(account.actor_id), reset=reset.pk)


def _managed(viewer: Viewer, actor_id: UUID) -> StaffAccount:
    """Return an account, locked, that is the administrator's own affair.

    Raises:
        NotYourAccount: It has a role at an agency that she does not reach, or had none that she
            does.
        NotForYourself: It is her own.
    """
    account = StaffAccount.objects.select_for_update().filter(actor_id=actor_id).first()
    if account is None:
        raise errors.NotYourAccount
    _refuse_herself(viewer, account)
    if not queries.managed(account, queries.reached(viewer), on=agencies.legal_today()):
        raise errors.NotYourAccount
    return account


def _refuse_herself(viewer: Viewer, account: StaffAccount) -> None:
    if account.actor == viewer.actor:
        raise errors.NotForYourself


def _record(
    account: StaffAccount, kind: str, viewer: Viewer, *, at: datetime, **payload: object
) -> None:
    stream = f"account:{account.actor_id}"
    audit.record(stream=stream, kind=kind, by=viewer.actor, at=at, payload=payload)
