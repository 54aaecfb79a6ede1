"""The controller's pages: list, sections, rows without script, publication, history."""

from html.parser import HTMLParser

import pytest

from motcua.catalogue import actions, queries
from motcua.catalogue.models import ProcedureDraft, ProcedureVersion
from motcua.identity.types import Role
from tests.integration.delivery import NOW, PROCEDURE, SEED

LIST = "/danh-muc/"
DRAFT = f"/danh-muc/{PROCEDURE}/ban-thao/"


@pytest.fixture
def browser(officer, officers_browser, as_site):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


@pytest.fixture
def draft(browser):
    browser.post(f"/danh-muc/{PROCEDURE}/sua/")
    return ProcedureDraft.objects.get()


class Boxes(HTMLParser):
    """What the boxes of a page hold, as a browser would post it."""

    def __init__(self):
        super().__init__()
        self.found, self.area, self.select = {}, None, None

    def handle_starttag(self, tag, attributes):
        begin = getattr(self, f"begin_{tag}", None)
        if begin:
            begin(dict(attributes))

    def begin_input(self, given):
        kind = given.get("type", "text")
        if kind in {"text", "hidden"} or (kind == "checkbox" and "checked" in given):
            self.found.setdefault(given["name"], []).append(given.get("value", ""))

    def begin_textarea(self, given):
        self.area = given["name"]
        self.found[self.area] = [""]

    def begin_select(self, given):
        self.select = given["name"]

    def begin_option(self, given):
        if "selected" in given:
            self.found[self.select] = [given["value"]]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.found[self.area] = [data.removeprefix("\n")]


def boxes(browser, key):
    reader = Boxes()
    reader.feed(browser.get(f"{DRAFT}{key}/").text)
    return reader.found


def test_only_controllers_come_in(officer, officers_browser, as_site, offered):
    as_site("agency")
    browser = officers_browser(officer(Role.CLERK))
    for address in (LIST, DRAFT, f"{DRAFT}chung/", f"/danh-muc/{PROCEDURE}/cong-bo/"):
        assert browser.get(address).status_code == 403


def test_the_list_finds_by_words_code_sector_and_state(browser):
    for question in ("?tim=trich+luc", f"?tim={PROCEDURE}", "?linh-vuc=H%E1%BB%99+t%E1%BB%8Bch"):
        assert "Cấp bản sao trích lục" in browser.get(LIST + question).text
    assert "Không có thủ tục nào khớp" in browser.get(LIST + "?tim=dat+dai").text
    assert "Không có thủ tục nào khớp" in browser.get(LIST + "?trang-thai=dang-sua").text


def test_the_list_is_paged_by_name_and_asks_no_more_for_more_rows(
    browser, monkeypatch, django_assert_max_num_queries
):
    from motcua.catalogue.queries import drafts

    monkeypatch.setattr(drafts, "PAGE", 2)
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    for number in range(1, 5):
        actions.publish_version(
            content={**content, "code": f"9.90000{number}", "name": f"Thử {number}"},
            valid_from=queries.current_version(PROCEDURE).valid_from,
            by=SEED,
            at=NOW,
        )
    seen, after = [], ""
    for _ in range(3):
        with django_assert_max_num_queries(1):
            page = queries.listed(queries.Wanted(after=after))
        seen += [one.code for one in page.procedures]
        after = page.after
    assert seen == [PROCEDURE, *(f"9.90000{number}" for number in range(1, 5))]
    assert after == ""


@pytest.mark.parametrize(
    "key",
    ["chung", "trinh-tu", "cach-thuc", "giay-to", "phi", "ket-qua", "can-cu", "tu-khoa", "dien-tu"],
)
def test_a_section_posted_as_it_was_shown_changes_nothing(browser, draft, key):
    answer = browser.post(f"{DRAFT}{key}/", boxes(browser, key))

    assert answer.status_code == 302, answer.text
    after = ProcedureDraft.objects.get()
    assert (after.content, after.version) == (draft.content, 2)


def test_a_row_is_added_and_taken_away_without_script_and_nothing_is_lost(browser, draft):
    given = boxes(browser, "giay-to")
    given["papers-0-name"] = ["Đang gõ dở"]
    added = browser.post(f"{DRAFT}giay-to/", {**given, "them": "papers"})
    assert "Đang gõ dở" in added.text
    assert 'name="papers-3-name"' in added.text

    taken = browser.post(f"{DRAFT}giay-to/", {**given, "bo": "papers-1"})
    assert 'name="papers-2-name"' not in taken.text
    assert "giay-to-tuy-than" not in taken.text
    assert ProcedureDraft.objects.get().version == 1


def test_what_is_wrong_is_said_at_its_box_and_typed_words_stay(browser, draft):
    given = boxes(browser, "phi")
    answer = browser.post(f"{DRAFT}phi/", {**given, "fees-0-amount": "tám nghìn"})

    assert answer.status_code == 422
    assert "“Mức thu (đồng)” phải là số nguyên. Chỉ ghi chữ số" in answer.text
    assert 'href="#fees-0-amount"' in answer.text
    assert "tám nghìn" in answer.text
    assert ProcedureDraft.objects.get().version == 1


def test_a_lost_update_is_told_and_the_words_are_shown_again(browser, draft):
    given = boxes(browser, "chung")
    browser.post(f"{DRAFT}chung/", {**given, "summary": "Lần một"})
    answer = browser.post(f"{DRAFT}chung/", {**given, "summary": "Lần hai"})

    assert answer.status_code == 409
    assert "đã lưu bản thảo này lúc" in answer.text
    assert "Lần hai" in answer.text


def test_a_draft_is_compared_published_and_found_in_the_history(browser, draft):
    given = boxes(browser, "chung")
    browser.post(f"{DRAFT}chung/", {**given, "summary": given["summary"][0] + " Thêm câu."})
    assert "<ins>Thêm câu.</ins>" in browser.get(DRAFT).text

    page = browser.get(f"/danh-muc/{PROCEDURE}/cong-bo/")
    assert "<ins>Thêm câu.</ins>" in page.text
    from motcua.agencies import queries as agencies

    day = f"{agencies.legal_today():%d/%m/%Y}"
    form = {"phien_ban": "2", "ap_dung": day, "ho_so": "upgrade"}
    refused = browser.post(f"/danh-muc/{PROCEDURE}/cong-bo/", {**form, "ap_dung": "01/01/2020"})
    assert refused.status_code == 422
    assert "không được trước hôm nay" in refused.text
    answer = browser.post(f"/danh-muc/{PROCEDURE}/cong-bo/", form)
    assert answer.status_code == 302
    assert ProcedureVersion.objects.get(number=2).running == "upgrade"

    history = browser.get(f"/thu-tuc/{PROCEDURE}/phien-ban/?tu=1&den=2").text
    assert "<ins>Thêm câu.</ins>" in history
    assert "Cán bộ" in history


def test_strangers_read_the_history_without_names(client, offered, as_site):
    as_site("agency")
    page = client.get(f"/thu-tuc/{PROCEDURE}/phien-ban/").text
    assert "Phiên bản 1" in page
    assert "Người công bố" not in page


def test_a_new_procedure_begins_on_the_list(browser):
    refused = browser.post(LIST, {"ma": "x", "ten": "Thử"})
    assert refused.status_code == 422
    assert browser.post(LIST, {"ma": "9.900001", "ten": "Thử"}).status_code == 302
    page = browser.get("/danh-muc/9.900001/ban-thao/").text
    assert "Chưa công bố được" in page
    assert "Thủ tục mới đang soạn" in browser.get(LIST).text


def test_a_controller_of_a_unit_does_not_rewrite_what_holds_for_all(
    officer, officers_browser, as_site
):
    as_site("agency")
    unit = officers_browser(officer(Role.CONTROLLER, agency="H47.40.2"))

    assert unit.get(LIST).status_code == 200
    assert unit.post(f"/danh-muc/{PROCEDURE}/sua/").status_code == 403
    assert unit.post(LIST, {"ma": "9.900999", "ten": "Thủ tục thử"}).status_code == 403
    assert not ProcedureDraft.objects.exists()


def test_what_the_system_published_is_said_in_words(browser):
    page = browser.get(f"/thu-tuc/{PROCEDURE}/phien-ban/").text
    assert "Hệ thống" in page
    assert ">system<" not in page
    assert "System" in browser.get(f"/en/thu-tuc/{PROCEDURE}/phien-ban/").text
