"""At the counter and beside a citizen who does not write: the pages, from the card to the code."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.urls.converters import UUIDConverter

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, Draft, Sitting
from motcua.dossiers.types import Filing, Status
from motcua.identity import queries as identity
from motcua.identity import sessions
from motcua.identity.models import Person
from motcua.identity.types import Role
from motcua.notifications.models import Notice
from motcua.onestop import urls
from motcua.privacy import sealing
from tests.integration.delivery import AN_MY, NOW, PROCEDURE
from tests.integration.pages import citizens_browser
from tests.integration.people import ANSWERS, JPEG, person

SCAN = "049195000011||Nguyễn Thị Lan|18101995|Nữ|12 Hùng Vương, An Mỹ, Tam Kỳ, Quảng Nam|05042021\n"
TYPED = {
    "full_name": "Nguyễn Thị Lan",
    "personal_id": "049195000011",
    "birth_date": "18101995",
    "residence": "12 Hùng Vương, An Mỹ, Tam Kỳ, Quảng Nam",
    "phone": "0905 123 456",
}
HELPED = {"helping", "help", "suggest-help", "go-on", "agree", "confirm", "close-sitting", "served"}


@pytest.fixture
def clerk(officer):
    return officer(Role.CLERK, name="Tiếp Nhận")


@pytest.fixture
def helper(officer):
    return officer(Role.HELPER, name="Tình Nguyện")


def counter(code=PROCEDURE):
    return reverse("onestop:receive", args=[code])


def begins(browser, **changes):
    """Begin at the counter with a person who is typed; return the first page of the form."""
    answer = browser.post(counter(), {**TYPED, "way": "counter", **changes}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.request["PATH_INFO"]


def fills(browser, path, *, upload):
    """Answer everything; the page with the papers is sent by the browser. Return the review."""
    draft = Draft.objects.get()
    owner = identity.citizen(draft.owner_id)
    form, filled = queries.form_of_draft(draft), queries.filled(draft)
    answers = {**filled.answers, **ANSWERS}
    filled = filled.with_answers(answers, {})
    actions.save_answers(draft_id=draft.id, owner=owner, filled=filled, at=draft.saved_at)
    (page,) = [one for one in form.pages if form.field("giay_to") in one.fields]
    data = {field.key: str(answers.get(field.key, "")) for field in page.fields} | {"lan": "0"}
    for field in page.fields:
        if field.kind == "tick":
            data[field.key] = "true"
        elif field.kind == "file" and upload:
            data[field.key] = SimpleUploadedFile("anh.jpg", JPEG)
        elif field.kind == "file":
            data |= {field.key: "", f"{field.key}-ban-chinh": "1", f"{field.key}-ban-sao": "2"}
    browser.post(reverse("portal:page", args=[draft.id, page.key]), data, follow=True)
    review = reverse("portal:review", args=[draft.id])
    assert browser.get(review).status_code == 200
    return review


def moment():
    return Draft.objects.get().saved_at.isoformat()


def code_in_sms():
    notice = Notice.objects.latest("queued_at", "id")
    return sealing.unseal(bytes(notice.values), place=f"notifications_notice.values:{notice.id}")[
        "code"
    ]


def test_a_scan_fills_the_person_in(offered, clerk, officers_browser):
    page = officers_browser(clerk).post(counter(), {"card": SCAN}).content.decode()

    assert 'value="Nguyễn Thị Lan"' in page
    assert 'value="049195000011"' in page
    assert 'value="18/10/1995"' in page
    assert not Person.objects.exists()


def test_a_scan_that_lost_its_letters_is_said_to_have(offered, clerk, officers_browser):
    browser = officers_browser(clerk)
    page = browser.post(counter(), {"card": SCAN.replace("ễ", "?")}).content.decode()
    assert "Máy quét làm hỏng chữ có dấu ở họ và tên" in page
    page = browser.post(counter(), {"card": "abc"}).content.decode()
    assert "không phải mã trên thẻ căn cước" in page
    assert 'id="card"' in page


def test_a_walk_in_goes_from_the_person_to_the_receipt(offered, clerk, officers_browser):
    browser = officers_browser(clerk)
    first = begins(browser)
    assert "Đang khai cho Nguyễn Thị Lan" in browser.get(first).content.decode()
    review = fills(browser, first, upload=False)
    text = browser.get(review).content.decode()
    assert "Bản giấy: 1 bản chính, 2 bản sao" in text
    assert "Lệ phí nộp tại bộ phận một cửa." in text
    sitting = Sitting.objects.get()

    answer = browser.post(
        reverse("onestop:receive-now", args=[sitting.id]),
        {"luc": moment()},
    )

    assert answer["Location"] == reverse("onestop:served", args=[sitting.id])
    assert answer["Clear-Site-Data"] == '"cache"'
    dossier = Dossier.objects.get()
    assert (dossier.filing, dossier.status) == (Filing.COUNTER, Status.ACCEPTED)
    done = browser.get(answer["Location"]).content.decode()
    assert dossier.code in done
    receipt = browser.get(reverse("onestop:paper", args=[dossier.code, "receipt"]))
    assert receipt.status_code == 200
    assert receipt["Content-Type"] == "application/pdf"
    assert (
        "Bản giấy: 1 bản chính, 2 bản sao"
        in browser.get(reverse("onestop:case", args=[dossier.code])).content.decode()
    )
    assert browser.get(review).status_code in {302, 404}


def test_a_second_citizen_waits_for_the_first_to_end(offered, clerk, officers_browser):
    browser = officers_browser(clerk)
    begins(browser)

    answer = browser.post(counter(), {**TYPED, "way": "counter"})
    assert answer.status_code == 422
    assert "chưa kết thúc" in answer.content.decode()
    assert Person.objects.count() == 1
    assert (
        "Bạn đang phục vụ một người dân" in browser.get(reverse("onestop:counter")).content.decode()
    )

    sitting = Sitting.objects.get()
    browser.post(reverse("onestop:close-sitting", args=[sitting.id]))
    begins(browser)


def test_what_is_ended_opens_for_nobody(offered, clerk, officers_browser):
    browser = officers_browser(clerk)
    first = begins(browser)
    assert browser.get(first)["Cache-Control"] == "no-store"
    browser.post(reverse("onestop:close-sitting", args=[Sitting.objects.get().id]))

    assert not Draft.objects.exists()
    assert browser.get(first).status_code in {302, 404}


def test_another_browser_of_hers_goes_on_only_by_the_counter(offered, clerk, officers_browser):
    first = begins(officers_browser(clerk))
    other = officers_browser(clerk)

    assert other.get(first).status_code == 302
    sitting = Sitting.objects.get()
    other.post(reverse("onestop:go-on", args=[sitting.id]))
    assert other.get(first).status_code == 200


def test_what_ended_stands_in_nobodys_own_way(offered, offer, clerk, officers_browser):
    """At the same screen a citizen signs in herself, and goes on with what is hers."""
    browser = officers_browser(clerk)
    begins(browser)
    actions.close_sitting(
        sitting_id=Sitting.objects.get().id, viewer=clerk, at=Sitting.objects.get().seen_at
    )
    herself = person("Nguyễn Thị Lan", "s-9", TYPED["personal_id"])
    mine = actions.begin_draft(offer=offer, owner=herself, at=NOW)
    session = browser.session
    sessions.enter(session, herself.id)
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    path = reverse("portal:resume", args=[mine.id])
    assert browser.get(path, follow=True).status_code == 200


@pytest.mark.parametrize("agency", [AN_MY, "H47.40.1"])
def test_no_other_clerk_opens_the_draft(offered, clerk, officer, officers_browser, agency):
    first = begins(officers_browser(clerk))
    sitting = Sitting.objects.get()
    other = officers_browser(officer(Role.CLERK, agency=agency, name="Người Khác"))

    other.post(reverse("onestop:go-on", args=[sitting.id]))
    assert other.get(first).status_code == 302
    for name in ("go-on", "agree", "confirm", "receive-now", "served"):
        path = reverse(f"onestop:{name}", args=[sitting.id])
        assert {other.get(path).status_code, other.post(path).status_code} <= {404, 405, 422}, name
    other.post(reverse("onestop:close-sitting", args=[sitting.id]))
    assert Draft.objects.count() == 1


def test_citizens_never_see_what_is_typed_at_the_counter(offered, clerk, officers_browser):
    """Not even one whose id number was typed: she may be another, or somebody says to be her."""
    first = begins(officers_browser(clerk))
    same = person("Nguyễn Thị Lan", "s-9", TYPED["personal_id"])

    browser = citizens_browser(same.id)
    assert browser.get(first).status_code == 404
    assert "Bản nháp" not in browser.get(reverse("portal:mine")).content.decode() or (
        first.split("/")[2] not in browser.get(reverse("portal:mine")).content.decode()
    )


def test_who_loses_her_role_is_out_at_once(offered, clerk, officers_browser):
    from datetime import date

    from motcua.identity import actions as identity
    from motcua.identity.models import StaffAccount
    from tests.integration.delivery import NOW, SEED

    browser = officers_browser(clerk)
    first = begins(browser)
    identity.end_roles(
        account=StaffAccount.objects.get(actor_id=clerk.actor.id),
        roles=[Role.CLERK],
        on=date(2021, 10, 20),
        by=SEED,
        at=NOW,
    )
    answer = browser.get(first)
    assert answer.status_code == 302
    assert "/dang-nhap/" in answer["Location"]
    assert browser.get("/mot-cua/").headers["Location"].startswith("/dang-nhap/")


def test_a_helper_sees_nothing_of_the_one_stop(offered, paid, helper, officers_browser):
    browser = officers_browser(helper)
    for one in urls.urlpatterns:
        asked = {
            key: uuid4() if isinstance(kind, UUIDConverter) else 1 if key == "number" else paid.code
            for key, kind in one.pattern.converters.items()
        }
        path = reverse(f"onestop:{one.name}", kwargs=asked)
        codes = {browser.get(path).status_code, browser.post(path).status_code}
        if one.name in HELPED:
            assert codes <= {200, 302, 404, 405, 422}, one.name
            assert paid.owner_name not in browser.get(path).content.decode(), one.name
        else:
            assert codes <= {403, 405}, one.name


def helped(browser, helper, **changes):
    path = reverse("onestop:help", args=[PROCEDURE])
    data = {**TYPED, "agency": AN_MY, "consent": "code", **changes}
    answer = browser.post(path, data)
    assert answer.status_code == 302, answer.content.decode()
    return Sitting.objects.get(closed_at=None)


def test_a_citizen_who_does_not_write_files_by_two_codes(offered, helper, officers_browser):
    browser = officers_browser(helper)
    sitting = helped(browser, helper)
    agree = reverse("onestop:agree", args=[sitting.id])
    assert "đuôi 456" in browser.get(agree).content.decode()
    assert browser.post(agree, {"ma": "AAA-AAA"}).status_code == 422

    answer = browser.post(agree, {"ma": code_in_sms()}, follow=True)
    review = fills(browser, answer.request["PATH_INFO"], upload=True)
    assert "Để người dân xác nhận" in browser.get(review).content.decode()

    confirm = reverse("onestop:confirm", args=[sitting.id])
    assert "đuôi 456" in browser.post(confirm, {"gui": "1"}).content.decode()
    answer = browser.post(confirm, {"ma": code_in_sms(), "luc": moment()})

    assert answer["Location"] == reverse("onestop:served", args=[sitting.id])
    dossier = Dossier.objects.get()
    assert (dossier.filing, dossier.status) == (Filing.HELPED_ONLINE, Status.REGISTERED)
    done = browser.get(answer["Location"]).content.decode()
    assert dossier.code in done
    assert "Nguyễn Thị Lan" not in done
    assert browser.get(review).status_code in {302, 404}
    assert browser.get(confirm).status_code == 404


def test_a_helper_does_not_file_by_the_citizens_button(offered, helper, officers_browser):
    browser = officers_browser(helper)
    sitting = helped(browser, helper, consent="signature", phone="")
    agree = reverse("onestop:agree", args=[sitting.id])
    answer = browser.post(agree, {"ky": "1"}, follow=True)
    path = answer.request["PATH_INFO"]
    review = path.split("phan/")[0] + "xem-lai/"

    assert browser.post(review).status_code == 404
    assert browser.post(reverse("onestop:receive-now", args=[sitting.id])).status_code == 403
    assert not Dossier.objects.exists()


def test_who_has_no_phone_signs_what_was_printed(offered, helper, officers_browser):
    browser = officers_browser(helper)
    sitting = helped(browser, helper, consent="signature")
    agree = reverse("onestop:agree", args=[sitting.id])
    answer = browser.post(agree, {"ky": "1"}, follow=True)
    fills(browser, answer.request["PATH_INFO"], upload=True)

    answer = browser.post(
        reverse("onestop:confirm", args=[sitting.id]),
        {"da-ky": SimpleUploadedFile("da-ky.jpg", JPEG), "luc": moment()},
    )

    assert answer.status_code == 302, answer.content.decode()
    assert Sitting.objects.get().confirmation == "signature"


def test_a_phone_is_asked_for_where_a_code_is_to_go_there(offered, helper, officers_browser):
    path = reverse("onestop:help", args=[PROCEDURE])
    data = {**TYPED, "phone": "", "agency": AN_MY, "consent": "code"}
    answer = officers_browser(helper).post(path, data)
    assert answer.status_code == 422
    assert "Ghi số di động để gửi mã" in answer.content.decode()


def test_procedures_are_found_by_words_and_by_what_she_did_last(offered, clerk, officers_browser):
    browser = officers_browser(clerk)
    begins(browser)
    browser.post(reverse("onestop:close-sitting", args=[Sitting.objects.get().id]))

    page = browser.get(reverse("onestop:counter")).content.decode()
    assert 'accesskey="1"' in page
    answer = browser.get(reverse("onestop:counter"), {"tim": PROCEDURE})
    assert answer["Location"] == counter()
    found = browser.get(reverse("onestop:suggest"), {"tim": "trich luc"}).json()
    assert any(one["href"] == counter() for one in found["suggestions"])


def test_a_stranger_is_sent_to_sign_in(offered):
    assert "/dang-nhap/" in Client().get(reverse("onestop:counter"))["Location"]
