"""Officers see what was told about a dossier, and can prove it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.audit.models import Event
from motcua.dossiers import jobs
from motcua.identity.types import Role
from motcua.notifications import actions as notifications
from motcua.notifications.models import Notice
from tests.integration.delivery import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(paid):
    """What the applicant is told of her dossier; her own page has it."""
    jobs.follow_up(dossier=str(paid.id), version=1, happened="submitted")
    notice = Notice.objects.get(about=f"dossier:{paid.id}", channel="in_app")
    notifications.attend_to(notice_id=notice.id, at=NOW + timedelta(days=9999))
    notice.refresh_from_db()
    return notice


@pytest.fixture
def desk(officer, officers_browser):
    return officers_browser(officer(Role.CLERK))


def test_the_words_and_what_proves_them_stand_on_a_page_of_the_dossier(desk, paid, told):
    case = f"/mot-cua/ho-so/{paid.code}/"
    assert f"{case}tin-bao/" in desk.get(case).content.decode()
    listed = desk.get(f"{case}tin-bao/").content.decode()
    assert "Đã nhận hồ sơ …" in listed
    assert "Đang chờ gửi" in listed
    page = desk.get(f"{case}tin-bao/{told.id}/").content.decode()
    assert "Nội dung đúng như lúc gửi" in page
    assert f"Đã nhận hồ sơ {paid.code}" in page
    assert told.fingerprint in page


def test_the_extract_is_a_file_of_its_own(desk, paid, told):
    answer = desk.get(f"/mot-cua/ho-so/{paid.code}/tin-bao/{told.id}/bang-chung.json")
    assert "attachment" in answer["Content-Disposition"]
    extract = json.loads(answer.getvalue())
    assert extract["said_sha256"] == extract["log"]["said_sha256"] == told.fingerprint


def test_reading_the_words_goes_on_record(desk, paid, told):
    readings = Event.objects.filter(stream=f"reading:{paid.id}")
    before = readings.count()
    desk.get(f"/mot-cua/ho-so/{paid.code}/tin-bao/{told.id}/")
    assert readings.count() == before + 1


def test_a_notice_about_something_else_is_not_found(desk, paid, told):
    Notice.objects.filter(pk=told.pk).update(about="dossier:another")
    for notice in (told.id, uuid4()):
        answer = desk.get(f"/mot-cua/ho-so/{paid.code}/tin-bao/{notice}/")
        assert answer.status_code == 404


def test_a_text_that_was_changed_is_called_so(desk, paid, told):
    from motcua.privacy import sealing

    place = f"notifications_notice.said:{told.id}"
    kept = sealing.unseal(bytes(told.said), place=place)
    kept["said"]["text"] += "!"
    Notice.objects.filter(pk=told.pk).update(said=sealing.seal(kept, place=place))
    page = desk.get(f"/mot-cua/ho-so/{paid.code}/tin-bao/{told.id}/").content.decode()
    assert "Nội dung không còn như lúc gửi" in page
