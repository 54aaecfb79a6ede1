"""Forms as they are filled in: pages, drafts, what a program sends, uploads, and the review."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from motcua.eforms import errors, rules
from tests.unit.eforms.making import FILE, TODAY, choices, component, form, panel, when


def test_a_web_form_gives_neither_files_nor_hidden_answers_nor_what_was_not_asked():
    found = form(
        component(key="o"),
        component("file", key="f", **FILE),
        component("hidden", key="h", defaultValue="a"),
    )
    posted = {"o": "x", "f": "id-of-another", "h": "b", "status": "9", "fee_paid": "true"}

    raw = rules.read(found.pages[0], posted)
    known = {"f": "0193", "h": "a"}
    checked = rules.check_page(found, found.pages[0], raw, known, today=TODAY)

    assert raw == {"o": "x"}
    assert checked.answers == {"o": "x", "f": "0193", "h": "a"}


def test_a_browser_sends_a_query_dict():
    found = form(component(key="a"), component("selectboxes", key="b", values=choices("x", "y")))
    posted = QueryDict(urlencode([("a", "một"), ("b", "x"), ("b", "y")]))

    assert rules.read(found.pages[0], posted) == {"a": "một", "b": ["x", "y"]}


def test_what_is_wrong_or_hidden_leaves_the_answers_and_other_pages_stay():
    found = form(
        panel(
            component("radio", key="a", values=choices("x", "y")),
            component(key="b", conditional=when("a", "x")),
            component("number", key="c"),
            key="mot",
        ),
        panel(component(key="d"), key="hai"),
    )
    page = found.page("mot")
    before = {"a": "x", "b": "cũ", "c": 1, "d": "giữ"}
    raw = {"a": "y", "b": "mới", "c": "nhiều"}

    checked = rules.check_page(found, page, raw, before, today=TODAY)

    assert checked.answers == {"a": "y", "d": "giữ"}
    assert list(checked.errors) == ["c"]
    assert before == {"a": "x", "b": "cũ", "c": 1, "d": "giữ"}


def test_an_answer_that_is_wrong_decides_nothing():
    found = form(
        component("radio", key="a", values=choices("x", "y")),
        component(key="b", conditional=when("a", "x", show=False), validate={"required": True}),
    )

    checked = rules.check_page(found, found.pages[0], {"a": "sai"}, {"a": "x"}, today=TODAY)

    assert list(checked.errors) == ["a", "b"]


def test_before_submission_all_pages_are_looked_at():
    found = form(
        panel(component(key="a", validate={"required": True}), key="mot"),
        panel(
            component("day", key="b", maxDate="today"), component("declaration", key="c"), key="hai"
        ),
    )

    problems = rules.check_all(found, {"b": "2021-10-19", "la": "x"}, today=TODAY)

    assert [(problem.page and problem.page.key, problem.key) for problem in problems] == [
        ("mot", "a"),
        ("hai", "b"),
        ("hai", "c"),
        (None, "la"),
    ]
    assert rules.check_all(found, {"a": "x", "c": True}, today=TODAY) == []
    assert rules.check_all(found, {"a": "x", "b": "2021-10-18", "c": True}, today=TODAY) == []


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (component(), 7),
        (component(), "hai  dấu cách"),
        (component(), "Nguye\u0302n"),
        (component(), {"a": 1}),
        (component("textarea"), "x \ny"),
        (component("number"), "2"),
        (component("number"), True),
        (component("number"), 2.0),
        (component("number"), 10**30),
        (component("currency"), 0.5),
        (component("day"), "18/10/2021"),
        (component("day"), "2021-10-18T00:00:00"),
        (component("day"), 20211018),
        (component("radio", values=choices("a")), ["a"]),
        (component("selectboxes", values=choices("a", "b")), "a"),
        (component("selectboxes", values=choices("a", "b")), ["b", "a"]),
        (component("selectboxes", values=choices("a", "b")), [["a"]]),
        (component("selectboxes", values=choices("a", "b")), {"a": True}),
        (component("checkbox"), "true"),
        (component("checkbox"), 1),
        (component("email"), ["an@vidu.vn"]),
        (component("phoneNumber"), 905123456),
        (component("phoneNumber"), "+84905123456"),
        (component("personalId"), 49090000001),
        (component("file", **FILE), "../../etc/passwd"),
        (component("file", **FILE), "a" * 65),
        (component("file", **FILE), {"url": "https://x.vn"}),
        (component("hidden"), ["a"]),
    ],
)
def test_what_a_program_sends_is_looked_at_as_closely(written, answer):
    problems = rules.check_all(form(written), {"o": answer}, today=TODAY)

    assert [
        (problem.key, isinstance(problem.error, errors.AnswerRefused)) for problem in problems
    ] == [("o", True)]


def test_only_what_is_visible_and_not_empty_is_submitted():
    found = form(
        component("radio", key="a", values=choices("x", "y")),
        component(key="b", conditional=when("a", "x")),
        component("checkbox", key="c"),
    )
    answers = {"a": "y", "b": "ẩn", "c": False, "la": 1}

    assert rules.relevant(found, answers) == {"a": "y"}


def test_a_form_begins_with_what_is_known_and_with_defaults():
    found = form(
        component(key="ten", prefill="identity.full_name", defaultValue="ai đó"),
        component("day", key="sinh", prefill="identity.birth_date"),
        component("phoneNumber", key="so", prefill="identity.phone"),
        component("number", key="ban", defaultValue=1),
        component("hidden", key="kenh", prefill="channel.name"),
        component(
            "selectboxes", key="hop", values=choices("x", "y"), defaultValue={"x": True, "y": False}
        ),
        component("declaration", key="cam", prefill="identity.full_name"),
    )
    identity = {
        "full_name": " Nguyê\u0303n An",
        "birth_date": date(1990, 2, 1),
        "phone": "không rõ",
        "email": "an@vidu.vn",
    }

    expected = {"ten": "Nguyễn An", "sinh": "1990-02-01", "ban": 1, "hop": ["x"]}
    assert rules.prefilled(found, {"identity": identity}) == expected
    flat = {f"identity.{name}": value for name, value in identity.items()}
    assert rules.prefilled(found, flat) == expected
    assert rules.prefilled(found, {"identity": {"full_name": ""}})["ten"] == "ai đó"


def test_the_review_page_reads_as_people_do():
    found = form(
        panel(
            component(key="a", label="Họ tên"),
            component("day", key="b", label="Ngày sinh"),
            component("radio", key="c", label="Quan hệ", values=choices("x", "y")),
            component(key="d", label="Ẩn", conditional=when("c", "x")),
            key="mot",
        ),
        panel(
            component("currency", key="e", label="Lệ phí"),
            component("number", key="f", label="Số bản", suffix="bản"),
            component("selectboxes", key="g", label="Giấy tờ", values=choices("x", "y")),
            component("checkbox", key="h", label="Đồng ý"),
            component("file", key="i", label="Tệp", **FILE),
            component("hidden", key="k", label="Kênh"),
            key="hai",
        ),
    )
    answers = {
        "a": "An", "b": "1990-02-01", "c": "y", "d": "x", "e": 8000, "f": 1200, "g": ["x", "y"],
        "i": "0193", "k": "web",
    }  # fmt: skip

    lines = rules.summary(found, answers)

    assert [(line.page.key, line.label, line.text) for line in lines] == [
        ("mot", "Họ tên", "An"),
        ("mot", "Ngày sinh", "01/02/1990"),
        ("mot", "Quan hệ", "Mục y"),
        ("hai", "Lệ phí", "8.000 đồng"),
        ("hai", "Số bản", "1.200 bản"),
        ("hai", "Giấy tờ", "Mục x; Mục y"),
        ("hai", "Đồng ý", "Không khai"),
        ("hai", "Tệp", "Đã nộp tệp"),
    ]
    assert rules.worded(found, answers)["e"] == "8.000 đồng"
    assert "d" not in rules.worded(found, answers)


@pytest.mark.parametrize(
    ("media_type", "size", "refusal"),
    [
        ("application/pdf", 1, None),
        ("image/jpeg", 5 * 1024 * 1024, None),
        ("application/pdf", 0, errors.FileEmpty),
        ("application/pdf", 5 * 1024 * 1024 + 1, errors.FileTooLarge),
        ("image/png", 1, errors.FileTypeNotTaken),
        ("text/html", 1, errors.FileTypeNotTaken),
    ],
)
def test_uploads_are_taken_by_content_and_size(media_type, size, refusal):
    (field,) = form(component("file", **FILE)).fields

    found = rules.upload_refused(field, media_type=media_type, size=size)

    assert (found and type(found)) == refusal
