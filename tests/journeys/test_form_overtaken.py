"""A slow line: what one does before the answer to what one did comes.

The server draws a row or a list only when the test lets it; the line may overtake itself.
"""

from urllib.parse import parse_qs

import pytest
from django.template import engines
from playwright.sync_api import expect

from motcua.eforms import definitions, rules
from tests.integration.people import JPEG
from tests.journeys.test_form_alike import SCRIPT
from tests.unit.eforms.country import Country
from tests.unit.eforms.making import TODAY, choices, component, definition

pytestmark = pytest.mark.django_db  # of the steady clock that all journeys have

FORM = definitions.parse(
    definition(
        component("vnAddress", key="o", label="Nơi ở"),
        component("radio", key="ai", values=choices("toi", "khac")),
        component(
            "datagrid",
            key="nguoi",
            label="Thành viên",
            rowLabel="Thành viên",
            components=[component(key="ho_ten", label="Họ tên")],
            validate={"maxLength": 5},
        ),
        component("file", key="tep", filePattern=".jpg", fileMaxSize="5MB"),
        component(key="ghi_chu", label="Ghi chú"),
    ),
    units=Country(TODAY),
)
(PAGE,) = FORM.pages
TEMPLATE = """{% from "eforms/fields.html" import page_fields, save_state %}
<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Mẫu</title>
<form method="post" action="/" data-autosave="/luu" data-uploads="/tep/"
 data-sending="{name} {percent}" data-waiting="đợi" data-failed="hỏng">
<input type="hidden" name="csrfmiddlewaretoken" value="t">
{{ page_fields(drawn.page, drawn.values, {}, files, true, drawn.unmet) }}{{ save_state() }}
<button name="gui" value="1">Tiếp tục</button></form>
<script type="module" src="/eform.js"></script>"""
GIVEN = {"tep": {"id": "1", "name": "cccd.jpg", "size": 3, "sha256": "0" * 64}}


class SlowLine:
    """Answers what is drawn when it is let through, the last question first."""

    def __init__(self, page):
        self.page, self.held, self.holds = page, [], False
        self.files, self.sent, self.refuses = {}, 0, False
        page.set_default_timeout(5_000)
        page.route("http://bieu-mau.test/**", self._respond)
        page.goto("http://bieu-mau.test/")
        page.fill("[name=nguoi-1-ho_ten]", "Một")
        for row, name in enumerate(("Hai", "Ba"), 2):
            page.click("button[name=them-dong]")
            page.fill(f"[name=nguoi-{row}-ho_ten]", name)

    def _respond(self, route):
        url, method = route.request.url, route.request.method
        if url.endswith(".js"):
            route.fulfill(content_type="text/javascript", body=SCRIPT)
        elif url.endswith("/luu"):
            route.fulfill(json={"saved": True, "unmet": [], "computed": {}})
        elif "/tep/" in url:
            self._take(route, method)
        else:
            self._draw(route, route.request.post_data or "")

    def _draw(self, route, posted):
        answer = {"content_type": "text/html; charset=utf-8"}
        if "gui=1" in posted:
            self.sent += 1
            route.fulfill(**answer, body="<h1>Đã gửi</h1>")
            return
        answer["body"] = self._page(posted)
        if self.holds:
            self.held.append((route, answer))
        else:
            route.fulfill(**answer)

    def _take(self, route, method):
        if self.refuses:
            route.fulfill(status=422, json={"message": "Có mã độc"})
        elif method == "POST":
            route.fulfill(status=201, headers={"Location": "/tep/1/"})
        elif method == "HEAD":
            route.fulfill(status=200, headers={"Upload-Offset": "0"})
        else:
            self.files = GIVEN
            route.fulfill(status=204, headers={"Upload-Offset": str(len(JPEG))})

    def _page(self, posted):
        sent = {key: one[0] for key, one in parse_qs(posted, keep_blank_values=True).items()}
        raw = rules.read(PAGE, sent)
        again = rules.rearranged(PAGE, raw, sent)
        drawn = rules.drawn(FORM, PAGE, raw if again is None else again)
        template = engines["jinja2"].from_string(TEMPLATE)
        return template.render({"drawn": drawn, "files": self.files})

    def lets_through(self):
        """Answer what is held, and what is asked because of that."""
        self.page.wait_for_timeout(50)
        while self.held:
            route, answer = self.held.pop()
            route.fulfill(**answer)
            self.page.wait_for_timeout(50)
        self.holds = False

    def names(self):
        found = self.page.locator("[name^=nguoi-][name$=-ho_ten]")
        return [one.input_value() for one in found.all()]

    def chooses_file(self):
        file = {"name": "cccd.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
        self.page.set_input_files("#tep", file)


@pytest.fixture
def line(browser):
    context = browser.new_context()
    yield SlowLine(context.new_page())
    context.close()


def test_the_list_belongs_to_what_was_chosen_last(line):
    line.holds = True
    line.page.select_option("#o-province", "49")
    line.page.select_option("#o-province", "48")
    line.lets_through()

    assert line.page.input_value("#o-province") == "48"
    listed = line.page.locator("#o-district option").all_inner_texts()
    assert "Quận Liên Chiểu" in listed
    assert "Thành phố Tam Kỳ" not in listed


def test_a_row_that_is_asked_for_twice_comes_once(line):
    line.holds = True
    line.page.dblclick("button[name=them-dong]")
    line.lets_through()
    assert line.names() == ["Một", "Hai", "Ba", ""]


def test_a_row_that_is_dropped_twice_takes_no_other_with_it(line):
    line.holds = True
    line.page.evaluate("for (const _ of [1, 2]) document.querySelector('[value=nguoi-1]').click()")
    line.lets_through()
    assert line.names() == ["Hai", "Ba"]


def test_nobody_types_into_a_row_that_is_about_to_have_another_number(line):
    line.holds = True
    line.page.click("[value=nguoi-1]")
    line.page.wait_for_timeout(50)
    assert line.page.evaluate(
        "document.querySelector('[name=nguoi-2-ho_ten]').matches('[inert] *')"
    )
    line.lets_through()
    line.page.fill("[name=nguoi-2-ho_ten]", "Bốn")
    assert line.names() == ["Hai", "Bốn"]


def test_what_is_answered_meanwhile_stands(line):
    line.holds = True
    line.page.click("button[name=them-dong]")
    line.page.check("[name=ai][value=khac]", force=True)
    line.page.fill("[name=nguoi-2-ho_ten]", "Hai Bà")
    line.page.fill("#ghi_chu", "Gấp")
    line.lets_through()

    assert line.page.is_checked("[name=ai][value=khac]")
    assert line.names() == ["Một", "Hai Bà", "Ba", ""]
    assert line.page.input_value("#ghi_chu") == "Gấp"


def test_who_types_elsewhere_goes_on_typing_there(line):
    line.holds = True
    line.page.click("button[name=them-dong]")
    line.page.focus("#ghi_chu")
    line.page.keyboard.type("Gấ")
    line.lets_through()
    line.page.keyboard.type("p")
    assert line.page.input_value("#ghi_chu") == "Gấp"


def test_a_file_that_came_before_the_row_is_not_forgotten_with_it(line):
    line.holds = True
    line.page.click("button[name=them-dong]")
    line.chooses_file()
    line.lets_through()

    expect(line.page.locator(".mc-uploaded")).to_contain_text("cccd.jpg")
    assert line.names() == ["Một", "Hai", "Ba", ""]


def test_a_page_that_is_sent_while_a_file_is_on_its_way_goes_after_it(line):
    line.holds = True
    line.chooses_file()
    line.page.click("button[name=gui]")
    line.page.wait_for_timeout(50)
    assert line.sent == 0
    line.lets_through()
    expect(line.page.locator("h1")).to_have_text("Đã gửi")
    assert line.sent == 1


def test_a_page_that_is_sent_while_a_list_comes_goes_after_it(line):
    line.holds = True
    line.page.select_option("#o-province", "49")
    line.page.click("button[name=gui]")
    line.page.wait_for_timeout(50)
    assert line.sent == 0
    line.lets_through()
    expect(line.page.locator("h1")).to_have_text("Đã gửi")


def test_why_a_file_is_refused_is_said_though_a_row_came_meanwhile(line):
    line.holds = line.refuses = True
    line.page.click("button[name=them-dong]")
    line.chooses_file()
    line.lets_through()
    expect(line.page.get_by_role("alert")).to_have_text("Có mã độc")
