"""The audit log holds what happened, and shows where it was touched."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.audit import actions, verification
from motcua.audit.models import Checkpoint, Event, Stream
from motcua.kernel.actors import Actor

NOW = datetime(2026, 3, 2, 3, 4, 5, 678901, tzinfo=UTC)
SEED = Actor.system("test")


def record(stream="dossier:1", **payload):
    with transaction.atomic():
        return actions.record(
            stream=stream, kind="test.happened.v1", by=SEED, at=NOW, payload=payload
        )


def tamper(statement, *values):
    """Change rows as someone with all rights over the database would."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def broken(exported=None):
    return [str(link) for link in verification.verify(exported=exported).broken]


@pytest.mark.django_db
def test_events_of_a_stream_are_numbered_from_one():
    assert [record(n=1), record(n=2), record("dossier:2")] == [1, 2, 1]
    assert broken() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_of_its_change():
    with pytest.raises(transaction.TransactionManagementError):
        actions.record(stream="x:1", kind="test.happened.v1", by=SEED, at=NOW, payload={})


@pytest.mark.django_db
def test_an_event_vanishes_with_the_change_that_was_rolled_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.record(stream="x:1", kind="test.happened.v1", by=SEED, at=NOW, payload={})
        raise RuntimeError
    assert not Event.objects.exists()
    assert not Stream.objects.exists()


@pytest.mark.django_db
def test_a_payload_with_a_float_is_refused():
    with pytest.raises(TypeError):
        record(share=0.3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'system:other'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_stream",
    ],
)
def test_the_database_refuses_to_change_the_log(statement):
    record()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_an_altered_event_is_named():
    for n in range(3):
        record(n=n)
    record("dossier:2")
    tamper("UPDATE audit_event SET payload = '{\"n\": 7}' WHERE stream = 'dossier:1' AND seq = 2")
    assert broken() == ["dossier:1 #2: its content was altered"]


@pytest.mark.django_db
def test_an_altered_event_with_its_hash_recomputed_is_named_too():
    for n in range(3):
        record(n=n)
    from motcua.audit import chain

    forged = chain.content_sha256(
        stream="dossier:1", kind="test.happened.v1", at=NOW, actor=str(SEED), payload={"n": 7}
    )
    tamper(
        "UPDATE audit_event SET payload = '{\"n\": 7}', content_sha256 = %s WHERE seq = 2", forged
    )
    assert broken() == ["dossier:1 #2: it does not follow from the event before it"]


@pytest.mark.django_db
def test_a_removed_event_is_named():
    for n in range(3):
        record(n=n)
    tamper("DELETE FROM audit_event WHERE seq = 2")
    assert broken() == ["dossier:1 #2: missing; the next event there is #3"]


@pytest.mark.django_db
def test_a_removed_last_event_is_named():
    for n in range(3):
        record(n=n)
    tamper("DELETE FROM audit_event WHERE seq = 3")
    assert broken() == ["dossier:1 #3: missing; the stream's head stands at #3"]


@pytest.mark.django_db
def test_a_removed_stream_is_named():
    record()
    tamper("DELETE FROM audit_event")
    assert broken() == ["dossier:1 #1: all events of the stream are gone"]


@pytest.mark.django_db
def test_a_checkpoint_betrays_a_stream_rewritten_from_end_to_end(tmp_path):
    record(n=1)
    actions.make_checkpoint(at=NOW, export_to=tmp_path)
    tamper("DELETE FROM audit_event")
    tamper("DELETE FROM audit_stream")
    record(n=2)
    assert broken() == ["checkpoint #1: dossier:1 #1 is not what was anchored"]


@pytest.mark.django_db
def test_an_exported_checkpoint_betrays_a_database_rewritten_as_a_whole(tmp_path):
    record(n=1)
    actions.make_checkpoint(at=NOW, export_to=tmp_path / "kept")
    for table in ("audit_event", "audit_stream", "audit_checkpoint"):
        tamper(f"DELETE FROM {table}")
    record(n=2)
    actions.make_checkpoint(at=NOW, export_to=tmp_path / "forged")
    assert broken() == []
    assert broken(tmp_path / "kept") == [
        "exported checkpoint #1: the database holds another, or none"
    ]


@pytest.mark.django_db
def test_a_checkpoint_holds_only_the_streams_that_moved(tmp_path):
    record("a:1")
    record("b:1")
    first = actions.make_checkpoint(at=NOW, export_to=tmp_path)
    record("b:1")
    second = actions.make_checkpoint(at=NOW, export_to=tmp_path)
    assert [head[0] for head in first.heads] == ["a:1", "b:1"]
    assert [head[:2] for head in second.heads] == [("b:1", 2)]
    assert actions.make_checkpoint(at=NOW, export_to=tmp_path) is None
    assert Checkpoint.objects.count() == 2
    assert json.loads((tmp_path / "00000002.json").read_text())["number"] == 2
    assert broken(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_stream_follow_one_another():
    def write(n):
        try:
            return record("busy:1", n=n)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = sorted(pool.map(write, range(40)))
    assert taken == list(range(1, 41))
    assert broken() == []


@pytest.mark.django_db
def test_a_checkpoint_whose_maker_was_killed_is_exported_later(tmp_path):
    record("a:1")
    actions.make_checkpoint(at=NOW, export_to=tmp_path)
    (tmp_path / "00000001.json").unlink()
    assert actions.export_missing(folder=tmp_path) == 1
    assert json.loads((tmp_path / "00000001.json").read_text())["number"] == 1
    assert actions.export_missing(folder=tmp_path) == 0
    assert broken(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_a_log_that_grows_while_it_is_read_raises_no_alarm(monkeypatch, tmp_path):
    record(n=1)
    anchored = verification._anchored

    def meanwhile():
        def work():
            record(n=2)
            record("dossier:2")
            actions.make_checkpoint(at=NOW, export_to=tmp_path)
            connection.close()

        with ThreadPoolExecutor(1) as others:
            others.submit(work).result()
        return anchored()

    monkeypatch.setattr(verification, "_anchored", meanwhile)
    assert broken(tmp_path) == []

    monkeypatch.undo()
    assert broken(tmp_path) == []
    assert Event.objects.count() == 3
