"""Every rule meets what it is for, and leaves alone what is right beside it."""

import json
from importlib import resources

import pytest

from motcua.eforms import checks, definitions, lint
from motcua.eforms.lint import asking, plain_words, wording
from motcua.eforms.types.findings import Severity
from tests.unit.eforms.making import FILE, choices, component, definition, panel, when

CARRIED = sorted(
    (
        file
        for file in resources.files("motcua.eforms").joinpath("data").iterdir()
        if file.name.endswith(".json")
    ),
    key=lambda file: file.name,
)


def found(rule, *components):
    form = definitions.parse(definition(*components))
    return [(one.path, one.severity.value) for one in rule(form)]


def text(**more):
    return component(**{"label": "Nội dung đề nghị", **more})


def box(key="chon", *values, **more):
    more.setdefault("label", "Bạn chọn gì?")
    return component("radio", key, values=choices(*values or ("a", "b")), **more)


def group(*components, key="nhom"):
    return {"type": "fieldset", "key": key, "legend": "Nhóm", "components": [*components]}


def rows(*components):
    return component("datagrid", "nguoi", label="Người cùng hộ", components=[*components])


def paper(**more):
    return component("file", "giay", label="Giấy tờ", **{**FILE, **more})


def words_of(html):
    return {"type": "content", "key": "loi", "html": html}


MANY = [text(key=f"o{number}", label=f"Câu {number}") for number in range(13)]
DECLARED = component("declaration", "cam_doan", label="Tôi cam đoan")
JSON_EMPTY = {"json": {"==": [{"var": "data.chon"}, ""]}}

FINDS = [
    (wording.same_label, [text(key="a"), text(key="b")], ("b", "error")),
    (
        wording.same_label,
        [box(), text(key="a"), text(key="b", conditional=when("chon", "a"))],
        ("b", "warning"),
    ),
    (wording.same_label, [rows(text(key="a"), text(key="b"))], ("nguoi.b", "error")),
    (
        wording.same_choice,
        [component("radio", values=[{"value": v, "label": "Có"} for v in "ab"])],
        ("o", "error"),
    ),
    (wording.same_choice, [box("o", "a")], ("o", "warning")),
    (wording.label_shape, [text(label="Rất " * 50)], ("o", "warning")),
    (wording.label_shape, [text(label="NỘI DUNG ĐỀ NGHỊ")], ("o", "warning")),
    (wording.label_shape, [text(label="Nội dung:")], ("o", "advice")),
    (wording.page_titles, [panel(text(), key="p", title="Trang 2")], ("p", "warning")),
    (wording.page_titles, [panel(text(), key="p", title="NGƯỜI YÊU CẦU")], ("p", "warning")),
    (
        wording.page_titles,
        [panel(text(key="a"), key="p", title="A b"), panel(text(key="b"), key="q", title="A b")],
        ("q", "warning"),
    ),
    (wording.sections, [text(), group()], ("nhom", "error")),
    (wording.sections, [text(), words_of("<p><strong>Phần một</strong></p>")], ("loi", "warning")),
    (wording.office_words, [text(label="Họ tên đương sự")], ("o", "advice")),
    (wording.office_words, [text(description="Gửi qua EMAIL")], ("o", "advice")),
    (wording.office_words, [panel(text(), key="p", title="Nhân khẩu")], ("p", "advice")),
    (asking.files, [paper(filePattern=".pdf")], ("giay", "advice")),
    (asking.files, [paper(fileMaxSize="1MB")], ("giay", "warning")),
    (
        asking.conditions,
        [
            box(validate={"required": True}),
            text(key="b", conditional=JSON_EMPTY, conditionText="x"),
        ],
        ("b", "error"),
    ),
    (
        asking.conditions,
        [
            box(),
            box("hai", conditional=when("chon", "a")),
            {**group(text(), key="g"), "conditional": when("hai", "b")},
            text(
                key="c",
                label="Câu c",
                conditional={
                    "json": {
                        "and": [
                            {"==": [{"var": "data.hai"}, "a"]},
                            {"==": [{"var": "data.chon"}, "b"]},
                        ]
                    }
                },
                conditionText="x",
            ),
        ],
        ("c", "error"),
    ),
    (
        asking.conditions,
        [
            component("checkbox", "dong_y", label="Đồng ý", validate={"required": True}),
            text(key="b", conditional=when("dong_y", "true")),
        ],
        ("b", "warning"),
    ),
    (
        asking.conditions,
        [
            component("number", "tuoi", validate={"min": 18, "max": 99}),
            text(
                key="b",
                conditional={"json": {"<": [{"var": "data.tuoi"}, 18]}},
                conditionText="x",
            ),
        ],
        ("b", "warning"),
    ),
    (
        asking.conditions,
        [
            rows(
                box("co", validate={"required": True}),
                text(key="b", conditional=when("nguoi.co", "")),
            )
        ],
        ("nguoi-1-b", "error"),
    ),
    (
        asking.conditions,
        [
            panel(box(validate={"required": True}), key="p"),
            panel(text(key="b"), key="q", conditional=when("chon", "")),
        ],
        ("q", "error"),
    ),
    (
        asking.never_answered,
        [text(), component("hidden", "an", validate={"required": True})],
        ("an", "error"),
    ),
    (asking.purpose, [text(label="Tôn giáo")], ("o", "warning")),
    (asking.purpose, [component("personalId", personal=False)], ("o", "error")),
    (asking.purpose, [text(label="Họ và tên", personal=False)], ("o", "error")),
    (asking.purpose, [component("email", personal=False)], ("o", "advice")),
    (asking.birth_dates, [component("day", "con.ngay_sinh")], ("con.ngay_sinh", "warning")),
    (asking.birth_dates, [component("day", label="Ngày sinh của bé")], ("o", "warning")),
    (asking.crowded_pages, [panel(*MANY, key="p")], ("p", "warning")),
    (asking.declaration, [panel(text(), key="p")], ("p", "warning")),
    (asking.declaration, [panel(DECLARED, text(), key="p")], ("p", "warning")),
    (asking.told_before, [component("phoneNumber", "dien_thoai")], ("dien_thoai", "warning")),
    (wording.unexplained_patterns, [text(validate={"pattern": "[0-9]+"})], ("o", "warning")),
]

LEAVES = [
    (wording.same_label, [group(text(key="a"), key="x"), group(text(key="b"), key="y")]),
    (wording.same_choice, [box("o", "a", "b")]),
    (
        wording.label_shape,
        [text(label="Số CMND cũ"), component("declaration", "d", label="Tôi " * 60)],
    ),
    (wording.page_titles, [panel(text(), title="Trang bìa")]),
    (wording.sections, [group(text()), words_of("<p><strong>Chú ý:</strong> nộp sau được</p>")]),
    (wording.office_words, [text(label="Tài liệu tải từ mail-box filezilla")]),
    (asking.files, [paper(filePattern=".pdf,.jpg", fileMaxSize="2MB")]),
    (asking.conditions, [box(), text(key="b", conditional=when("chon", "a"))]),
    (
        asking.conditions,
        [
            component("number", "tuoi", validate={"min": 0, "max": 99}),
            text(
                key="b", conditional={"json": {"<": [{"var": "data.tuoi"}, 18]}}, conditionText="x"
            ),
        ],
    ),
    (
        asking.conditions,
        [
            component("day", "tu", label="Từ ngày"),
            component("day", "den", label="Đến ngày"),
            text(
                key="b",
                conditional={"json": {"<": [{"var": "data.tu"}, {"var": "data.den"}]}},
                conditionText="x",
            ),
        ],
    ),
    (
        asking.conditions,
        [
            rows(text(key="ten")),
            text(
                key="b",
                conditional={
                    "json": {"some": [{"var": "data.nguoi"}, {"==": [{"var": "ten"}, "x"]}]}
                },
                conditionText="x",
            ),
        ],
    ),
    (
        asking.never_answered,
        [text(), component("hidden", "an", prefill="a.b", validate={"required": True})],
    ),
    (asking.purpose, [text(label="Tôn giáo", description="Để ghi vào phiếu")]),
    (asking.purpose, [text(label="Tên cửa hàng", personal=False)]),
    (
        asking.birth_dates,
        [component("day", "ngay_sinh", maxDate="today"), component("day", "cuoi")],
    ),
    (
        asking.crowded_pages,
        [panel(box(), *MANY[:11], text(key="b", conditional=when("chon", "a")))],
    ),
    (asking.declaration, [panel(text(), DECLARED)]),
    (asking.told_before, [component("phoneNumber", "dien_thoai", prefill="identity.phone")]),
    (asking.told_before, [component("phoneNumber", "me.dien_thoai")]),
    (
        wording.unexplained_patterns,
        [text(validate={"pattern": "[0-9]+", "customMessage": "Chỉ gồm chữ số."})],
    ),
]


@pytest.mark.parametrize(("rule", "components", "finding"), FINDS)
def test_the_rule_finds(rule, components, finding):
    assert found(rule, *components) == [finding]


@pytest.mark.parametrize(("rule", "components"), LEAVES)
def test_the_rule_leaves_alone(rule, components):
    assert found(rule, *components) == []


def test_every_rule_is_tried_both_ways():
    assert {case[0] for case in FINDS} == {case[0] for case in LEAVES} == set(lint.RULES)


def test_a_missing_label_keeps_the_draft():
    told = checks.findings(definition(component(label="")))

    assert [one.severity for one in told if one.path.endswith("label")] == [Severity.ERROR]


@pytest.mark.parametrize("file", CARRIED, ids=lambda file: file.name)
def test_the_forms_that_we_carry_have_nothing_but_advice(file):
    told = checks.findings(json.loads(file.read_text("utf-8")))

    assert [one for one in told if one.severity is not Severity.ADVICE] == []


def test_officials_are_not_asked_what_only_applicants_are():
    written = definition(panel(text(label="Dân tộc"), title="Nội dung"))

    assert len(checks.findings(written)) == 2
    assert checks.findings({**written, "properties": {"filledBy": "staff"}}) == []


def test_what_matters_most_comes_first():
    written = definition(
        panel(text(key="a", label="Họ tên đương sự:"), text(key="b"), text(key="c"))
    )
    told = [one.severity for one in checks.findings(written)]

    assert told == sorted(told, key=list(Severity).index)
    assert set(told) == set(Severity)


def test_every_text_of_a_finding_can_be_filled_in():
    for rule, components, _finding in FINDS:
        for one in rule(definitions.parse(definition(*components))):
            assert one.text.format_map(one.params)
            assert one.fix.format_map(one.params)


def test_office_words_are_many_and_none_is_proposed_for_another():
    assert len(plain_words.PLAIN) >= 40
    for plain in plain_words.PLAIN.values():
        assert list(plain_words.in_text(plain)) == []
