"""Tables of the national e-identity: its accounts and its signing keys."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class ProviderAccount(models.Model):
    """An invented person's account. `tech_id` is her subject: random, and no key of any table."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    person = models.TextField(unique=True)
    tech_id = models.UUIDField(unique=True, default=uuid4, editable=False)

    class Meta:
        """Belongs to the one application of all simulators."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return self.person


class SigningKey(models.Model):
    """A key of the provider, sealed. The newest signs; all that are not retired are published."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    pem = SealedField()
    issued_at = models.DateTimeField()
    retires_at = models.DateTimeField(null=True)

    class Meta:
        """As above."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return f"key {self.id}"
