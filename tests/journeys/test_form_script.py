"""The script of electronic forms: what comes and goes, and the draft that saves itself."""

from importlib import resources

import pytest
from django.template import engines

from motcua.eforms import rules
from tests.unit.eforms.making import TODAY, choices, component, form, when

pytestmark = pytest.mark.django_db  # of the steady clock that all journeys have

SCRIPT = resources.files("motcua.ui").joinpath("js", "eform.js").read_text("utf-8")
FORM = form(
    component("radio", key="quan_he", values=choices("toi", "khac")),
    component(key="ai", conditional=when("quan_he", "khac")),
    component("checkbox", key="tre_em", conditional=when("quan_he", "khac")),
    component(key="giam_ho", conditional=when("tre_em", "true")),
    component("selectboxes", key="giay_to", values=choices("a", "b")),
    component(key="so_b", conditional=when("giay_to", "b")),
    component(key="khong_a", conditional=when("giay_to", "a", show=False)),
    component("select", key="noi", data={"values": choices("x", "y")}),
    component(key="noi_y", conditional=when("noi", "y")),
    component("number", key="con"),
    component(key="khong_con", conditional=when("con", "0")),
    component("day", key="ngay"),
    component("file", key="tep", filePattern=".pdf", fileMaxSize="5MB"),
)
(PAGE,) = FORM.pages
CONDITIONAL = [field.key for field in PAGE.fields if field.condition]
TEMPLATE = """{% from "eforms/fields.html" import page_fields, save_state %}
<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Mẫu</title>
<form method="post" data-autosave="/luu"><input type="hidden" name="csrfmiddlewaretoken" value="t">
{{ page_fields(page, {}, {}, {}) }}{{ save_state() }}<button>Tiếp tục</button></form>
<script type="module" src="/eform.js"></script>"""


class Desk:
    """A page with the form at an address that only the test answers."""

    def __init__(self, page):
        self.page = page
        self.saved = []
        self.answer = 200
        page.clock.install()
        page.route("http://bieu-mau.test/**", self._respond)
        page.goto("http://bieu-mau.test/")

    def _respond(self, route):
        if route.request.url.endswith("/luu"):
            self.saved.append(route.request.post_data or "")
            route.fulfill(status=self.answer, json={"saved": True, "unmet": [], "computed": {}})
        elif route.request.url.endswith(".js"):
            route.fulfill(content_type="text/javascript", body=SCRIPT)
        else:
            drawn = engines["jinja2"].from_string(TEMPLATE).render({"page": PAGE})
            route.fulfill(content_type="text/html", body=drawn)

    def shows(self):
        return [key for key in CONDITIONAL if self.page.locator(f"#{key}").is_visible()]

    def sends(self):
        pairs = self.page.evaluate("[...new FormData(document.forms[0])].filter(p => !p[1].name)")
        sent = {}
        for name, value in pairs:
            sent.setdefault(name, []).append(value)
        return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}

    def says(self):
        return self.page.locator("[data-save-state]").text_content()


@pytest.fixture
def desk(browser):
    context = browser.new_context(timezone_id="Asia/Ho_Chi_Minh")
    yield Desk(context.new_page())
    context.close()


STEPS = [
    ("check", "#quan_he-2"),
    ("check", "#tre_em"),
    ("check", "#quan_he"),
    ("check", "#giay_to-2"),
    ("check", "#giay_to"),
    ("fill", "#con", "0"),
    ("select_option", "#noi", "y"),
    ("check", "#quan_he-2"),
    ("uncheck", "#giay_to"),
    ("fill", "#con", "2"),
]


def test_the_browser_shows_what_the_server_would_ask(desk):
    seen = set()
    for does, *where in [("check", "#quan_he"), *STEPS]:
        getattr(desk.page, does)(*where)
        raw = rules.read(PAGE, desk.sends())
        answers = rules.check_page(FORM, PAGE, raw, {}, today=TODAY).answers
        asked = [key for key in CONDITIONAL if key in rules.visible(FORM, answers)]
        assert desk.shows() == asked
        seen.update(asked)
    assert seen == set(CONDITIONAL)


def test_a_draft_is_saved_when_one_pauses(desk):
    desk.page.fill("#con", "1")
    desk.page.clock.run_for(1_500)
    desk.page.fill("#con", "12")
    desk.page.clock.run_for(1_500)
    assert desk.saved == []

    with desk.page.expect_response("**/luu"):
        desk.page.clock.run_for(600)

    assert "csrfmiddlewaretoken=t" in desk.saved[0]
    assert "con=12" in desk.saved[0]
    assert "tep=" not in desk.saved[0]
    desk.page.wait_for_function("document.querySelector('[data-save-state]').textContent")
    assert desk.says().startswith("Đã lưu lúc ")


def test_a_draft_that_was_not_saved_is_tried_again(desk):
    desk.answer = 503
    desk.page.fill("#con", "1")
    with desk.page.expect_response("**/luu"):
        desk.page.clock.run_for(2_000)
    desk.page.wait_for_function("document.querySelector('[data-save-state]').textContent")
    assert desk.says() == "Chưa lưu được, sẽ thử lại"

    desk.answer = 200
    with desk.page.expect_response("**/luu"):
        desk.page.clock.run_for(15_000)

    desk.page.wait_for_function(
        "document.querySelector('[data-save-state]').textContent.startsWith('Đã')"
    )
    assert len(desk.saved) == 2
