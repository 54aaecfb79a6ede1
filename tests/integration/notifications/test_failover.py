"""An SMS reaches its reader once, by whichever of two providers answers."""

from datetime import timedelta

import pytest

from motcua.notifications import queries
from motcua.notifications.models import Notice, Try
from motcua.notifications.types import NoticeStatus, Outcome
from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.switches import actions as switches
from tests.integration.notifications.asking import NOW, attend, notify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("both_providers")]

CODE = {"template": "help_begins"}


def tries(notice_id):
    calls = Try.objects.filter(notice=notice_id).order_by("pk")
    return [(one.provider, Outcome(one.outcome)) for one in calls]


def test_as_long_as_the_first_provider_works_the_second_is_not_asked():
    notice = attend(notify())
    assert (notice.provider, notice.parts, notice.cost) == ("sms", 1, 350)
    assert tries(notice.id) == [("sms", Outcome.TAKEN)]


def test_a_provider_that_is_down_is_followed_by_the_other_at_once():
    switches.turn("messages", "down")
    notice = attend(notify())
    assert notice.status == NoticeStatus.SENT
    assert (notice.provider, notice.cost) == ("sms_backup", 500)
    assert tries(notice.id) == [("sms", Outcome.DOWN), ("sms_backup", Outcome.TAKEN)]
    assert CarriedMessage.objects.count() == 1


def test_the_receipt_is_asked_of_who_took_it():
    switches.turn("messages", "down")
    notice = attend(notify())
    attend(notice.id, at=NOW + timedelta(minutes=1))
    (state,) = queries.notices_about("dossier:1")
    assert state.delivery == "delivered"


def test_a_number_that_one_provider_refuses_is_not_offered_to_the_other(monkeypatch):
    from motcua.notifications import wording

    monkeypatch.setattr(wording, "worded", lambda *_: ("", "Đã có"))
    notice = attend(notify())
    assert notice.status == NoticeStatus.FAILED
    assert tries(notice.id) == [("sms", Outcome.REFUSED)]


def test_a_lost_answer_is_asked_for_and_nobody_gets_it_twice():
    switches.turn("messages", "silent")
    notice = attend(notify())
    assert (notice.status, notice.provider) == (NoticeStatus.SENT, "sms")
    assert tries(notice.id) == [("sms", Outcome.UNCLEAR), ("sms", Outcome.KNOWN)]
    assert CarriedMessage.objects.count() == 1


@pytest.fixture
def mute(monkeypatch):
    """Let the first provider take messages and lose every answer, to questions too."""
    from motcua.notifications.adapters.sms import SmsGateway
    from motcua.notifications.errors import TryLaterError

    send, find = SmsGateway.send, SmsGateway.find

    def lose(gateway, message, call):
        answer = call(gateway, message)
        if gateway.name == "sms":
            raise TryLaterError("lost", is_unclear=True)
        return answer

    monkeypatch.setattr(SmsGateway, "send", lambda one, message: lose(one, message, send))
    monkeypatch.setattr(SmsGateway, "find", lambda one, message: lose(one, message, find))


@pytest.mark.usefixtures("mute")
def test_while_nothing_is_clear_the_other_is_not_asked_but_not_for_ever():
    notice = attend(notify())
    assert notice.status == NoticeStatus.QUEUED
    assert {provider for provider, _ in tries(notice.id)} == {"sms"}
    notice = attend(notice.id, at=notice.due_at)
    assert {provider for provider, _ in tries(notice.id)} == {"sms"}
    notice = attend(notice.id, at=notice.due_at)
    assert (notice.status, notice.provider) == (NoticeStatus.SENT, "sms_backup")
    assert CarriedMessage.objects.count() == 2


@pytest.mark.usefixtures("mute")
def test_a_code_does_not_wait_for_clarity():
    notice = attend(notify(**CODE))
    assert (notice.status, notice.provider) == (NoticeStatus.SENT, "sms_backup")


def test_what_was_unclear_is_asked_about_first_in_the_next_turn(monkeypatch):
    switches.turn("messages", "silent")
    notice_id = notify()
    from motcua.notifications.actions import sending

    with monkeypatch.context() as still:
        still.setattr(sending, "_ask", lambda one, *_, **__: _lost(one))
        notice = attend(notice_id)
    assert notice.status == NoticeStatus.QUEUED
    notice = attend(notice_id, at=notice.due_at)
    assert notice.status == NoticeStatus.SENT
    assert tries(notice_id) == [("sms", Outcome.UNCLEAR), ("sms", Outcome.KNOWN)]
    assert CarriedMessage.objects.count() == 1


def _lost(one):
    from motcua.notifications.errors import TryLaterError

    raise TryLaterError(one.name, is_unclear=True)


def test_a_provider_that_failed_thrice_is_left_alone_for_a_minute():
    switches.turn("messages", "down")
    for number in range(3):
        attend(notify(key=f"n{number}"))
    assert Try.objects.filter(provider="sms").count() == 3
    later = NOW + timedelta(seconds=59)
    attend(notify(key="n4"), at=later)
    assert Try.objects.filter(provider="sms").count() == 3
    switches.turn("messages", "normal")
    attend(notify(key="n5"), at=NOW + timedelta(seconds=60))
    assert Try.objects.filter(provider="sms").count() == 4
    assert Notice.objects.filter(provider="sms").count() == 1


def test_when_both_are_down_it_waits_and_then_goes():
    for name in ("messages", "messages-backup"):
        switches.turn(name, "down")
    notice = attend(notify())
    assert notice.status == NoticeStatus.QUEUED
    switches.turn("messages-backup", "normal")
    assert attend(notice.id, at=notice.due_at).provider == "sms_backup"


def test_at_night_an_sms_waits_for_the_morning_but_a_code_does_not(settings):
    settings.MOTCUA_QUIET_HOURS = (21, 7)
    night = NOW.replace(hour=15)
    notice = attend(notify(at=night), at=night)
    assert (notice.status, notice.tries) == (NoticeStatus.QUEUED, 0)
    assert notice.due_at == NOW.replace(day=3, hour=0, minute=0, second=0)
    assert attend(notify(key="code", at=night, **CODE), at=night).status == NoticeStatus.SENT
    assert attend(notice.id, at=notice.due_at).status == NoticeStatus.SENT
