"""Dossiers, with what was answered and how their owner was served."""

from typing import ClassVar, Final

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from motcua.dossiers.delivery import ResultState
from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.types import STORED, Clock, Filing, Status
from motcua.kernel import ids
from motcua.privacy.fields import SealedField

LIVE: Final = [status.value for status in Status if clock_of(status) in {Clock.RUNS, Clock.STANDS}]
AT: Final = "cq"
"""Before the id of the agency, which is a word of the names that are searched there."""


class CodeCounter(models.Model):
    """The last number that an agency gave out on a legal day; numbers are never given twice."""

    agency_code = models.TextField()
    day = models.DateField()
    last = models.PositiveBigIntegerField()

    class Meta:
        """One counter per agency and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency_code", "day"], name="code_counter_is_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day}: {self.last}"


class Dossier(models.Model):
    """A case file from submission to archive.

    Times are real, UTC. `fee_amount` is in đồng, 0 for none; `fee_online` says whether it is to be
    paid online before the dossier is received; `fee_paid_at` is when that was confirmed. `answers`
    and `result` (what an officer entered for the result) are sealed; `version` counts the events
    and orders what is sent elsewhere, and `changed_at` is when the last of them happened: no later
    one is dated before it. `synced_version` is the last that the national site took,
    `sync_refusal` why it did not take the next. `reason_code` is one of the procedure's reasons, or
    `fee_not_paid`.

    `name_words` is what a name is searched by: its words, without diacritics, and the agency as one
    more word, so that a common name at one agency is no search through the country.

    `promised_at` is what the applicant was told last, `due_at` what the law holds the office to: a
    re-appointment moves only the first. `limit_unit` is what the time limit was counted in.
    `alarm_at` is when `alarmed` (a `Lateness`) is to be looked at again, null while the clock
    stands. `closed_at` is when it ended without a result: withdrawn, or refused after receipt.

    `result_state` is what became of an issued result (a `ResultState`). `result_channel` is how the
    result is to go out, and in the end did. `post_address` is where the post brings it, sealed;
    null: to her own address, or not by post.

    `archived_at` is when its package was made last; what puts its result right empties it.

    `parent` is the dossier that this one is a leg of, and `leg` the leg's code in the plan that the
    parent's version has; null and empty for what an applicant filed. A leg may have legs.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    code = models.TextField(unique=True)
    service = models.ForeignKey("catalogue.Service", models.PROTECT)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT)
    owner = models.ForeignKey("identity.Person", models.PROTECT)
    owner_name = models.TextField()
    owner_name_folded = models.TextField()
    name_words = models.GeneratedField(
        expression=SearchVector(
            Concat(
                "owner_name_folded",
                Value(f" {AT}"),
                Cast("agency", models.TextField()),
                output_field=models.TextField(),
            ),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    submitter = models.TextField()
    filing = models.TextField()
    answers = SealedField()
    result = SealedField(null=True)
    status = models.TextField(default=Status.REGISTERED)
    version = models.PositiveIntegerField(default=0)
    synced_version = models.PositiveIntegerField(default=0)
    sync_tried_at = models.DateTimeField(null=True)
    sync_refusal = models.TextField(blank=True)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    limit_unit = models.TextField(blank=True)
    promised_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    alarmed = models.TextField(blank=True)
    withdrawal_asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    reason_code = models.TextField(blank=True)
    reason_note = models.TextField(blank=True)
    fee_amount = models.PositiveBigIntegerField(default=0)
    fee_online = models.BooleanField(default=False)
    fee_paid_at = models.DateTimeField(null=True)
    result_state = models.TextField(blank=True)
    result_channel = models.TextField()
    post_address = SealedField(null=True)
    process = models.OneToOneField("processes.ProcessInstance", models.PROTECT, null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="legs")
    leg = models.TextField(blank=True)

    class Meta:
        """Inboxes, lists of an owner, and what is still to be synced."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="dossier_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(filing__in=[filing.value for filing in Filing]),
                name="dossier_filing_is_known",
            ),
            models.CheckConstraint(
                condition=Q(alarmed__in=[late.value for late in STORED]),
                name="dossier_alarmed_is_known",
            ),
            models.CheckConstraint(
                condition=Q(result_state__in=[state.value for state in ResultState]),
                name="dossier_result_state_is_known",
            ),
            models.UniqueConstraint(fields=["parent", "leg"], name="dossier_leg_begins_once"),
            models.CheckConstraint(
                condition=Q(parent=None, leg="") | (Q(parent__isnull=False) & ~Q(leg="")),
                name="dossier_leg_has_a_parent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "agency",
                "submitted_at",
                "id",
                condition=Q(status="1"),
                name="dossier_to_be_received",
            ),
            models.Index(
                "agency",
                "promised_at",
                condition=Q(status__in=[Status.ACCEPTED, Status.PROCESSING]),
                name="dossier_running",
            ),
            models.Index("changed_at", condition=Q(archived_at=None), name="dossier_to_archive"),
            models.Index("alarm_at", condition=Q(alarm_at__isnull=False), name="dossier_alarm"),
            models.Index(fields=["agency", "-submitted_at", "-id"], name="dossier_of_agency"),
            models.Index(
                fields=["agency", "accepted_at", "id"],
                include=["filing", "procedure_version"],
                condition=Q(accepted_at__isnull=False),
                name="dossier_received",
            ),
            models.Index(
                "agency",
                "due_at",
                "id",
                condition=Q(status__in=[Status.ACCEPTED, Status.PROCESSING]),
                name="dossier_due",
            ),
            models.Index(
                fields=["agency", "due_at", "id"],
                include=["status", "alarmed", "procedure_version"],
                condition=Q(status__in=LIVE, closed_at=None),
                name="dossier_live",
            ),
            models.Index(
                fields=["agency", "finished_at", "id"],
                include=["due_at", "procedure_version"],
                condition=Q(finished_at__isnull=False),
                name="dossier_finished",
            ),
            models.Index(
                "agency",
                # The rows of a periodic report; `queries.courses` says the same.
                Coalesce(
                    "finished_at",
                    Case(When(status=Status.WITHDRAWN.value, then="closed_at")),
                    Cast(Value("infinity"), models.DateTimeField()),
                ),
                condition=Q(accepted_at__isnull=False),
                name="dossier_resolved",
            ),
            GinIndex(fields=["name_words"], name="dossier_name"),
            models.Index(fields=["owner", "-submitted_at"], name="dossier_of_owner"),
            models.Index(
                "sync_tried_at",
                condition=Q(version__gt=models.F("synced_version")),
                name="dossier_to_be_synced",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AnswerFact(models.Model):
    """An answer that is not personal, in the clear, so that answers can be counted.

    Written once, when the dossier is submitted, of the questions that a form marks so; never of a
    personal one, nor of words that people write themselves. `question` is the key in the form.
    """

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="answer_facts")
    question = models.TextField()
    value = models.TextField()

    class Meta:
        """A question with several answers has a row for each."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "question", "value"], name="answer_fact_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Rating(models.Model):
    """What the applicant thought of it, once per dossier; `comment` is sealed.

    Source: Nghị định 61/2018/NĐ-CP, Chương IV (assessment by those who were served).
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    score = models.PositiveSmallIntegerField()
    comment = SealedField()
    rated_at = models.DateTimeField()

    class Meta:
        """From 1, very bad, to 5, very good."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_is_1_to_5")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.score}"
