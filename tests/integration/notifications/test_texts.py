"""An administrator's text is what is sent, if it is fit; what was sent keeps its own."""

from datetime import timedelta

import pytest

from motcua.audit.models import Event
from motcua.identity.types import Role
from motcua.kernel.errors import Refusal
from motcua.notifications import actions, errors, queries
from motcua.notifications.types import Channel, Words
from tests.integration.delivery import offered
from tests.integration.notifications.asking import BY, NOW, attend, notify
from tests.integration.pages import officers_browser
from tests.integration.people import officer

__all__ = ["offered", "officer", "officers_browser"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("both_providers")]

PAGE = "/ban-lam-viec/tin-bao/loi/dossier_accepted/sms/"
BODY = "UBND: {code} hẹn trả {promised}."


def set_it(body=BODY, **changed):
    place = {"template": "dossier_accepted", "channel": Channel.SMS, "language": "vi"}
    return actions.set_wording(
        **(place | {"procedure": ""} | changed),
        words=body and Words(subject="S {code} {promised}", body=body),
        by=BY,
        at=NOW,
    )


def said(notice_id):
    return queries.proof_of(notice_id, about="dossier:1").said["text"]


def test_the_text_of_the_procedure_comes_before_that_of_all_and_ours():
    first = attend(notify(key="1", procedure="1.004884"))
    set_it()
    set_it("Rieng: {code}, {promised}", procedure="1.004884")
    own = attend(notify(key="2", procedure="1.004884"))
    other = attend(notify(key="3", procedure="2.000635"))
    assert said(first.id).startswith("Ho so 000.00.40.H47-211018-00001 da duoc tiep nhan.")
    assert said(own.id) == "Rieng: 000.00.40.H47-211018-00001, 17:00 ngay 20/10/2021"
    assert said(other.id).startswith("UBND: 000.00.40")
    assert queries.proof_of(other.id, about="dossier:1").wording == 1
    assert queries.proof_of(first.id, about="dossier:1").wording is None


def test_what_waits_for_another_try_keeps_its_words_and_ours_can_come_back():
    set_it()
    notice = attend(notify())
    assert set_it(None).number == 2
    assert said(notice.id).startswith("UBND:")
    assert said(attend(notify(key="2")).id).startswith("Ho so")
    assert queries.set_texts() == []


def test_each_setting_goes_on_record():
    set_it()
    event = Event.objects.get(kind="notifications.wording_set.v1")
    assert event.payload["number"] == 1
    assert event.stream == "wording:dossier_accepted:sms:vi:all"


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("", errors.WordingEmpty),
        ("{code} {promised} {owner}", errors.WordingFieldUnknown),
        ("{code} {promised} {name}", errors.WordingFieldUnknown),
        ("{code} {promised} {link}", errors.WordingFieldUnknown),
        ("{code} {promised} {code.__class__}", errors.WordingFieldUnknown),
        ("{code:>9999} {promised}", errors.WordingFieldUnknown),
        ("{code!r} {promised}", errors.WordingFieldUnknown),
        ("{code} {promised} {}", errors.WordingFieldUnknown),
        ("{code} {promised} {", errors.WordingFieldUnknown),
        ("{code}", errors.WordingFieldMissing),
        ("{code} {promised} www.xau.vn", errors.WordingNotForSms),
        ("{code} {promised} 001099012345", errors.WordingNotForSms),
        ("{code} {promised} " + "a" * 160, errors.WordingTooLong),
    ],
)
def test_an_unfit_text_is_refused_and_says_why(body, refusal):
    with pytest.raises(refusal):
        actions.set_wording(
            template="dossier_accepted",
            channel=Channel.SMS,
            language="vi",
            procedure="",
            words=Words(subject="", body=body),
            by=BY,
            at=NOW,
        )


def test_a_code_that_is_none_is_refused():
    with pytest.raises(Refusal, match="1004884"):
        set_it(procedure="1004884")


@pytest.fixture
def browser(as_site, officer, officers_browser):
    as_site("agency")
    return officers_browser(officer(Role.ADMINISTRATOR))


def test_a_text_is_tried_out_then_set_then_given_up(browser):
    assert "lời mặc định" in browser.get(PAGE).content.decode()
    typed = {"noi-dung": BODY, "ngon-ngu": "vi", "thu-tuc": ""}
    page = browser.post(PAGE, typed | {"xem": "1"}).content.decode()
    assert "UBND: 000.00.40.H47-211018-00001 hen tra 17:00 ngay 20/10/2021." in page
    assert "63/160 ký tự, 1 tin." in page
    assert "nếu giữ dấu sẽ là 63 ký tự" in page
    assert queries.set_texts() == []
    answer = browser.post(PAGE, typed)
    assert answer.status_code == 302
    assert "Tin gửi từ nay dùng lời này." in browser.get(answer["Location"]).content.decode()
    assert queries.set_texts()[0].words.body == BODY
    assert "Đã tiếp nhận hồ sơ …" in browser.get("/ban-lam-viec/tin-bao/loi/").content.decode()
    browser.post(PAGE, typed | {"mac-dinh": "1"})
    assert queries.set_texts() == []


def test_an_unfit_text_stays_on_the_page_with_its_reason(browser):
    answer = browser.post(PAGE, {"noi-dung": "{code} {ten}", "ngon-ngu": "vi"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "{ten}" in page
    assert "chỗ điền không dùng được" in page


def test_what_is_no_text_is_not_found(browser):
    assert browser.get(PAGE.replace("dossier_accepted", "dossier_lost")).status_code == 404
    assert browser.get(PAGE.replace("/sms/", "/fax/")).status_code == 404
    assert browser.get(f"{PAGE}?ngon-ngu=fr").status_code == 404


def test_what_notices_cost_is_counted_by_month_channel_and_procedure(browser):
    from django.utils import timezone

    now = timezone.now()
    for number in range(3):
        attend(notify(key=f"{number}", procedure="1.004884", at=now), at=now)
    (row,) = queries.spent(since=now - timedelta(days=1), until=now + timedelta(minutes=1))
    assert (row.count, row.parts, row.cost, row.provider) == (3, 3, 1050, "sms")
    assert row.procedure == "1.004884"
    page = browser.get("/ban-lam-viec/tin-bao/chi-phi/").content.decode()
    assert "1.004884" in page
    assert "1.050" in page
    assert browser.get("/ban-lam-viec/tin-bao/chi-phi/?thang=x").status_code == 200
