"""A citizen finds on her own page what she was told, and chooses how she is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.audit.models import Event
from motcua.kernel.actors import Actor
from motcua.notifications import actions, queries
from motcua.notifications.models import Notice
from tests.integration.notifications.asking import BY, NOW, attend
from tests.integration.pages import citizens_browser
from tests.integration.people import an, person
from tests.unit.notifications.test_rules import VALUES

__all__ = ["an"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("carriers")]

INBOX = "/tai-khoan/tin-bao/"
CHOICES = "/tai-khoan/cach-nhan-tin/"


@pytest.fixture(autouse=True)
def site(as_site):
    as_site("agency")


@pytest.fixture
def browser(an):
    return citizens_browser(an.id)


def tell(reader, *, key="dossier:1:1", template="dossier_accepted", **more):
    actions.tell(
        key=key,
        reader=reader.actor,
        template=template,
        **({"email": "an@vidu.example", "phone": "0999000011", "values": VALUES} | more),
        by=BY,
        at=NOW,
        about="dossier:1",
    )
    for notice in Notice.objects.filter(key=f"{key}:in_app"):
        attend(notice.id)


def ways(template):
    return sorted(Notice.objects.filter(template=template).values_list("channel", flat=True))


def test_she_reads_what_she_was_told_and_it_is_known_that_she_opened_it(browser, an):
    tell(an)
    page = browser.get(INBOX).content.decode()
    assert "Đã tiếp nhận hồ sơ 000.00.40.H47-211018-00001" in page
    assert page.count("Chưa đọc") == 1
    assert "1 chưa đọc" in page
    notice = Notice.objects.get(channel="in_app")
    page = browser.get(f"{INBOX}{notice.id}/").content.decode()
    assert f'href="{VALUES["link"]}">Xem giấy tiếp nhận và cách tính ngày hẹn</a>' in page
    assert "Kính gửi" not in page
    assert queries.unread(an.actor) == 0
    assert Event.objects.filter(kind="notifications.notice_opened.v1").count() == 1
    browser.get(f"{INBOX}{notice.id}/")
    assert Event.objects.filter(kind="notifications.notice_opened.v1").count() == 1
    assert "chưa đọc" not in browser.get(INBOX).content.decode()


def test_nobody_else_finds_it(browser, an):
    tell(an)
    notice = Notice.objects.get(channel="in_app")
    other = citizens_browser(person("Bình", subject="s-2", personal_id="049195000012").id)
    assert other.get(f"{INBOX}{notice.id}/").status_code == 404
    assert "Đã tiếp nhận" not in other.get(INBOX).content.decode()
    mail = Notice.objects.get(channel="email")
    assert browser.get(f"{INBOX}{mail.id}/").status_code == 404


def test_a_long_list_has_pages_and_no_query_more_per_notice(browser, an):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            browser.get(INBOX)
        return len(seen)

    tell(an)
    one = cost()
    for number in range(queries.PAGE):
        tell(an, key=f"more:{number}", email="", phone="")
    assert cost() == one
    first = browser.get(INBOX)
    before = first.context["next"] if first.context else None
    page = first.content.decode()
    assert page.count("Chưa đọc</strong>") == queries.PAGE
    link = page.split("?truoc=")[1].split('"')[0]
    assert before in {None, link}
    assert browser.get(f"{INBOX}?truoc={link}").content.decode().count("Chưa đọc</strong>") == 1
    assert browser.get(f"{INBOX}?truoc=x").status_code == 404


def test_what_she_switched_off_does_not_come_and_what_the_law_wants_does(browser, an):
    answer = browser.post(CHOICES, {"ngon-ngu": "en", "nhan": ["course:email"]})
    assert answer.status_code == 302
    tell(an, key="a", template="fee_paid")
    tell(an, key="b")
    assert ways("fee_paid") == ["email", "in_app"]
    assert ways("dossier_accepted") == ["email", "in_app", "sms"]
    assert set(Notice.objects.values_list("language", flat=True)) == {"en"}
    page = browser.get(CHOICES).content.decode()
    assert 'value="course:email" checked' in page
    assert 'value="course:sms" checked' not in page
    assert "không tắt được" in page


def test_nobody_can_decline_what_is_not_offered(an):
    actions.prefer(language="x", declined=["legal:sms", "course:in_app"], by=an.actor, at=NOW)
    choices = queries.choices_of(an.actor)
    assert (choices.language, choices.declined) == ("vi", frozenset())


def test_who_never_said_gets_everything(an):
    tell(an, template="fee_paid")
    assert ways("fee_paid") == ["email", "in_app", "sms"]
    assert queries.choices_of(Actor.citizen(an.id)).declined == frozenset()


def test_a_stranger_is_sent_to_sign_in(client):
    for path in (INBOX, CHOICES):
        assert client.get(path).status_code == 302


def test_what_waits_for_its_turn_is_not_shown_yet(browser, an):
    actions.notify(
        key="later",
        channel="in_app",
        to=str(an.actor),
        reader=str(an.actor),
        template="fee_paid",
        values=VALUES,
        language="vi",
        by=BY,
        at=NOW + timedelta(days=9),
    )
    assert "Chưa có tin báo nào." in browser.get(INBOX).content.decode()
