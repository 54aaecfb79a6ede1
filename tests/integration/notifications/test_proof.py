"""A sent notice can be proven: the words, whose address, each call, the receipt, the log."""

import hashlib
import json
from datetime import timedelta

import pytest

from motcua.audit.models import Event
from motcua.notifications import queries, rules
from motcua.notifications.models import Notice
from motcua.privacy import sealing
from motcua.sandbox.switches import actions as switches
from tests.integration.notifications.asking import NOW, attend, notify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("both_providers")]


def proof_of(notice):
    return queries.proof_of(notice.id, about="dossier:1")


def test_a_sent_notice_is_proven_by_what_the_log_has_held_since():
    switches.turn("messages", "down")
    notice = attend(notify())
    attend(notice.id, at=NOW + timedelta(minutes=1))
    proof = proof_of(notice)
    assert proof.holds
    assert proof.said["text"].startswith("Ho so 000.00.40.H47-211018-00001 da duoc tiep nhan.")
    assert proof.said["to"] == "+84999•••011"
    assert rules.commitment("+84999000011", proof.to_salt) == proof.said["to_sha256"]
    assert [(call.provider, call.outcome) for call in proof.calls] == [
        ("sms", "down"),
        ("sms_backup", "taken"),
    ]
    assert (proof.state.delivery, proof.heard_at) == ("delivered", NOW + timedelta(minutes=1))


def test_others_check_the_extract_without_us():
    extract = json.loads(json.dumps(proof_of(attend(notify())).exported()))
    said = json.dumps(
        extract["said"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
    assert hashlib.sha256(said).hexdigest() == extract["said_sha256"]
    assert extract["said_sha256"] == extract["log"]["said_sha256"]
    assert "999000011" not in json.dumps(extract)


def test_a_changed_text_does_not_match_any_more():
    notice = attend(notify())
    place = f"notifications_notice.said:{notice.id}"
    kept = sealing.unseal(bytes(notice.said), place=place)
    kept["said"]["text"] = kept["said"]["text"].replace("17:00", "18:00")
    Notice.objects.filter(pk=notice.id).update(
        said=sealing.seal(kept, place=place), fingerprint=rules.fingerprint(kept["said"])
    )
    assert not proof_of(notice).holds


def test_the_words_lie_sealed_and_the_log_gives_nothing_away():
    notice = attend(notify())
    assert b"Ho so" not in bytes(notice.said)
    event = Event.objects.get(stream=f"notice:{notice.id}", kind=queries.proofs.SENT)
    assert set(event.payload) == {"channel", "template", "provider", "said_sha256"}


def test_what_was_never_sent_proves_nothing():
    notice = attend(notify(to="số nhà"))
    proof = proof_of(notice)
    assert (proof.said, proof.holds) == (None, False)


def test_a_notice_is_found_by_its_own_subject_only():
    notice = attend(notify())
    assert queries.proof_of(notice.id, about="dossier:2") is None


def test_every_try_says_the_same_words(monkeypatch):
    from motcua.notifications import wording

    for name in ("messages", "messages-backup"):
        switches.turn(name, "down")
    notice = attend(notify())
    monkeypatch.setattr(wording, "worded", lambda *_: ("", "Khac"))
    switches.turn("messages", "normal")
    attend(notice.id, at=notice.due_at)
    assert proof_of(notice).said["text"].startswith("Ho so")
