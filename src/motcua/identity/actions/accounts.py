"""Writes of accounts, roles and citizens."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from motcua.audit import actions as audit
from motcua.identity import queries, rules
from motcua.identity.errors import PersonSuspended
from motcua.identity.models import Person, RoleAssignment, StaffAccount
from motcua.identity.types import (
    COUNTER,
    DRAFTS,
    ELSEWHERE,
    SITTING,
    Assurance,
    Particulars,
    PersonKind,
    Role,
)
from motcua.kernel import ids, text
from motcua.kernel.actors import Actor
from motcua.privacy import sealing

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


DRAFT_SECONDS: Final = 2 * 60 * 60
"""How long a browser may fill in a draft that was opened by its code."""


def let_fill(session: SessionBase, draft_id: UUID, *, now: float) -> None:
    """Let the browser fill in a draft that was opened by its code, for two hours.

    Args:
        session: Of the browser; its key changes: a planted one is worth nothing.
        draft_id: Which draft.
        now: Real time, in seconds since 1970.
    """
    session.cycle_key()
    held = {one: until for one, until in session.get(DRAFTS, {}).items() if now < until}
    session[DRAFTS] = {**held, str(draft_id): now + DRAFT_SECONDS}


def let_type(session: SessionBase, sitting_id: UUID) -> None:
    """Let the browser of a member of staff fill in for the one citizen whom she is serving.

    It holds while she is signed in there; who may, and how long, the sitting says itself.
    """
    session[SITTING] = str(sitting_id)


def stop_typing(session: SessionBase) -> None:
    """Let the browser fill in for nobody any more."""
    session.pop(SITTING, None)


@transaction.atomic
def open_account(
    *, email: str, full_name: str, password: str, by: Actor, at: datetime
) -> StaffAccount:
    """Open an account for one person.

    The second factor is enrolled by the person at the first sign-in; nothing is open before that.

    Raises:
        django.db.IntegrityError: The address has an account.
    """
    return new_account(email=email, full_name=full_name, password=password, by=by, at=at)


def new_account(
    *, email: str, full_name: str, password: str | None = None, by: Actor, at: datetime
) -> StaffAccount:
    """Open an account as `open_account` does; without a password nobody gets in yet."""
    account = StaffAccount(email=email.strip().lower(), full_name=full_name.strip())
    account.folded_name = text.fold(account.full_name)
    account.set_password(password)
    account.save()
    audit.record(
        stream=_stream(account), kind="identity.account_opened.v1", by=by, at=at, payload={}
    )
    return account


def end_sessions(account: StaffAccount) -> None:
    """End all sessions of a member of staff, from her next request on."""
    account.session_round += 1
    account.save(update_fields=["session_round"])


@transaction.atomic
def assign_role(
    *,
    account: StaffAccount,
    role: Role,
    agency: "Agency",
    valid_from: date,
    valid_until: date | None = None,
    is_deputy: bool = False,
    legal_act: str = "",
    by: Actor,
    at: datetime,
) -> RoleAssignment:
    """Give a person a role at an agency, for a time (`valid_until` exclusive; None: open).

    Her sessions end: what she may do is never decided by what a browser remembers.
    """
    assignment = RoleAssignment.objects.create(
        account=account,
        role=role,
        agency=agency,
        valid_from=valid_from,
        valid_until=valid_until,
        is_deputy=is_deputy,
        legal_act=legal_act,
    )
    end_sessions(account)
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
            "is_deputy": is_deputy,
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
    end_sessions(account)
    audit.record(
        stream=_stream(account),
        kind="identity.roles_ended.v1",
        by=by,
        at=at,
        payload={"roles": sorted(roles), "on": on.isoformat(), "ended": ended},
    )
    return ended


@transaction.atomic
def sign_in_person(
    *,
    claims: Mapping[str, Any],
    issuer: str,
    at: datetime,
    reading: rules.Reading = rules.NATIONAL,
) -> Person:
    """Take note of a person whose identity was just verified; keep what the provider says now.

    Args:
        claims: Verified already; only their meaning is examined here.
        issuer: Provider that stated them; together with the subject the person's key.
        at: Moment of the sign-in, aware.
        reading: How this provider's claims are read.

    Raises:
        ClaimsIncomplete: They do not say who it is.
        PersonSuspended: The person may not act here.
    """
    stated = rules.particulars(claims, reading)
    new_id = ids.new_id()
    person, is_new = Person.objects.select_for_update().get_or_create(
        issuer=issuer,
        subject=stated.subject,
        defaults={
            "id": new_id,
            "first_seen_at": at,
            "last_seen_at": at,
            **_columns(new_id, stated),
        },
    )
    if not person.is_active:
        raise PersonSuspended
    stream, by = _person_stream(person.id), person.actor
    if is_new:
        audit.record(stream=stream, kind="identity.person_met.v1", by=by, at=at, payload={})
    else:
        _keep_what_changed(person, stated, at=at)
    payload = {"assurance": int(stated.assurance)}
    audit.record(stream=stream, kind="identity.person_signed_in.v1", by=by, at=at, payload=payload)
    return person


@transaction.atomic
def meet_at_counter(
    *,
    full_name: str,
    personal_id: str,
    birth_date: date | None,
    address: str,
    phone: str,
    email: str,
    agency_code: str,
    by: Actor,
    at: datetime,
) -> Person:
    """Take note of a person who stands before a member of staff, as her card or she herself says.

    A row of its own, that no account is ever matched to: an id number that somebody typed opens
    nobody's dossiers. When she signs in by herself later, that is another row.

    Args:
        full_name: As on her papers; this and the rest was checked before.
        personal_id: In any spelling.
        birth_date: None when only the year is known.
        address: Permanent residence.
        phone: Empty when she has none.
        email: Empty when she has none.
        agency_code: Where she is.
        by: The member of staff.
        at: Real time.
    """
    stated = Particulars(
        subject=str(uuid4()),
        kind=PersonKind.PERSON,
        full_name=text.normalise(full_name),
        personal_id=rules.personal_id(personal_id),
        birth_date=birth_date,
        address=address,
        phone=phone,
        email=email,
        assurance=Assurance.LEVEL_1,
    )
    new_id = ids.new_id()
    person = Person.objects.create(
        id=new_id,
        issuer=f"{COUNTER}{agency_code}",
        subject=stated.subject,
        first_seen_at=at,
        last_seen_at=at,
        **_columns(new_id, stated),
    )
    kind = "identity.person_met.v1"
    audit.record(stream=_person_stream(person.id), kind=kind, by=by, at=at, payload={})
    return person


@transaction.atomic
def meet_elsewhere(
    persons: Mapping[UUID, Particulars], *, source: str, by: Actor, at: datetime
) -> None:
    """Take note of persons whom another system of ours knew, in two statements.

    As at a counter: rows of their own, that no account is ever matched to.

    Args:
        persons: By the ids that they get; `subject` is the other system's key, once there.
        source: The other system.
        by: Who brings them.
        at: Real time.

    Raises:
        django.db.IntegrityError: The source has said so of one before.
    """
    Person.objects.bulk_create(
        Person(
            id=person_id,
            issuer=f"{ELSEWHERE}{source}",
            subject=stated.subject,
            first_seen_at=at,
            last_seen_at=at,
            **_columns(person_id, stated),
        )
        for person_id, stated in persons.items()
    )
    kind = "identity.person_met.v1"
    audit.record_many(
        [audit.Entry(stream=_person_stream(one), kind=kind, at=at, payload={}) for one in persons],
        by=by,
    )


@transaction.atomic
def correct_elsewhere(persons: Mapping[UUID, Particulars], *, by: Actor, at: datetime) -> None:
    """Write down what another system says otherwise now of persons it told of before."""
    found = Person.objects.select_for_update().filter(id__in=persons, issuer__startswith=ELSEWHERE)
    changed: dict[UUID, list[str]] = {}
    rows = list(found.order_by("id"))
    for person in rows:
        stated = persons[person.id]
        before = {"kind": person.kind, "full_name": person.full_name, **queries.details_of(person)}
        now = {"kind": stated.kind, "full_name": stated.full_name, **rules.details(stated)}
        names = [name for name in now if before.get(name) != now[name]]
        if names:
            changed[person.id] = names
            person.last_seen_at = at
            for column, value in _columns(person.id, stated).items():
                setattr(person, column, value)
    columns = ["kind", "full_name", "folded_name", "details", "personal_id_index", "phone_index"]
    Person.objects.bulk_update(
        [person for person in rows if person.id in changed], [*columns, "last_seen_at"]
    )
    kind = "identity.person_changed.v1"
    audit.record_many(
        [
            audit.Entry(stream=_person_stream(one), kind=kind, at=at, payload={"changed": names})
            for one, names in changed.items()
        ],
        by=by,
    )


def _keep_what_changed(person: Person, stated: Particulars, *, at: datetime) -> None:
    before, now = queries.details_of(person), rules.details(stated)
    clear = ("kind", "full_name", "assurance")
    changed = [name for name in clear if getattr(person, name) != getattr(stated, name)]
    changed += [name for name in now if before.get(name) != now[name]]
    person.last_seen_at = at
    if not changed:
        person.save(update_fields=["last_seen_at"])
        return
    for column, value in _columns(person.id, stated).items():
        setattr(person, column, value)
    person.save()
    audit.record(
        stream=_person_stream(person.id),
        kind="identity.person_changed.v1",
        by=person.actor,
        at=at,
        payload={"changed": changed},
    )


def _columns(person_id: UUID, stated: Particulars) -> dict[str, Any]:
    return {
        "kind": stated.kind,
        "full_name": stated.full_name,
        "folded_name": text.fold(stated.full_name),
        "details": sealing.seal(rules.details(stated), place=queries.place_of(person_id)),
        "personal_id_index": queries.index_of(stated.personal_id),
        "phone_index": queries.phone_index_of(stated.phone) if stated.phone else b"",
        "assurance": stated.assurance,
    }


@transaction.atomic
def suspend_person(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Keep a person out from her next request on; once she is out, doing so again changes nothing.

    Raises:
        Person.DoesNotExist: There is no such person.
    """
    _let_act(person_id, allowed=False, kind="identity.person_suspended.v1", by=by, at=at)


@transaction.atomic
def readmit_person(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Let a suspended person sign in again.

    Raises:
        Person.DoesNotExist: There is no such person.
    """
    _let_act(person_id, allowed=True, kind="identity.person_readmitted.v1", by=by, at=at)


def _let_act(person_id: UUID, *, allowed: bool, kind: str, by: Actor, at: datetime) -> None:
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.is_active is allowed:
        return
    person.is_active = allowed
    person.save(update_fields=["is_active"])
    audit.record(stream=_person_stream(person.id), kind=kind, by=by, at=at, payload={})


def _person_stream(person_id: UUID) -> str:
    return f"person:{person_id}"


def _stream(account: StaffAccount) -> str:
    return f"account:{account.actor_id}"
