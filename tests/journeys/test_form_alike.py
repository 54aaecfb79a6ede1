"""With script and without, the same is asked and the same is understood.

Both browsers fill in the same form before a server that answers by the rules alone. With script a
row, a list and what is computed come without reload; without it by buttons. In the end both send
the page, and what the server understands of it must be the same.
"""

from importlib import resources
from urllib.parse import parse_qs

import pytest
from django.template import engines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.eforms import definitions, rules
from tests.unit.eforms.country import Country
from tests.unit.eforms.making import TODAY, choices, component, definition, when

pytestmark = pytest.mark.django_db  # of the steady clock that all journeys have

SCRIPT = resources.files("motcua.ui").joinpath("js", "eform.js").read_text("utf-8")
LOGIC = {"json": {">": [{"var": "data.tong"}, 100]}}
FORM = definitions.parse(
    definition(
        component("radio", key="ai", values=choices("toi", "khac"), validate={"required": True}),
        component(key="ten", conditional=when("ai", "khac"), validate={"required": True}),
        component(
            "datagrid",
            key="nguoi",
            label="Thành viên",
            rowLabel="Thành viên",
            components=[
                component(key="ho_ten", label="Họ tên", validate={"required": True}),
                component("number", key="von", label="Vốn góp", validate={"max": 1000}),
            ],
            validate={"maxLength": 4},
        ),
        component(
            "number",
            key="tong",
            label="Tổng vốn",
            calculateValue={
                "reduce": [
                    {"var": "data.nguoi"},
                    {"+": [{"var": "accumulator"}, {"var": "current.von"}]},
                    0,
                ]
            },
            validate={"max": 1_000_000},
        ),
        component(
            key="nguon",
            label="Nguồn vốn",
            conditional=LOGIC,
            conditionText="Chỉ điền khi tổng vốn trên 100.",
            validate={"required": True},
        ),
        component("vnAddress", key="o", label="Nơi ở"),
    ),
    units=Country(TODAY),
)
(PAGE,) = FORM.pages
TEMPLATE = """{% from "eforms/fields.html" import page_fields, save_state %}
<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Mẫu</title>
<form method="post" action="/" data-autosave="/luu">
{{ page_fields(drawn.page, drawn.values, errors, {}, true, drawn.unmet) }}{{ save_state() }}
<button name="gui" value="1">Tiếp tục</button></form>
<script type="module" src="/eform.js"></script>"""


class Server:
    """Answers as the portal does, and keeps what was understood at last."""

    def __init__(self):
        self.understood = None
        self.rearranged = 0

    def respond(self, route):
        request = route.request
        posted = parse_qs(request.post_data or "", keep_blank_values=True)
        sent = {key: values if len(values) > 1 else values[0] for key, values in posted.items()}
        if request.url.endswith(".js"):
            route.fulfill(content_type="text/javascript", body=SCRIPT)
        elif request.url.endswith("/luu"):
            drawn = rules.drawn(FORM, PAGE, self._typed(sent))
            told = {"saved": True, "unmet": sorted(drawn.unmet), "computed": drawn.computed}
            route.fulfill(json=told)
        else:
            route.fulfill(content_type="text/html", body=self._page(sent))

    def _typed(self, sent):
        raw = rules.read(PAGE, sent)
        checked = rules.check_page(FORM, PAGE, raw, {}, today=TODAY)
        return {**checked.answers, **raw}

    def _page(self, sent):
        raw, errors = rules.read(PAGE, sent), {}
        again = rules.rearranged(PAGE, raw, sent)
        if again is not None:
            self.rearranged += 1
        elif "gui" in sent:
            checked = rules.check_page(FORM, PAGE, raw, {}, today=TODAY)
            self.understood = (checked.answers, {key: str(e) for key, e in checked.errors.items()})
            errors = checked.errors
        drawn = rules.drawn(FORM, PAGE, raw if again is None else again)
        return engines["jinja2"].from_string(TEMPLATE).render({"drawn": drawn, "errors": errors})


class Person:
    """Someone who fills in, step by step, what she can see."""

    def __init__(self, browser, *, script):
        self.context = browser.new_context(java_script_enabled=script)
        self.page = self.context.new_page()
        self.page.set_default_timeout(5_000)
        self.script = script

    def begins(self):
        self.server = Server()
        self.page.unroute("http://bieu-mau.test/**")
        self.page.route("http://bieu-mau.test/**", self.server.respond)
        self.page.goto("http://bieu-mau.test/")

    def answers(self, name, text):
        control = self.page.locator(f"[name='{name}']").first
        if text and control.count() and control.is_visible():
            self._until_told(lambda: (control.fill(text), control.blur()))

    def chooses(self, value):
        self._until_told(lambda: self.page.check(f"[name=ai][value={value}]", force=True))

    def presses(self, name):
        button = self.page.locator(f"button[name='{name}']").first
        if button.count():
            self._until_redrawn(button.click)

    def lives(self, level, code):
        control = self.page.locator(f"#o-{level}")
        if not control.count():
            return
        if self.script and level != "commune":
            self._until_redrawn(lambda: control.select_option(code))
            return
        control.select_option(code)
        if self.page.locator("button[name=chon-dia-chi]").count():
            self.presses("chon-dia-chi")

    def _until_redrawn(self, act):
        with self.page.expect_response(lambda one: one.url == "http://bieu-mau.test/"):
            act()
        self.page.wait_for_load_state()
        self.page.wait_for_timeout(20)

    def _until_told(self, act):
        """Act, and wait until the server has said what applies now."""
        if not self.script:
            act()
            return
        with self.page.expect_response("**/luu"):
            act()
        self.page.wait_for_timeout(10)

    def sends(self):
        with self.page.expect_response(lambda one: one.url == "http://bieu-mau.test/"):
            self.page.locator("button[name=gui]").click()
        return self.server.understood


@pytest.fixture
def people(browser):
    both = [Person(browser, script=True), Person(browser, script=False)]
    yield both
    for one in both:
        one.context.close()


ROW = st.tuples(st.sampled_from(["", "An", "Bình"]), st.sampled_from(["", "7", "60", "x", "5000"]))
STEPS = st.fixed_dictionaries(
    {
        "ai": st.sampled_from(["toi", "khac"]),
        "ten": st.sampled_from(["", "Chi"]),
        "rows": st.lists(ROW, min_size=1, max_size=3),
        "drop": st.booleans(),
        "nguon": st.sampled_from(["", "tiết kiệm"]),
        "home": st.sampled_from([(), ("49",), ("49", "502"), ("49", "502", "20335")]),
    }
)


def fill_in(person, steps):
    person.begins()
    person.chooses(steps["ai"])
    person.answers("ten", steps["ten"])
    for number, (name, share) in enumerate(steps["rows"], 1):
        if number > 1:
            person.presses("them-dong")
        person.answers(f"nguoi-{number}-ho_ten", name)
        person.answers(f"nguoi-{number}-von", share)
    if steps["drop"] and len(steps["rows"]) > 1:
        person.presses("bo-dong")
    person.answers("nguon", steps["nguon"])
    for level, code in zip(("province", "district", "commune"), steps["home"], strict=False):
        person.lives(level, code)
    return person.sends()


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_the_same_is_understood_with_script_and_without(people, steps):
    with_script, without = (fill_in(person, steps) for person in people)
    assert with_script == without


def test_with_script_what_is_computed_and_what_hangs_on_it_comes_without_reload(people):
    person, _ = people
    person.begins()
    page = person.page
    assert not page.locator("#nguon").is_visible()
    person.answers("nguoi-1-von", "60")
    person.presses("them-dong")
    person.answers("nguoi-2-von", "70")

    assert page.locator("#tong").text_content().strip() == "130"
    assert page.locator("#nguon").is_visible()
    assert person.server.understood is None
    assert page.evaluate("document.activeElement.name") != ""


def test_a_row_that_is_added_is_where_one_goes_on_typing(people):
    person, _ = people
    person.begins()
    person.presses("them-dong")
    assert person.page.evaluate("document.activeElement.name") == "nguoi-2-ho_ten"


def test_what_is_typed_while_a_row_comes_is_not_lost(people):
    person, _ = people
    person.begins()
    person.page.route(
        "http://bieu-mau.test/",
        lambda route: (
            person.page.evaluate("document.querySelector('[name=nguoi-1-ho_ten]').value = 'An'"),
            person.server.respond(route),
        ),
    )
    person.presses("them-dong")
    assert person.page.input_value("[name=nguoi-1-ho_ten]") == "An"
