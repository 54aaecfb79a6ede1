"""Reads for administrators: the accounts of their agencies, and what can be done with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.identity import rules
from motcua.identity.adapters import links
from motcua.identity.models import AccountLink, FactorReset, RoleAssignment, StaffAccount
from motcua.identity.queries.known import Viewer, names_of
from motcua.identity.types import Role
from motcua.kernel import access, text
from motcua.kernel.actors import Actor

PER_PAGE: Final = 50
RESET_HOURS: Final = 24
"""How long a reset of a second factor waits for its confirmation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountList:
    """One page of accounts.

    Attributes:
        accounts: By name; each with `shown_roles`, those inside the viewer's reach that hold or
            will hold, with their agencies.
        after: Id of the last account when there are more, else None.
    """

    accounts: Sequence[StaffAccount]
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of an account's history; `what` is the kind of the event."""

    at: datetime
    what: str
    payload: Mapping[str, Any]
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """All that an administrator sees of one account.

    Attributes:
        roles: Those that hold or will hold, each with `is_reached`.
        is_managed: Whether the viewer may do what concerns the whole account.
        factors: How many second factors are enrolled, recovery codes not counted.
        link: The newest link that is open, or None.
        reset: The reset that waits for a confirmation, or None.
        reset_by: Who asked for it; empty: nobody.
        may_confirm: Whether the viewer may confirm it.
        history: The newest first.
    """

    account: StaffAccount
    roles: list[RoleAssignment]
    is_managed: bool
    is_own: bool
    factors: int
    link: AccountLink | None
    reset: FactorReset | None
    reset_by: str
    may_confirm: bool
    history: list[Happening]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What an e-mail to the person behind an account needs."""

    email: str
    name: str
    agency: str
    link: str
    until: datetime | None


def reached(viewer: Viewer) -> frozenset[int] | None:
    """Return the agencies whose staff an administrator may administer; None: all of the site."""
    within = agencies.reach(viewer.agencies_as(Role.ADMINISTRATOR))
    return None if within is None else frozenset(agencies.subtree(within))


def accounts(
    within: Collection[int] | None,
    *,
    on: date,
    name: str = "",
    below: Collection[int] | None = None,
    role: str = "",
    active: bool | None = None,
    resets_at: datetime | None = None,
    after: int | None = None,
) -> AccountList:
    """Return accounts that have, will have or had a role inside a reach.

    Args:
        within: Ids of agencies; None: all accounts, those without any role too.
        on: Legal date.
        name: Words of the name in any spelling, or the beginning of the address.
        below: Only with a role that holds at one of these agencies; None: anywhere.
        role: Only with this role; empty: any.
        active: Only those that are open, or disabled; None: both.
        resets_at: Only those whose second factor waits to be reset at this moment; None: all.
        after: The last account of the page before.
    """
    found = _within(within)
    if name:
        found = found.filter(
            Q(folded_name__contains=text.fold(name)) | Q(email__istartswith=name.strip())
        )
    if active is not None:
        found = found.filter(is_active=active)
    if resets_at is not None:
        found = found.filter(Exists(_waiting(at=resets_at).filter(account=OuterRef("pk"))))
    if below is not None or role:
        held = _open_roles(on).filter(account=OuterRef("pk"))
        held = held if below is None else held.filter(agency__in=below)
        found = found.filter(Exists(held.filter(role=role) if role else held))
    last = StaffAccount.objects.filter(pk=after).first() if after else None
    if last:
        found = found.filter(
            Q(folded_name__gt=last.folded_name) | Q(folded_name=last.folded_name, pk__gt=last.pk)
        )
    roles = _open_roles(on).select_related("agency").order_by("agency__sort_key", "role")
    shown = roles if within is None else roles.filter(agency__in=within)
    found = found.prefetch_related(Prefetch("roles", shown, to_attr="shown_roles"))
    page = list(found.order_by("folded_name", "pk")[: PER_PAGE + 1])
    is_more = len(page) > PER_PAGE
    return AccountList(accounts=page[:PER_PAGE], after=page[PER_PAGE - 1].pk if is_more else None)


def resets_waiting(viewer: Viewer, within: Collection[int] | None, *, at: datetime) -> int:
    """Return how many resets wait for a confirmation that the viewer may give."""
    others = _within(within).exclude(actor_id=viewer.actor.id)
    waiting = _waiting(at=at).filter(account__in=others)
    return waiting.exclude(asked_by=str(viewer.actor)).count()


def account_page(viewer: Viewer, actor_id: UUID, *, on: date, at: datetime) -> AccountPage | None:
    """Return what an administrator sees of an account; None: it is not of her agencies."""
    within = reached(viewer)
    account = _within(within).filter(actor_id=actor_id).first()
    if account is None:
        return None
    roles = list(_open_roles(on).filter(account=account).select_related("agency").order_by("id"))
    for one in roles:
        one.is_reached = within is None or one.agency_id in within  # type: ignore[attr-defined]  # for the page
    reset = open_reset(account, at=at)
    is_own = str(actor_id) == viewer.actor.id
    history, names = _history(account, reset)
    is_managed = not is_own and managed(account, within, on=on)
    return AccountPage(
        account=account,
        roles=roles,
        is_managed=is_managed,
        is_own=is_own,
        factors=_factors(account).count(),
        link=open_link(account, at=at),
        reset=reset,
        reset_by=names.get(reset.asked_by, "") if reset else "",
        may_confirm=reset is not None and is_managed and reset.asked_by != str(viewer.actor),
        history=history,
    )


def managed(account: StaffAccount, within: Collection[int] | None, *, on: date) -> bool:
    """Tell whether all that an account may do is inside a reach."""
    held = set(_open_roles(on).filter(account=account).values_list("agency_id", flat=True))
    ever = set(RoleAssignment.objects.filter(account=account).values_list("agency_id", flat=True))
    return rules.may_manage(within, held=held, ever=ever)


def open_link(account: StaffAccount, *, at: datetime) -> AccountLink | None:
    """Return the link by which a person can set her password now; None: there is none."""
    newest = account.links.order_by("-made_at", "-id").first()
    is_open = newest is not None and newest.used_at is None and at < newest.expires_at
    return newest if is_open else None


def open_reset(account: StaffAccount, *, at: datetime) -> FactorReset | None:
    """Return the reset that waits for its confirmation; None: there is none, or it is too old."""
    return _waiting(at=at).filter(account=account).first()


def letter_of_link(link_id: UUID) -> Letter | None:
    """Return what the letter with a link says; None: the link is of no use any more."""
    link = AccountLink.objects.select_related("account").filter(pk=link_id, used_at=None).first()
    if link is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("identity:set-password", args=[links.token(link.id)])
    return _letter(link.account, link=_site() + path, until=link.expires_at)


def letter_of_reset(actor_id: UUID) -> Letter:
    """Return what the letter says to a person whose second factor was forgotten."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("account_login")
    return _letter(StaffAccount.objects.get(actor_id=actor_id), link=_site() + path, until=None)


def roles_here() -> tuple[Role, ...]:
    """Return the roles that open something on this site."""
    return _roles_of(settings.ROOT_URLCONF)


@cache
def _roles_of(urls: str) -> tuple[Role, ...]:
    asked = set[str]()
    for view in _views(get_resolver(urls)):
        declared = access.declared(view)
        asked |= declared.roles if declared else set()
    return tuple(role for role in Role if role in asked)


def _views(resolver: URLResolver) -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern)
        else:
            yield pattern.callback


def _within(within: Collection[int] | None) -> QuerySet[StaffAccount]:
    if within is None:
        return StaffAccount.objects.all()
    ever = RoleAssignment.objects.filter(account=OuterRef("pk"), agency__in=within)
    return StaffAccount.objects.filter(Exists(ever))


def _open_roles(on: date) -> QuerySet[RoleAssignment]:
    """Return the roles that hold or will hold."""
    return RoleAssignment.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on))


def _waiting(*, at: datetime) -> QuerySet[FactorReset]:
    since = at - timedelta(hours=RESET_HOURS)
    return FactorReset.objects.filter(confirmed_at=None, asked_at__gt=since)


def _factors(account: StaffAccount) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=account)
    return found.exclude(type=Authenticator.Type.RECOVERY_CODES)


def _history(
    account: StaffAccount, reset: FactorReset | None
) -> tuple[list[Happening], Mapping[str, str]]:
    events = list(audit.events_of(f"account:{account.actor_id}").order_by("-seq")[:PER_PAGE])
    written = {event.actor for event in events} | ({reset.asked_by} if reset else set())
    named = names_of([Actor.parse(one) for one in written])
    names = {str(actor): name for actor, name in named.items()}
    lines = [
        Happening(
            at=event.at, what=event.kind, payload=event.payload, who=names.get(event.actor, "")
        )
        for event in events
    ]
    return lines, names


def _letter(account: StaffAccount, *, link: str, until: datetime | None) -> Letter:
    on = agencies.legal_today()
    first = _open_roles(on).filter(account=account).select_related("agency").order_by("id").first()
    return Letter(
        email=account.email,
        name=account.full_name,
        agency=first.agency.full_name if first else "",
        link=link,
        until=until,
    )


def _site() -> str:
    return str(settings.MOTCUA_SITE_URLS[settings.MOTCUA_SITE]).rstrip("/")
