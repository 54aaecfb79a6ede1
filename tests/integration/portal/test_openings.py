"""A citizen reads which officers opened her dossiers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import actions, queries
from motcua.dossiers.queries import readings
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser, officers_browser
from tests.integration.people import person

__all__ = ["officers_browser"]

READ = "/tai-khoan/mo-ho-so/"


@pytest.fixture
def clerk(officer):
    return officer(Role.CLERK, name="Nguyễn Thị Tiếp Nhận")


def opens(dossier, viewer, times=1, **what):
    for _ in range(times):
        actions.note_reading(dossier_id=dossier.id, viewer=viewer, at=NOW, **what)


def test_each_opening_stands_on_her_page_without_the_officers_name(an, submitted, clerk):
    (attachment,) = queries.attachments_of(submitted)
    opens(submitted, clerk)
    opens(submitted, clerk, file=attachment.id)

    page = citizens_browser(an.id).get(READ).content.decode()
    assert submitted.code in page
    assert page.index("Đã mở tệp đính kèm") < page.index("Đã mở hồ sơ")
    assert "Tiếp Nhận" not in page


def test_what_an_officer_opens_in_her_browser_is_there(an, paid, clerk, officers_browser):
    assert "Chưa có cán bộ nào" in citizens_browser(an.id).get(READ).content.decode()
    assert officers_browser(clerk).get(f"/mot-cua/ho-so/{paid.code}/").status_code == 200
    assert paid.code in citizens_browser(an.id).get(READ).content.decode()


def test_nobody_reads_of_the_dossiers_of_others(submitted, clerk):
    opens(submitted, clerk)
    other = person(name="Trần B", subject="s-2", personal_id="049190000022")
    assert submitted.code not in citizens_browser(other.id).get(READ).content.decode()


def test_many_come_page_by_page_at_the_same_cost(an, submitted, clerk):
    browser = citizens_browser(an.id)
    costs = []
    for times in (1, readings.PAGE + 4):
        opens(submitted, clerk, times)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(READ).content.decode()
        costs.append(len(asked))
    assert costs[0] == costs[1]
    _, _, rest = page.partition(f"{READ}?truoc=")
    last = browser.get(f"{READ}?truoc={rest.split(chr(34))[0]}").content.decode()
    assert last.count(submitted.code) == 5


@pytest.mark.parametrize("written", ["x", "-1", "9" * 30, "²"])
def test_what_is_no_place_in_the_list_is_not_there(an, written):
    assert citizens_browser(an.id).get(READ, {"truoc": written}).status_code == 404
