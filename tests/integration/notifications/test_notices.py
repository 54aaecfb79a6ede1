"""A notice is sent once, whatever happens on the way; nobody waits for it.

The other side is the simulator of the SMS gateway, over its real protocol, inside the process.
"""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from motcua.audit.models import Event
from motcua.conf.worker import working_app
from motcua.notifications import queries, rules, wording
from motcua.notifications.actions import sending
from motcua.notifications.adapters.sms import SmsGateway
from motcua.notifications.errors import TryLaterError
from motcua.notifications.models import Notice, Receipt
from motcua.notifications.types import Channel, Delivery, NoticeStatus
from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.switches import actions as switches
from tests.integration.notifications.asking import NOW, attend, notify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("carriers")]


def kinds(notice_id):
    log = Event.objects.filter(stream=f"notice:{notice_id}").order_by("seq")
    return [
        kind.removeprefix("notifications.notice_") for kind in log.values_list("kind", flat=True)
    ]


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%%hand_over'")
        return cursor.fetchone()[0]


def test_an_sms_is_queued_with_the_change_then_sent_then_known_to_have_arrived():
    notice_id = notify()
    assert jobs() == 1
    assert not CarriedMessage.objects.exists()
    assert attend(notice_id).status == NoticeStatus.SENT
    sms = CarriedMessage.objects.get()
    assert (sms.address, sms.kind) == ("0999000011", "sms")
    assert sms.text.startswith("Ho so 000.00.40.H47-211018-00001 da duoc tiep nhan.")
    (state,) = queries.notices_about("dossier:1")
    assert (state.channel, state.delivery) == (Channel.SMS, Delivery.UNKNOWN)
    attend(notice_id, at=NOW + timedelta(minutes=1))
    (state,) = queries.notices_about("dossier:1")
    assert (state.status, state.delivery) == (NoticeStatus.SENT, Delivery.DELIVERED)
    assert queries.due(at=NOW + timedelta(days=9), most=9) == []
    assert kinds(notice_id) == ["sent.v1", "delivered.v1"]


def test_a_change_that_is_rolled_back_tells_nobody():
    with pytest.raises(RuntimeError), transaction.atomic():
        notify()
        raise RuntimeError
    assert jobs() == 0
    assert not Notice.objects.exists()


def test_the_same_key_is_the_same_notice():
    first = notify()
    assert notify(template="result_ready", to="0999000022") == first
    assert Notice.objects.get().template == "dossier_accepted"
    assert jobs() == 1


def test_recipient_and_values_lie_sealed():
    notice = Notice.objects.get(pk=notify())
    stored = bytes(notice.recipient) + bytes(notice.values)
    assert b"999000011" not in stored
    assert "Công Tằng".encode() not in stored
    attend(notice.id)
    assert "999000011" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(("channel", "to"), [("sms", "0235 3811 999"), ("email", "không có")])
def test_an_address_that_is_none_does_not_stand_in_the_way(channel, to):
    notice_id = notify(channel=channel, to=to)
    (state,) = queries.notices_about("dossier:1")
    assert state.status == NoticeStatus.FAILED
    assert jobs() == 0
    assert kinds(notice_id) == ["failed.v1"]


def test_an_unknown_text_is_a_mistake_of_ours_and_found_at_once():
    with pytest.raises(ValueError, match="no notice"):
        notify(template="dossier_lost")
    assert not Notice.objects.exists()


def test_two_workers_send_it_once():
    notice_id = notify()
    attend(notice_id)
    attend(notice_id)
    assert CarriedMessage.objects.count() == 1
    assert kinds(notice_id) == ["sent.v1"]


def test_a_worker_that_died_after_the_gateway_took_it_is_followed_without_a_second_sms(monkeypatch):
    notice_id = notify()
    monkeypatch.setattr(sending, "_sent", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        attend(notice_id)
    monkeypatch.undo()
    assert queries.due(at=NOW, most=9) == []
    (due,) = queries.due(at=NOW + timedelta(minutes=1), most=9)
    assert attend(due, at=NOW + timedelta(minutes=1)).status == NoticeStatus.SENT
    assert CarriedMessage.objects.count() == 1


def test_a_gateway_that_is_down_is_asked_again_until_it_is_up():
    notice_id = notify()
    switches.turn("messages", "down")
    notice = attend(notice_id)
    assert (notice.status, notice.why) == (NoticeStatus.QUEUED, "RemoteUnavailable")
    assert queries.due(at=NOW + timedelta(seconds=59), most=9) == []
    switches.turn("messages", "normal")
    later = NOW + timedelta(minutes=1)
    assert queries.due(at=later, most=9) == [notice_id]
    assert attend(notice_id, at=later).why == ""
    assert CarriedMessage.objects.count() == 1


def test_after_a_day_we_give_up_and_say_so(monkeypatch):
    def never_there(self, message):
        raise TryLaterError("away")

    monkeypatch.setattr(SmsGateway, "send", never_there)
    notice_id, at, tries = notify(), NOW, 0
    while queries.due(at=at + timedelta(days=2), most=9):
        at = Notice.objects.get().due_at
        attend(notice_id, at=at)
        tries += 1
    assert tries == len(rules.WAITS) + 1
    notice = Notice.objects.get()
    assert (notice.status, notice.why) == (NoticeStatus.FAILED, "away")
    assert not Receipt.objects.exists()
    assert kinds(notice_id) == ["failed.v1"]


def test_a_worker_that_died_in_the_last_try_loses_nothing(monkeypatch):
    notice_id = notify()
    Notice.objects.update(tries=len(rules.WAITS))
    monkeypatch.setattr(SmsGateway, "send", lambda *_: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        attend(notice_id)
    monkeypatch.undo()
    (due,) = queries.due(at=NOW + timedelta(hours=8), most=9)
    assert attend(due, at=NOW + timedelta(hours=8)).status == NoticeStatus.SENT


def test_an_sms_that_did_not_arrive_is_known_to():
    switches.turn("messages", "bounce")
    notice_id = notify()
    attend(notice_id)
    attend(notice_id, at=NOW + timedelta(minutes=1))
    (state,) = queries.notices_about("dossier:1")
    assert (state.status, state.delivery) == (NoticeStatus.SENT, Delivery.BOUNCED)
    assert kinds(notice_id) == ["sent.v1", "bounced.v1"]


def test_a_message_that_the_gateway_will_never_take_has_failed(monkeypatch):
    monkeypatch.setattr(wording, "worded", lambda *_: ("", "Đã có kết quả"))
    notice_id = notify()
    notice = attend(notice_id)
    assert (notice.status, notice.why) == (NoticeStatus.FAILED, "sms 422")
    assert kinds(notice_id) == ["failed.v1", "bounced.v1"]


def test_a_wrong_key_is_ours_to_mend_and_waits(monkeypatch, settings):
    from motcua.conf.environment import Connection

    sms = settings.MOTCUA_CONNECTIONS["sms"]
    monkeypatch.setattr("motcua.notifications.adapters.carriers.SmsGateway", wrong_key)
    assert isinstance(sms, Connection)
    notice = attend(notify())
    assert (notice.status, notice.why) == (NoticeStatus.QUEUED, "sms 401")


def wrong_key(*, key, **known):
    return SmsGateway(key=f"{key}!", **known)


def test_without_a_carrier_nothing_is_tried_for_ever(settings):
    from motcua.conf.environment import Connection

    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {"sms": Connection()}
    notice = attend(notify())
    assert (notice.status, notice.why) == (NoticeStatus.FAILED, "not set up")
    assert not Receipt.objects.exists()


def test_receipts_are_not_asked_for_without_end(monkeypatch):
    monkeypatch.setattr(SmsGateway, "delivery_of", lambda *_: Delivery.UNKNOWN)
    notice_id, at, asked = notify(), NOW, 0
    attend(notice_id)
    while queries.due(at=at + timedelta(days=2), most=9):
        at = Notice.objects.get().due_at
        attend(notice_id, at=at)
        asked += 1
    assert asked == len(rules.WAITS) + 1
    assert Notice.objects.get().status == NoticeStatus.SENT


def test_an_unanswered_question_leaves_a_sent_notice_as_it_is():
    notice_id = notify()
    attend(notice_id)
    switches.turn("messages", "down")
    notice = attend(notice_id, at=NOW + timedelta(minutes=1))
    assert notice.status == NoticeStatus.SENT
    assert notice.due_at > NOW + timedelta(minutes=1)


def test_who_reads_english_is_told_in_english():
    notice = attend(notify(language="en"))
    assert notice.status == NoticeStatus.SENT


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("mail_server")
class TestMails:
    """By SMTP, to a server that listens."""

    def mail(self, **changed):
        return notify(**({"key": "m", "channel": "email", "to": "an@vidu.example"} | changed))

    def test_a_mail_is_sent_as_the_reader_will_see_it(self):
        notice_id = self.mail()
        assert attend(notice_id).status == NoticeStatus.SENT
        mail = CarriedMessage.objects.get()
        assert mail.address == "an@vidu.example"
        assert mail.key == f"<{notice_id}@motcua> an@vidu.example"
        assert mail.subject == (
            "Đã tiếp nhận hồ sơ 000.00.40.H47-211018-00001, hẹn trả kết quả 17:00 ngày 20/10/2021"
        )
        assert "Một Cửa" in mail.sender
        assert mail.text.startswith("Kính gửi Công Tằng Tôn Nữ Hoàng Nguyệt Minh Châu,\n\nHồ sơ")
        assert queries.due(at=NOW + timedelta(days=9), most=9) == []

    def test_the_same_mail_again_is_one_mail(self):
        notice_id = self.mail()
        attend(notice_id)
        Notice.objects.update(status=NoticeStatus.QUEUED, due_at=NOW)
        attend(notice_id)
        assert CarriedMessage.objects.count() == 1

    def test_a_mailbox_that_does_not_exist_has_bounced(self):
        switches.turn("messages", "bounce")
        notice = attend(self.mail())
        assert (notice.status, notice.why) == (NoticeStatus.FAILED, "smtp 550")
        (state,) = queries.notices_about("dossier:1")
        assert state.delivery == Delivery.BOUNCED

    def test_a_server_that_is_down_is_asked_again(self):
        switches.turn("messages", "down")
        notice = attend(self.mail())
        assert notice.status == NoticeStatus.QUEUED
        switches.turn("messages", "normal")
        assert attend(notice.id, at=NOW + timedelta(minutes=1)).status == NoticeStatus.SENT

    def test_the_worker_sends_what_was_queued(self):
        self.mail()
        notify()
        with working_app() as worker_app:
            worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
        assert set(CarriedMessage.objects.values_list("kind", flat=True)) == {"sms", "mail"}


def test_a_server_that_is_not_there_is_asked_again():
    notice = attend(notify(channel="email", to="an@vidu.example"))
    assert (notice.status, notice.why) == (NoticeStatus.QUEUED, "ConnectionRefusedError")
