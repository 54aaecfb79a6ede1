"""What a citizen sees and does of a dossier that waits for her, or that she wants back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.dossiers import queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from tests.integration.dossiers.moving import Cast
from tests.integration.pages import citizens_browser
from tests.integration.people import JPEG


@pytest.fixture
def cast(paid, an, officer):
    return Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST),
        leader=officer(Role.LEADER),
    )


@pytest.fixture
def browser(an):
    return citizens_browser(an.id)


def address(name, cast):
    return reverse(f"portal:{name}", args=[cast.dossier.code])


def seen(browser, cast):
    page = browser.get(address("dossier", cast))
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("status", Status)
def test_the_page_of_a_dossier_says_where_it_is_in_every_status(cast, browser, status):
    cast.reach(status)

    # Her charge is due still: what was paid is only said to be.
    waits = "Hồ sơ đã nộp." if status is Status.REGISTERED else status.plain.split(";")[0]
    assert waits in seen(browser, cast)


def test_a_request_is_answered_with_files_and_the_clock_goes_on(cast, browser):
    cast.reach(Status.SUPPLEMENT)
    assert "Bản chụp rõ trang 2" in seen(browser, cast)
    files = [SimpleUploadedFile(f"trang-{one}.jpg", JPEG, "image/jpeg") for one in (1, 2)]
    answer = browser.post(address("answer", cast), {"tep": files, "giai-trinh": ""})

    assert answer.status_code == 302
    assert cast.status is Status.PROCESSING
    (asked,) = queries.supplements_of(cast.dossier.id)
    assert asked.files.count() == 2


def test_an_answer_without_anything_is_refused(cast, browser):
    cast.reach(Status.SUPPLEMENT)
    answer = browser.post(address("answer", cast), {"giai-trinh": " "})

    assert answer.status_code == 422
    assert "Chưa có tệp hay lời giải trình" in answer.content.decode()
    assert cast.status is Status.SUPPLEMENT


def test_a_file_of_another_kind_is_refused_and_the_request_stays(cast, browser):
    cast.reach(Status.SUPPLEMENT)
    wrong = SimpleUploadedFile("a.pdf", b"MZ not a paper", "application/pdf")
    answer = browser.post(address("answer", cast), {"tep": [wrong], "giai-trinh": "Đây"})

    assert answer.status_code == 422
    assert cast.status is Status.SUPPLEMENT


def test_a_request_before_receipt_is_answered_too(cast, browser):
    cast.do("ask_to_complete")
    assert "Cần bạn bổ sung" in seen(browser, cast)
    browser.post(address("answer", cast), {"giai-trinh": "Xin gửi"})

    assert cast.status is Status.REGISTERED
    assert queries.open_supplement(cast.dossier.id) is None


def test_a_dossier_is_withdrawn_at_once_before_receipt(cast, browser):
    assert "Rút hồ sơ này" in seen(browser, cast)
    assert browser.post(address("withdraw", cast)).status_code == 302
    assert cast.status is Status.WITHDRAWN
    assert "Rút hồ sơ này" not in seen(browser, cast)


def test_a_dossier_under_way_is_withdrawn_by_asking(cast, browser):
    cast.reach(Status.PROCESSING)
    browser.post(address("withdraw", cast))

    assert cast.status is Status.PROCESSING
    assert "Bạn đã yêu cầu rút hồ sơ" in seen(browser, cast)


def test_nothing_is_withdrawn_or_answered_once_it_has_ended(cast, browser):
    cast.reach(Status.RETURNED)
    for name in ("withdraw", "answer"):
        assert browser.post(address(name, cast)).status_code == 422
    assert cast.status is Status.RETURNED


def test_what_is_to_be_paid_is_said_with_its_notice(cast, browser):
    cast.reach(Status.OBLIGATION)
    said = seen(browser, cast)

    assert "1.250.000" in said
    assert "123/TB-CCT" in said
