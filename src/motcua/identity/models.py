"""Tables of staff accounts with their roles, and of citizens and businesses."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from motcua.agencies import queries as agencies
from motcua.identity.types import Assurance, PersonKind, Role
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.privacy.fields import IndexField, SealedField


class StaffAccountManager(BaseUserManager["StaffAccount"]):
    """Accounts, found by their e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "StaffAccount":
        """Return the account of an address, whatever its case."""
        return self.get(email__iexact=username)


class StaffAccount(AbstractBaseUser):
    """One person who works on a site. There are no shared accounts and no superusers.

    `actor_id` is what the audit log knows of her; name and address stay here. `session_round`
    counts up whenever all her sessions end; a session remembers the round that it began in.
    """

    actor_id = models.UUIDField(unique=True, default=ids.new_id, editable=False)
    email = models.EmailField(unique=True)
    full_name = models.TextField()
    folded_name = models.TextField(default="")
    is_active = models.BooleanField(default=True)
    session_round = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    objects = StaffAccountManager()

    def __str__(self) -> str:
        return self.full_name

    @property
    def actor(self) -> Actor:
        """Return the opaque actor that writes of this person are recorded under."""
        return Actor.staff(str(self.actor_id))

    def get_session_auth_hash(self) -> str:
        """Return what a session of this round carries; Django ends those that carry another."""
        return self._hash_of_round()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under secret keys of before."""
        for before in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_of_round(secret=before)

    def _hash_of_round(self, secret: str | bytes | None = None) -> str:
        said = f"{self.session_round}:{self.password}"
        salt = "motcua.identity.session_round"
        return salted_hmac(salt, said, secret=secret, algorithm="sha256").hexdigest()


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Roles, asked for at a date."""

    def valid_on(self, on: date) -> Self:
        """Keep those that hold on a day."""
        return self.filter(agencies.in_force(on))


RoleAssignmentManager = models.Manager.from_queryset(RoleAssignmentQuerySet)


class RoleAssignment(models.Model):
    """A role that a person holds at one agency, from a day until a day (exclusive; null: open).

    `is_deputy` marks a leader who signs in place of the head (“KT.”), `legal_act` what says so.
    """

    account = models.ForeignKey(StaffAccount, models.PROTECT, related_name="roles")
    role = models.TextField()
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    is_deputy = models.BooleanField(default=False)
    legal_act = models.TextField(blank=True)

    objects = RoleAssignmentManager()

    class Meta:
        """A role is given once for the same time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "role", "agency", "valid_from"], name="role_is_assigned_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="role_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.agency_id}"

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds; None: open."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None


class AccountLink(models.Model):
    """A link by which a person sets the password of her account, once and in time.

    The link itself is not kept: it is this row's id, signed. Of an account the newest alone counts.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(StaffAccount, models.PROTECT, related_name="links")
    made_by = models.TextField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.id}"


class FactorReset(models.Model):
    """Somebody lost her second factor: one administrator asks to forget it, another confirms.

    `confirmed_at` is null while nobody has.
    """

    account = models.ForeignKey(StaffAccount, models.PROTECT, related_name="factor_resets")
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    confirmed_by = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        """One is asked for at a time, and nobody confirms what she asked for."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(confirmed_at=None), name="factor_reset_is_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("asked_by")), name="factor_reset_takes_two"
            ),
        ]

    def __str__(self) -> str:
        return f"reset {self.pk}"


class Person(models.Model):
    """A citizen or business, as a provider of national identities knows them.

    Matched by issuer and subject alone: an id number may be another person's in another system.
    `details` is sealed: id number, birth date, address, phone and e-mail of the last sign-in;
    `personal_id_index` and `phone_index`, empty without a phone, find a number again without
    showing it. Names stay clear for search.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    issuer = models.TextField()
    subject = models.TextField()
    kind = models.TextField()
    full_name = models.TextField()
    folded_name = models.TextField()
    details = SealedField()
    personal_id_index = IndexField(
        of="personal_id", column="identity_person.personal_id", db_index=True
    )
    phone_index = IndexField(of="phone", column="identity_person.phone", db_index=True, default=b"")
    assurance = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        """One row for one person at one provider."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="person_is_known_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PersonKind]),
                name="person_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(assurance__in=[level.value for level in Assurance]),
                name="person_assurance_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def actor(self) -> Actor:
        """Return the opaque actor that writes of this person are recorded under."""
        return Actor.citizen(self.id)


class BrowserSession(AbstractBaseSession):
    """What one browser is remembered by; `person` is the citizen who is signed in there."""

    person = models.ForeignKey(Person, models.CASCADE, null=True)
