"""Pages as browsers get them, and what comes back from them."""

import gzip
import json

import pytest
from django.template import engines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from motcua.eforms import errors, kinds, rules
from motcua.eforms.types import GivenFile
from motcua.kernel.canonical import canonical
from tests.unit.eforms.making import TODAY, choices, component, form, when

FILE = {"filePattern": ".pdf,.jpg", "fileMaxSize": "5MB"}
ALL = form(
    component(key="mot_dong"),
    component("textarea", key="nhieu_dong"),
    component(key="theo_mau", validate={"pattern": "[a-z]{1,9}"}),
    component("email", key="thu"),
    component("phoneNumber", key="so"),
    component("personalId", key="ma"),
    component("number", key="nhom.dem", validate={"min": 1, "max": 99}),
    component("currency", key="nhom.tien"),
    component("day", key="ngay", maxDate="today"),
    component("radio", key="mot", values=choices("a", "b c", "<d>")[:2]),
    component("select", key="trong", data={"values": choices("a", "b")}),
    component("selectboxes", key="hop", values=choices("a", "b", "c")),
    component("checkbox", key="danh_dau"),
    component(key="theo", conditional=when("mot", "a")),
    component("file", key="tep", **FILE),
    component("hidden", key="an"),
    component("time", key="gio"),
    component("taxCode", key="thue"),
    component("number", key="le", decimalLimit=2),
)
(PAGE,) = ALL.pages
UPLOAD = GivenFile("0193", "can-cuoc.pdf", 312_345, "3f2a91bc" * 8)


def drawn(page=PAGE, answers=None, errors=None, files=None):
    template = engines["jinja2"].from_string(
        '{% from "eforms/fields.html" import page_fields, save_state %}'
        "<form>{{ page_fields(page, answers, errors, files) }}{{ save_state() }}</form>"
    )
    context = {"page": page, "answers": answers or {}, "errors": errors or {}, "files": files or {}}
    return template.render(context)


def sent(page_html):
    """What a browser would send back, untouched."""
    posted = {}
    for name, value in html.fromstring(page_html).forms[0].form_values():
        posted.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in posted.items()}


def checked(raw, known=None):
    return rules.check_page(ALL, PAGE, raw, known or {}, today=TODAY)


def refusals(found):
    return {key: type(error) for key, error in found.errors.items()}


JUNK = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["an@vidu.vn", "0905 123 456", "049090000001", "12", "8.000", "1990-02-01", "a", "b", "b c"]
)
ANSWERS = st.fixed_dictionaries(
    {}, optional={field.key: JUNK | st.sampled_from([True, ["a", "c"]]) for field in PAGE.fields}
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(ANSWERS)
def test_what_is_drawn_comes_back_as_it_was(found):
    adopted = {
        key: kinds.of(ALL.field(key)).adopt(ALL.field(key), value) for key, value in found.items()
    }
    candidates = {key: answer for key, answer in adopted.items() if answer is not None}
    wrong = {problem.key for problem in rules.check_all(ALL, candidates, today=TODAY)}
    answers = {key: answer for key, answer in candidates.items() if key not in wrong}
    answers = rules.relevant(ALL, answers)

    again = checked(rules.read(PAGE, sent(drawn(answers=answers))), answers)

    assert again.errors == {}
    assert again.answers == answers


TYPED = st.fixed_dictionaries(
    {},
    optional={
        name: JUNK
        for field in PAGE.fields
        for name in ([f"{field.key}-{part}" for part in ("day", "month", "year")]
                     if field.kind == "date" else [field.key])
        if field.kind not in {"choice", "choices", "tick"}
    },
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(TYPED)
def test_what_was_typed_is_shown_again_however_wrong_it_was(posted):
    raw = rules.read(PAGE, posted)
    first = checked(raw)

    again = checked(rules.read(PAGE, sent(drawn(answers=raw, errors=first.errors))))

    assert again.answers == first.answers
    assert {k: type(e) for k, e in again.errors.items()} == {
        k: type(e) for k, e in first.errors.items()
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from([field.key for field in PAGE.fields] + ["ngay-day", "la"])


@given(st.dictionaries(KEYS, JSON | JUNK, max_size=12))
def test_junk_is_refused_or_put_right_and_never_raises(junk):
    found = checked(rules.read(PAGE, junk))
    problems = rules.check_all(ALL, junk, today=TODAY)
    kept = rules.relevant(ALL, junk)
    rules.prefilled(ALL, junk)
    rules.seen(ALL, PAGE, junk)

    canonical(found.answers)
    assert rules.check_all(ALL, found.answers, today=TODAY) == []
    assert all(isinstance(error, errors.AnswerRefused) for error in found.errors.values())
    wrong = {problem.key for problem in problems}
    for line in rules.summary(ALL, {key: kept[key] for key in kept.keys() - wrong}):
        assert isinstance(line.text, str)


@pytest.mark.parametrize("typed", ['"><script>alert(1)</script>', "{{ 7*7 }}", "&lt;b&gt;"])
def test_what_was_typed_is_escaped(typed):
    raw = rules.read(PAGE, {"mot_dong": typed, "nhieu_dong": typed, "ngay-day": typed})
    page = drawn(answers=raw, errors=checked(raw).errors)

    assert "<script" not in page
    assert "49" not in page
    assert sent(page)["mot_dong"] == typed
    assert sent(page)["nhieu_dong"] == typed
    assert sent(page)["ngay-day"] == typed


def test_an_author_cannot_write_markup_into_a_page():
    written = form(
        component(label="Tên “A” & 'B'", description="1 < 2"),
        {"type": "content", "key": "n", "html": "<p>Đọc <b>kỹ</b></p>"},
    )

    page = drawn(written.pages[0])

    assert "Tên “A” &amp; &#39;B&#39;" in page
    assert "1 &lt; 2" in page
    assert "<strong>kỹ</strong>" in page


def test_errors_stand_at_the_field_and_in_the_summary_above():
    raw = rules.read(PAGE, {"ngay-day": "30", "ngay-month": "2", "ngay-year": "1990", "thu": "x"})
    found = html.fromstring(drawn(answers=raw, errors=checked(raw).errors))

    links = found.xpath("//*[contains(@class, 'error-summary')]//li/a")
    assert [(link.get("href"), link.text) for link in links] == [
        ("#thu", errors.NotAnEmail(label="Ô cần điền").text()),
        ("#ngay-day", errors.NotADate(label="Ô cần điền").text()),
    ]
    assert found.get_element_by_id("ngay-day").get("value") == "30"
    assert "govuk-input--error" in found.get_element_by_id("ngay-year").get("class")
    assert "có thật" in found.get_element_by_id("ngay-error").text_content()


def test_every_control_is_named_once_and_labelled():
    found = html.fromstring(drawn(files={"tep": UPLOAD}))

    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in found.xpath("//input | //select | //textarea"):
        assert found.xpath("//label[@for=$id]", id=control.get("id")), control.get("id")


def test_browsers_are_told_what_to_fill_in_and_which_keyboard_to_show():
    written = form(
        component(key="ten", autocomplete="name"),
        component("day", key="sinh", autocomplete="bday"),
        component("personalId", key="ma"),
        component("phoneNumber", key="so", autocomplete="tel"),
    )
    found = html.fromstring(drawn(written.pages[0]))

    assert found.get_element_by_id("ten").get("autocomplete") == "name"
    assert found.get_element_by_id("sinh-year").get("autocomplete") == "bday-year"
    assert found.get_element_by_id("sinh-day").get("inputmode") == "numeric"
    assert found.get_element_by_id("ma").get("inputmode") == "numeric"
    assert found.get_element_by_id("so").get("type") == "tel"
    assert found.xpath("//*[@lang='vi']")


def test_a_conditional_field_says_for_whom_it_is_and_what_scripts_watch():
    field = html.fromstring(drawn()).xpath("//*[@data-when]")[0]

    assert field.get("data-when") == "mot"
    assert field.get("data-is") == "a"
    assert "Chỉ điền khi “Ô cần điền” là “Mục a”." in field.text_content()


def test_a_condition_turned_round_is_marked_so():
    written = form(
        component("checkbox", key="a", label="Tôi tự nộp"),
        component(key="b", conditional=when("a", "true", show=False)),
    )
    page = drawn(written.pages[0])

    assert 'data-when="a" data-is="true" data-not' in page
    assert "Không điền khi đã đánh dấu “Tôi tự nộp”." in page


def test_a_file_that_was_handed_in_shows_name_size_and_hash_and_can_be_dropped():
    found = html.fromstring(drawn(answers={"tep": "0193"}, files={"tep": UPLOAD}))
    block = found.xpath("//*[@class='mc-uploaded']")[0]
    drop = block.xpath(".//button")[0]

    assert "can-cuoc.pdf (306 KB)" in block.text_content()
    assert "3f2a91bc…3f2a91bc" in block.text_content()
    assert UPLOAD.sha256 in block.text_content()
    assert (drop.get("name"), drop.get("value")) == ("bo-tep", "tep")
    # Enter presses the first button: it must send the page, not drop the file.
    assert found.xpath("//button")[0].get("name") is None


def test_a_file_field_says_what_it_takes():
    found = html.fromstring(drawn())

    assert found.get_element_by_id("tep").get("accept") == "application/pdf,image/jpeg"
    assert "PDF, JPG, tối đa 5 MB" in found.get_element_by_id("tep-hint").text_content()


def test_hidden_answers_are_not_on_the_page():
    assert "bí mật" not in drawn(answers={"an": "bí mật"})


def test_pages_are_small_enough_for_a_slow_line(extract):
    sizes = [len(gzip.compress(drawn(page).encode())) for page in extract.pages]

    assert max(sizes) < 4 * 1024


def test_answers_can_be_kept_as_json():
    raw = rules.read(PAGE, {"mot_dong": "An", "hop": ["a"], "nhom.dem": "2", "danh_dau": "true"})

    answers = checked(raw).answers

    assert json.loads(json.dumps(answers)) == answers


ROWS = form(
    component(
        "datagrid",
        key="nguoi",
        label="Người cùng hộ",
        rowLabel="Thành viên",
        addAnother="Thêm thành viên",
        components=[
            component(key="ten", label="Họ tên", validate={"required": True}),
            component("day", key="sinh", label="Ngày sinh"),
            component("radio", key="la_con", label="Là con", values=choices("co", "khong")),
            component(key="lop", label="Lớp", conditional=when("nguoi.la_con", "co")),
            component("number", key="tuoi", label="Tuổi"),
            component("number", key="doi", label="Đôi", calculateValue={
                "*": [{"var": "row.tuoi"}, 2]}),
        ],
        validate={"maxLength": 3},
    )
)  # fmt: skip


def drawn_rows(posted):
    page = ROWS.pages[0]
    raw = rules.read(page, posted)
    checked = rules.check_page(ROWS, page, raw, {}, today=TODAY)
    shown = rules.drawn(ROWS, page, raw).values
    return checked, drawn(rules.seen(ROWS, page, shown), shown, checked.errors)


def test_rows_come_back_as_they_were_typed():
    posted = {
        "nguoi-1-ten": "Lê An", "nguoi-1-sinh-day": "31", "nguoi-1-sinh-month": "2",
        "nguoi-2-ten": "", "nguoi-2-tuoi": "nhiều", "nguoi-2-la_con": "co",
    }  # fmt: skip

    _, page_html = drawn_rows(posted)

    again = sent(page_html)
    assert again["nguoi-so"] == "2"
    assert {key: value for key, value in again.items() if value and key in posted} == {
        key: value for key, value in posted.items() if value
    }


def test_an_error_in_a_row_leads_to_its_box():
    checked, page_html = drawn_rows({"nguoi-1-ten": "A", "nguoi-2-sinh-day": "31"})
    page = html.fromstring(page_html)

    links = [link.get("href") for link in page.xpath("//*[@class='govuk-error-summary']//a")]

    assert links == ["#nguoi-2-ten", "#nguoi-2-sinh-day"]
    assert all(page.get_element_by_id(link[1:]) is not None for link in links)
    assert list(checked.errors) == ["nguoi-2-ten", "nguoi-2-sinh"]


def test_no_id_stands_twice_on_a_page_with_rows():
    _, page_html = drawn_rows({"nguoi-1-ten": "A", "nguoi-2-ten": "B", "nguoi-3-ten": ""})

    ids = [element.get("id") for element in html.fromstring(page_html).xpath("//*[@id]")]

    assert len(ids) == len(set(ids))


def test_rows_can_be_added_until_there_are_enough_and_dropped_while_there_are_more_than_one():
    def buttons(posted):
        page = html.fromstring(drawn_rows(posted)[1])
        found = page.xpath("//button[@name]")
        return [f"{button.get('name')}={button.get('value')}" for button in found]

    assert buttons({"nguoi-1-ten": "A"}) == ["them-dong=nguoi"]
    assert buttons({"nguoi-1-ten": "A", "nguoi-2-ten": "B"}) == [
        "bo-dong=nguoi-1", "bo-dong=nguoi-2", "them-dong=nguoi",
    ]  # fmt: skip
    assert buttons({"nguoi-so": "3"})[-1] == "bo-dong=nguoi-3"


def test_enter_presses_none_of_the_buttons_between_the_fields():
    page = html.fromstring(drawn_rows({"nguoi-1-ten": "A"})[1])

    assert page.xpath("//button")[0].get("name") is None


def test_a_computed_answer_is_shown_and_not_sent():
    page_html = drawn_rows({"nguoi-1-ten": "A", "nguoi-1-tuoi": "21"})[1]

    (output,) = html.fromstring(page_html).xpath("//output")
    assert output.text_content() == "42"
    assert "nguoi-1-doi" not in sent(page_html)


def test_a_condition_inside_a_row_watches_its_own_row():
    page_html = drawn_rows({"nguoi-1-ten": "A", "nguoi-2-ten": "B"})[1]

    watched = [one.get("data-when") for one in html.fromstring(page_html).xpath("//*[@data-when]")]

    assert watched == ["nguoi-1-la_con", "nguoi-2-la_con"]
