"""A new key goes over everything that was sealed, and everybody is still found."""

import pytest
from django.apps import apps
from django.db import models
from typer.testing import CliRunner

from motcua.conf import cli, process
from motcua.documents.models import Reading, VaultRecord
from motcua.documents.queries import readings, vault
from motcua.dossiers import queries
from motcua.dossiers.models import cases, clock, desk, drafts, imports, papers, results
from motcua.dossiers.queries import places
from motcua.eforms import case_queries
from motcua.eforms.models import FormCase
from motcua.feedback import queries as feedback
from motcua.feedback.models import Statement
from motcua.identity import queries as identity
from motcua.identity.models import Person
from motcua.kernel import ids
from motcua.notifications.models import Notice, Webhook
from motcua.privacy import rotation, sealing
from motcua.privacy.fields import IndexField, SealedField
from motcua.sandbox.identity import keys
from motcua.sandbox.identity.models import SigningKey
from tests.integration.delivery import NOW, offer, offered
from tests.integration.dossiers.conftest import (
    data_folder,
    draft_of,
    keys_made_once,
    paid,
    submitted,
)
from tests.integration.notifications.test_notices import notify
from tests.integration.people import an, officer

__all__ = [
    "an",
    "data_folder",
    "draft_of",
    "keys_made_once",
    "offer",
    "offered",
    "officer",
    "paid",
    "submitted",
]

OPEN = {
    "audit_",
    "payments_paymentnotice.digest",
    "reporting_importedfile.content",
    "sha256",
    "dossiers_importeddossier.row_mac",
}
"""Bytes that are no secret, or hold nothing: sums, files that were published, codes' digests."""


def quiet(_line):
    """Say nothing."""


@pytest.fixture
def renew(settings):
    """Set a new key; the one of before opens."""

    def to(key):
        settings.MOTCUA_DATA_KEYS_BEFORE = [settings.MOTCUA_DATA_KEY]
        settings.MOTCUA_DATA_KEY = key

    return to


def rotate():
    sources = (identity.known_values(), vault.known_values())
    values = {sort: found for source in reversed(sources) for sort, found in source.items()}
    return rotation.reseal(say=quiet), rotation.reindex(values, say=quiet)


def test_before_and_after_a_new_key_everything_opens_and_is_found(paid, an, renew, settings):
    answers = queries.answers_of(paid)
    number = identity.details_of(Person.objects.get(pk=an.id))["personal_id"]
    renew("a new key, drawn at random")
    assert queries.answers_of(paid) == answers
    assert identity.ids_with_personal_id(number) == [an.id]

    sealed, indexed = rotate()

    assert sealed > 0
    assert indexed > 0
    settings.MOTCUA_DATA_KEYS_BEFORE = []
    paid.refresh_from_db()
    assert queries.answers_of(paid) == answers
    assert identity.ids_with_personal_id(number) == [an.id]


def test_repeated_it_finds_nothing_to_do(paid, renew):
    renew("a new key, drawn at random")
    rotate()

    assert rotate() == (0, 0)


def test_what_was_sealed_with_a_lost_key_stops_it_and_is_told(paid, settings):
    settings.MOTCUA_DATA_KEY = "a new key, and the old one was not listed"

    with pytest.raises(sealing.NotSealedHereError):
        rotation.reseal(say=quiet)
    keys = rotation.keys_in_use()["identity_person.details"]
    assert sealing.name_of(settings.MOTCUA_DATA_KEY) not in keys


PLACES = [
    (cases.Dossier, "answers", places.place_of_dossier),
    (cases.Dossier, "result", places.place_of_result),
    (cases.Dossier, "post_address", places.place_of_post_address),
    (cases.Rating, "comment", places.place_of_rating),
    (clock.Supplement, "answer", places.place_of_supplement),
    (desk.Remark, "text", places.place_of_remark),
    (drafts.Draft, "answers", places.place_of_draft),
    (papers.Proposal, "draft", places.place_of_proposed),
    (papers.Proposal, "words", places.place_of_proposal),
    (results.Delivery, "by_authority", places.place_of_authority),
    (results.ResultDraft, "said", places.place_of_result_draft),
    (FormCase, "filled_in", case_queries.place_of),
    (Person, "details", identity.place_of),
    (Statement, "text", feedback.place_of),
    (Reading, "text", readings.place_of),
    (VaultRecord, "content", vault.place_of),
    (Notice, "said", "notifications_notice.said:{}".format),
    (Webhook, "secret", "notifications_webhook.secret:{}".format),
]


@pytest.mark.parametrize(("model", "name", "place_of"), PLACES)
def test_a_column_knows_the_place_that_its_values_are_sealed_to(model, name, place_of):
    row = model(pk=ids.new_id())

    assert model._meta.get_field(name).place(row) == place_of(row.pk)


def test_places_that_are_made_otherwise_are_known_too(db):
    line = imports.ImportLine(whole_id=ids.new_id(), position=7)
    place = places.place_of_line(line.whole_id, 7)
    assert line._meta.get_field("content").place(line) == place

    notice = Notice.objects.get(id=notify())
    for name in ("recipient", "values"):
        field = Notice._meta.get_field(name)
        assert sealing.unseal(getattr(notice, name), place=field.place(notice))


def test_no_column_is_left_out_of_these_tests():
    tested = {(model, name) for model, name, _ in PLACES}
    tested |= {(imports.ImportLine, "content"), (Notice, "recipient"), (Notice, "values")}

    ours = {(field.model, field.name) for field in rotation.sealed_columns()}

    assert {(model, name) for model, name in ours if model is not SigningKey} == tested


def test_the_stand_in_s_own_key_opens_at_its_place(db):
    keys.ensure(at=NOW)
    key = SigningKey.objects.get()

    field = SigningKey._meta.get_field("pem")

    assert sealing.unseal(key.pem, place=field.place(key)).startswith("-----BEGIN")


def test_a_column_of_bytes_says_whether_it_is_sealed():
    said = (SealedField, IndexField)
    unsaid = [
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField) and not isinstance(field, said)
    ]

    assert [name for name in unsaid if not any(part in name for part in OPEN)] == []


def test_the_console_says_which_keys_are_in_use_and_renews(paid, renew, monkeypatch):
    monkeypatch.setattr(process, "become", lambda _site: None)
    renew("a new key, drawn at random")
    console = CliRunner()
    cli._mount()

    before = console.invoke(cli.app, ["keys", "state", "agency"]).output
    done = console.invoke(cli.app, ["keys", "rotate", "agency"])
    after = console.invoke(cli.app, ["keys", "state", "agency"]).output

    assert "(older)" in before
    assert done.exit_code == 0, done.output
    assert "(older)" not in after
    assert "identity_person.details: " in after
