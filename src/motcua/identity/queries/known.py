"""Reads of who acts, with which roles, and of citizens."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from motcua.identity import cards, rules
from motcua.identity.models import Person, RoleAssignment, StaffAccount
from motcua.identity.types import (
    DRAFTS,
    SITTING,
    Assurance,
    Card,
    Contact,
    Particulars,
    PersonKind,
    Role,
)
from motcua.kernel.actors import Actor
from motcua.privacy import sealing


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


def viewer_of_actor(actor: Actor, *, on: date) -> Viewer | None:
    """Return what a member of staff may do on a day; None: no such account, or it is closed."""
    account = StaffAccount.objects.filter(actor_id=actor.id, is_active=True).first()
    return viewer_of(account, on=on) if account else None


def names_of(actors: Collection[Actor]) -> dict[Actor, str]:
    """Return the names behind opaque staff ids, for screens of staff only."""
    accounts = StaffAccount.objects.filter(actor_id__in=[a.id for a in actors if a.kind == "staff"])
    return {account.actor: account.full_name for account in accounts}


@dataclass(frozen=True, kw_only=True)
class Citizen:
    """A signed-in citizen or business as the rest of the house sees them.

    Attributes:
        actor: What their writes are recorded under.
        id: The same person in every table of ours.
        assurance: Level of the last sign-in.
    """

    actor: Actor
    id: UUID
    kind: PersonKind
    full_name: str
    assurance: Assurance


def citizen(person_id: UUID) -> Citizen | None:
    """Return a person who may act; None: there is no such person, or she is suspended."""
    person = Person.objects.defer("details").filter(pk=person_id, is_active=True).first()
    if person is None:
        return None
    return Citizen(
        actor=person.actor,
        id=person.id,
        kind=PersonKind(person.kind),
        full_name=person.full_name,
        assurance=Assurance(person.assurance),
    )


def may_fill(session: SessionBase, draft_id: UUID, *, now: float) -> bool:
    """Tell whether the browser opened this draft by its code, and not too long ago.

    Args:
        session: Of the browser.
        draft_id: Which draft.
        now: Real time, in seconds since 1970.
    """
    return bool(now < session.get(DRAFTS, {}).get(str(draft_id), 0.0))


def has_drafts(session: SessionBase) -> bool:
    """Tell whether the browser ever opened a draft by a code."""
    return DRAFTS in session


def sitting_of(session: SessionBase) -> UUID | None:
    """Return the sitting in which this browser types for somebody; None: in none."""
    kept = session.get(SITTING)
    return UUID(kept) if kept else None


def card(scanned: str, *, today: date) -> Card:
    """Return what the code on a citizen's card says, as a scanner typed it.

    Raises:
        CardUnreadable, CardGarbled: As `cards.decode`.
    """
    return cards.decode(scanned, today=today)


def prefill_of(person_id: UUID) -> dict[str, str]:
    """Return what forms may fill in by themselves; what is not known is an empty text.

    Keys: `identity.full_name`, `identity.personal_id`, `identity.birth_date` (ISO 8601),
    `identity.address`, `identity.phone`, `identity.email`.

    Raises:
        Person.DoesNotExist: There is no such person.
    """
    person = Person.objects.get(pk=person_id)
    known = {"full_name": person.full_name, **details_of(person)}
    return {f"identity.{name}": value for name, value in known.items()}


def contact_of(person_id: UUID) -> Contact:
    """Return where a person can be told something.

    Raises:
        Person.DoesNotExist: There is no such person.
    """
    return _contact(Person.objects.get(pk=person_id))


def contacts_of(person_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Return where persons can be told something, by id, in one query."""
    return {person.id: _contact(person) for person in Person.objects.filter(pk__in=person_ids)}


def particulars_of(person_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Return id number, phone, e-mail and the rest of persons, in one query; for jobs of ours."""
    found = Person.objects.filter(pk__in=person_ids).values_list("pk", "details")
    return {person: _unsealed(person, bytes(details)) for person, details in found}


def stated_of(person_ids: Collection[UUID]) -> dict[UUID, Particulars]:
    """Return all that is known of persons, in one query; for exports, which go on record."""
    found = {}
    for person in Person.objects.filter(pk__in=person_ids):
        known = details_of(person)
        born = known.pop("birth_date")
        found[person.id] = Particulars(
            subject=person.subject,
            kind=PersonKind(person.kind),
            full_name=person.full_name,
            birth_date=date.fromisoformat(born) if born else None,
            assurance=Assurance(person.assurance),
            **known,
        )
    return found


def person_names(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of persons by id, for screens of those who may see them."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "full_name"))


def persons_with_number(written: str) -> list[UUID]:
    """Return the persons that have an id number or a phone number, however it is spelt."""
    number, phone = rules.personal_id(written), rules.phone(written)
    known = Person.objects.filter(Q(personal_id_index__of=number) | Q(phone_index__of=phone))
    return list(known.values_list("pk", flat=True))


def ids_with_personal_id(written: str) -> list[UUID]:
    """Return the persons that have an id number, however it is spelt; one for each provider."""
    known = Person.objects.filter(personal_id_index__of=rules.personal_id(written))
    return list(known.values_list("pk", flat=True))


def known_values() -> Mapping[str, Iterator[str]]:
    """Return the id numbers and phone numbers of all persons, in their one spelling, unsealed.

    For a new key only: nobody else needs them all.
    """

    def each(fact: str) -> Iterator[str]:
        rows = Person.objects.only("pk", "details").iterator(chunk_size=500)
        return (details_of(person)[fact] for person in rows)

    return {
        "personal_id": filter(None, map(rules.personal_id, each("personal_id"))),
        "phone": filter(None, map(rules.phone, each("phone"))),
    }


def details_of(person: Person) -> dict[str, str]:
    """Return the sealed particulars of a person, as `rules.details` made them."""
    return _unsealed(person.id, bytes(person.details))


def _unsealed(person_id: UUID, details: bytes | memoryview) -> dict[str, str]:
    known: dict[str, str] = sealing.unseal(bytes(details), place=place_of(person_id))
    return known


def _contact(person: Person) -> Contact:
    known = details_of(person)
    return Contact(email=known["email"], phone=known["phone"])


def place_of(person_id: UUID) -> str:
    """Return the place that the particulars of a person are sealed to."""
    return f"identity_person.details:{person_id}"


def index_of(personal_id: str) -> bytes:
    """Return the blind index of an id number in its one spelling."""
    return sealing.blind_index(personal_id, column="identity_person.personal_id")


def phone_index_of(written: str) -> bytes:
    """Return the blind index of a phone number, however it is spelt."""
    return sealing.blind_index(rules.phone(written), column="identity_person.phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A member of staff who holds a role at an agency."""

    actor: Actor
    name: str
    role: Role
    agency_id: int


def holders(roles: Collection[Role], *, agency_ids: Collection[int], on: date) -> list[Holder]:
    """Return who holds which of some roles at some agencies on a day, by name; one query."""
    held = RoleAssignment.objects.valid_on(on).filter(role__in=roles, agency__in=agency_ids)
    found = held.filter(account__is_active=True).select_related("account")
    return [
        Holder(
            actor=one.account.actor,
            name=one.account.full_name,
            role=Role(one.role),
            agency_id=one.agency_id,
        )
        for one in found.order_by("account__full_name", "id")
    ]


def names_and_holders(
    actors: Collection[Actor], roles: Collection[Role], *, agency_ids: Collection[int], on: date
) -> tuple[dict[Actor, str], list[Holder]]:
    """Return what `names_of` and `holders` do, in one query."""
    held = RoleAssignment.objects.valid_on(on).filter(
        account=OuterRef("pk"), role__in=roles, agency__in=agency_ids
    )
    holds = Q(is_active=True) & Exists(held)
    named = Q(actor_id__in=[one.id for one in actors if one.kind == "staff"])
    found = StaffAccount.objects.filter(named | holds).annotate(
        posts=ArraySubquery(held.order_by("id").values(post=JSONObject(role="role", at="agency")))
    )
    accounts = list(found.order_by("full_name", "id"))
    holders = [
        Holder(actor=one.actor, name=one.full_name, role=Role(post["role"]), agency_id=post["at"])
        for one in accounts
        if one.is_active
        for post in one.posts
    ]
    return {one.actor: one.full_name for one in accounts}, holders


def agencies_with(role: Role, *, on: date) -> frozenset[int]:
    """Return the agencies at which somebody holds a role on a day."""
    held = RoleAssignment.objects.valid_on(on).filter(role=role, account__is_active=True)
    return frozenset(held.values_list("agency_id", flat=True))


def is_deputy(actor: Actor, role: Role, *, agency_id: int, on: date) -> bool:
    """Tell whether somebody held a role at an agency on a day only in place of its head."""
    held = RoleAssignment.objects.valid_on(on).filter(role=role, agency=agency_id)
    found = held.filter(account__actor_id=actor.id).values_list("is_deputy", flat=True)
    return bool(found) and all(found)


DEPUTIES_OF: Final = (Role.CLERK, Role.SPECIALIST, Role.LEADER)
"""Whom a head may let sign in her place: officers of her own agency."""


def deputies(viewer: Viewer, *, on: date) -> list[RoleAssignment]:
    """Return who signs, or is to sign, in place of the heads of the viewer's agencies; by day."""
    found = RoleAssignment.objects.filter(
        is_deputy=True, valid_until__gt=on, agency__in=viewer.agencies_as(Role.LEADER)
    )
    return list(found.select_related("account", "agency").order_by("valid_from", "id"))


def emails_of(role: Role, *, agency_ids: Collection[int], on: date) -> list[str]:
    """Return the addresses of those who hold a role at one of some agencies on a day, once each."""
    held = RoleAssignment.objects.valid_on(on).filter(role=role, agency__in=agency_ids)
    found = held.filter(account__is_active=True).order_by("account__email")
    return list(found.values_list("account__email", flat=True).distinct())


def name_of(email: str) -> str:
    """Return the name of the member of staff behind an address."""
    return StaffAccount.objects.values_list("full_name", flat=True).get(email=email)
