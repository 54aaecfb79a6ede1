"""What searches run on, and what else people call things."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from motcua.catalogue.models.procedures import Procedure, ProcedureVersion
from motcua.kernel import ids


class SearchEntry(models.Model):
    """A procedure as it is found: by words, by field, life event, tier, and whether it is online.

    Written anew with each version that comes into force; everything in it can be made again.

    Attributes:
        version: The version it was made from.
        phrases: Folded, one a line: the name first, then the keywords and the field.
        vector: The words of all phrases.
        is_online: A dossier can be filled in and sent here.
        has_own_form: By a form made for it, not by the general one.
    """

    procedure = models.OneToOneField(
        Procedure, models.CASCADE, primary_key=True, related_name="entry"
    )
    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="+")
    phrases = models.TextField()
    vector = models.GeneratedField(
        expression=SearchVector("phrases", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    sector = models.TextField()
    tiers = ArrayField(models.TextField())
    life_events = ArrayField(models.TextField())
    is_online = models.BooleanField()
    has_own_form = models.BooleanField()
    is_synthetic = models.BooleanField()

    class Meta:
        """Found by words without diacritics."""

        indexes: ClassVar = [GinIndex(fields=["vector"], name="search_entry_words")]

    def __str__(self) -> str:
        return self.procedure_id


class MissedSearch(models.Model):
    """How often a phrase was searched for in vain; nothing of who searched, or when in the day.

    Attributes:
        folded: The phrase, without case and diacritics.
        last_day: Legal date.
    """

    folded = models.TextField(primary_key=True)
    searches = models.PositiveIntegerField(default=1)
    last_day = models.DateField()

    def __str__(self) -> str:
        return f"{self.folded}: {self.searches}"


class Synonym(models.Model):
    """What people say instead of the official words, kept by those who see what is searched for.

    Attributes:
        phrase: As it reads; `folded` is what is compared.
        means: Official words to search by instead; empty: none.
        procedures: Codes of procedures it stands for; empty: whatever `means` finds.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    phrase = models.TextField()
    folded = models.TextField(unique=True)
    means = models.TextField(blank=True)
    procedures = ArrayField(models.TextField(), default=list)
    changed_at = models.DateTimeField(db_index=True)
    changed_by = models.TextField()

    def __str__(self) -> str:
        return f"{self.phrase}: {self.means or ', '.join(self.procedures)}"
