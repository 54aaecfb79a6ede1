import json
from importlib import resources

import pytest

from motcua.eforms import definitions, errors, types
from tests.unit.eforms.making import choices, component, definition, form, panel, when

FILE = {"filePattern": ".pdf,.JPG", "fileMaxSize": "5MB"}
DATA = resources.files("motcua.eforms").joinpath("data")


def bundled():
    return sorted(file.name for file in DATA.iterdir() if file.name.endswith(".json"))


def refused(*components, **more):
    """The places and reasons for which a definition is not run."""
    with pytest.raises(errors.FormNotSupported) as refusal:
        definitions.parse(definition(*components, **more))
    return [(item.path, item.reason) for item in refusal.value.items]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (component("textfield"), types.TextField),
        (component("textarea"), types.TextField),
        (component("number"), types.NumberField),
        (component("currency", currency="VND"), types.NumberField),
        (component("checkbox"), types.TickField),
        (component("declaration"), types.TickField),
        (component("radio", values=choices("a", "b")), types.ChoiceField),
        (component("select", data={"values": choices("a")}), types.ChoiceField),
        (component("selectboxes", values=choices("a", "b")), types.ChoicesField),
        (component("day"), types.DateField),
        (component("datetime", enableTime=False), types.DateField),
        (component("email"), types.EmailField),
        (component("phoneNumber"), types.PhoneField),
        (component("personalId"), types.PersonalIdField),
        (component("taxCode"), types.TaxCodeField),
        (component("time"), types.TimeField),
        (component("vnAddress"), types.AddressField),
        (component("datagrid", components=[component()]), types.RowsField),
        (component("editgrid", components=[component()]), types.RowsField),
        (component("file", **FILE), types.FileField),
        (component("hidden"), types.HiddenField),
    ],
)
def test_every_type_of_the_subset_is_read(written, kind):
    (field,) = form(written).fields

    assert type(field) is kind
    assert field.label == "Ô cần điền"


def test_panels_are_pages_and_fieldsets_hold_fields():
    found = form(
        panel(component(key="a"), key="mot"),
        panel(
            {
                "type": "fieldset",
                "key": "nhom",
                "legend": "Nhóm",
                "components": [component(key="b"), component(key="c")],
            },
            {"type": "content", "key": "loi", "html": "Xin <strong>đọc</strong> kỹ."},
            key="hai",
        ),
    )

    assert [page.key for page in found.pages] == ["mot", "hai"]
    assert [field.key for field in found.fields] == ["a", "b", "c"]
    assert [part.kind for part in found.pages[1].walk()] == ["fieldset", "text", "text", "content"]


def test_a_form_without_panels_is_one_page_and_its_submit_button_is_ours():
    found = form(component(), {"type": "button", "key": "submit", "label": "Submit"})

    assert [(page.key, page.title) for page in found.pages] == [("mau", "Biểu mẫu")]
    assert [field.key for field in found.fields] == ["o"]


def test_a_file_has_types_by_content_and_a_size_in_bytes():
    (field,) = form(component("file", **FILE)).fields

    assert field.media_types == ("application/pdf", "image/jpeg")
    assert field.max_bytes == 5 * 1024 * 1024
    assert field.type_names == "PDF, JPG"


def test_a_declaration_is_always_required():
    (field,) = form(component("declaration")).fields

    assert field.required
    assert field.is_declaration


def test_answers_are_personal_unless_the_author_says_otherwise():
    found = form(component(key="a"), component(key="b", personal=False))

    assert [field.personal for field in found.fields] == [True, False]


def test_what_the_builder_adds_to_every_component_is_not_in_the_way():
    noise = {
        "id": "e8x1", "input": True, "tableView": True, "placeholder": "", "prefix": "",
        "multiple": False, "defaultValue": "", "protected": False, "unique": False,
        "persistent": True, "clearOnHide": True, "labelPosition": "top", "tooltip": "",
        "customDefaultValue": "", "calculateValue": "", "widget": {"type": "input"},
        "validateOn": "blur", "attributes": {}, "logic": [], "inputType": "text",
        "overlay": {"style": "", "left": "", "top": ""}, "customConditional": "",
        "conditional": {"show": None, "when": None, "eq": "", "json": ""},
        "validate": {"required": False, "custom": "", "customPrivate": False, "pattern": "",
                     "minLength": "", "maxLength": "", "strictDateValidation": False},
    }  # fmt: skip

    (field,) = form(component(**noise)).fields

    assert not field.required
    assert field.condition is None
    assert field.default is None


def test_everything_that_is_not_run_is_listed_at_once_with_path_and_reason():
    found = refused(
        panel(
            component(key="a", calculateValue="value = 1"),
            component("map", key="b"),
            component(key="c", validate={"custom": "valid = true", "maxWords": 5}),
        ),
        panel(component(key="a", multiple=True)),
    )

    assert [path for path, _ in found] == [
        "$.components[0].components[0].calculateValue",
        "$.components[0].components[1].type",
        "$.components[0].components[2].validate.custom",
        "$.components[0].components[2].validate.maxWords",
        "$.components[1].components[0].multiple",
        "$.components[1].components[0].key",
    ]


def test_the_refusal_says_how_many_and_where_the_first_one_is():
    with pytest.raises(errors.FormNotSupported) as refusal:
        form(component("map"), component("tree", key="b"))

    assert "có 2 chỗ" in refusal.value.text()
    assert "$.components[0].type" in refusal.value.text()
    assert [item.type for item in refusal.value.items] == ["map", "tree"]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"customConditional": "show = true"}, "customConditional"),
        ({"customDefaultValue": "value = 1"}, "customDefaultValue"),
        ({"calculateValue": "value = data.a"}, "calculateValue"),
        ({"logic": [{"name": "x"}]}, "logic"),
        ({"validate": {"custom": "valid = false"}}, "validate.custom"),
    ],
)
def test_script_is_refused_wherever_form_io_keeps_it(more, place):
    assert refused(component(**more)) == [
        (f"$.components[0].{place}", "không chạy mã lệnh; hãy diễn đạt điều kiện bằng JSON Logic")
    ]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (component(placeholder="Nhập"), "placeholder"),
        (component(multiple=True), "multiple"),
        (component(disabled=True), "disabled"),
        (component(inputMask="999"), "inputMask"),
        (component(case="uppercase"), "case"),
        (component(label=""), "label"),
        (component(label=7), "label"),
        (component(label="<b>Tên</b>"), "label"),
        (component(description="<script>"), "description"),
        (component(key="ho-ten"), "key"),
        (component(key="1a"), "key"),
        (component(key=""), "key"),
        (component(key="csrfmiddlewaretoken"), "key"),
        (component(key="a" * 65), "key"),
        (component(prefill="Họ tên"), "prefill"),
        (component(personal="có"), "personal"),
        (component(autocomplete="ten"), "autocomplete"),
        (component(validate={"maxLength": "nhiều"}), "validate.maxLength"),
        (component(validate={"maxLength": 10_001}), "validate.maxLength"),
        (component(validate={"minLength": -1}), "validate.minLength"),
        (component(validate={"pattern": "(a+)+"}), "validate.pattern"),
        (component(validate={"pattern": "a", "maxLength": 300}), "validate.maxLength"),
        (component(validate={"required": "có"}), "validate.required"),
        (component(validate=[1]), "validate"),
        (component("number", decimalLimit=5), "decimalLimit"),
        (component("currency", decimalLimit=2), "decimalLimit"),
        (component("number", requireDecimal=True), "requireDecimal"),
        (component("number", validate={"step": 5}), "validate.step"),
        (component("number", validate={"min": 5, "max": 4}), "validate.max"),
        (component("currency", currency="USD"), "currency"),
        (component("datetime"), "enableTime"),
        (component("day", minDate="hôm qua"), "minDate"),
        (component("day", maxDate="2021-02-30"), "maxDate"),
        (component("day", fields={"day": {"hide": True}}), "fields.day"),
        (component("day", defaultValue="2021-10-18"), "defaultValue"),
        (component("datetime", enableTime=False, datePicker={"disable": "2021-01-01"}),
         "datePicker.disable"),
        (component("radio"), "values"),
        (component("radio", values=choices("a", "a")), "values[1].value"),
        (component("radio", values=[{"value": "", "label": "A"}]), "values[0].value"),
        (component("radio", values=["a"]), "values[0]"),
        (component("radio", values=choices("a"), defaultValue="b"), "defaultValue"),
        (component("select", dataSrc="url", data={"values": choices("a")}), "dataSrc"),
        (component("select", data={"values": choices("a"), "url": "https://x.vn"}), "data.url"),
        (component("selectboxes", values=choices("a"),
                   validate={"minSelectedCount": 2, "maxSelectedCount": 1}),
         "validate.maxSelectedCount"),
        (component("declaration", defaultValue=True), "defaultValue"),
        (component("file", fileMaxSize="5MB"), "filePattern"),
        (component("file", filePattern="*", fileMaxSize="5MB"), "filePattern"),
        (component("file", filePattern=".exe", fileMaxSize="5MB"), "filePattern"),
        (component("file", filePattern=".pdf"), "fileMaxSize"),
        (component("file", filePattern=".pdf", fileMaxSize="1GB"), "fileMaxSize"),
        (component("file", filePattern=".pdf", fileMaxSize="21MB"), "fileMaxSize"),
        (component("file", filePattern=".pdf", fileMaxSize="1MB", fileMinSize="1KB"),
         "fileMinSize"),
        (component("file", **FILE, multiple=True), "multiple"),
        (component("button", action="custom", custom="x"), "action"),
        ({"type": "content", "key": "n", "html": "<script>alert(1)</script>"}, "html"),
        ({"type": "fieldset", "key": "n", "legend": "", "components": []}, "legend"),
    ],
)  # fmt: skip
def test_what_the_subset_lacks_is_refused_with_its_place(written, place):
    assert f"$.components[0].{place}" in [path for path, _ in refused(written)]


@pytest.mark.parametrize(
    ("components", "more", "place"),
    [
        ([], {}, "$.components"),
        ([panel(component()), component(key="b")], {}, "$.components"),
        ([panel()], {}, "$.components[0].components"),
        ([component()], {"name": "Tờ khai"}, "$.name"),
        ([component()], {"name": ""}, "$.name"),
        ([component()], {"title": ""}, "$.title"),
        ([component()], {"display": "pdf"}, "$.display"),
        ([component()], {"controller": "alert(1)"}, "$.controller"),
        ([component(key="a"), component(key="a.b")], {}, "$.components[1].key"),
        ([component(key="a.b"), component(key="a")], {}, "$.components[1].key"),
        ([component(key="a"), panel(component(key="a"))][1:], {"components": 7}, "$.components"),
        ([component(fraction=0.5)], {}, "$.components[0].fraction"),
        ([component(label="Họ\u200btên")], {}, "$.components[0].label"),
        ([component(label="Ho\u0323 te\u0302n")], {}, "$.components[0].label"),
        ([component(label="\ud800")], {}, "$.components[0].label"),
        ([component(label="a\x00")], {}, "$.components[0].label"),
        ([component(size=2**60)], {}, "$.components[0].size"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(components, more, place):
    assert place in [path for path, _ in refused(*components, **more)]


def test_a_definition_nested_without_end_is_refused_not_followed():
    deep = {"label": "đáy"}
    for _ in range(5_000):
        deep = {"properties": deep}

    assert refused(component(properties=deep))[0][1] == "lồng nhau quá nhiều tầng"


def test_a_definition_of_endless_length_is_refused():
    assert refused(component(properties={"a": [0] * 60_000}))[0] == ("$", "biểu mẫu quá lớn")


def test_fieldsets_nest_three_deep_and_no_deeper():
    def nested(depth):
        if not depth:
            return component()
        inner = [nested(depth - 1)]
        return {"type": "fieldset", "key": f"n{depth}", "legend": "Nhóm", "components": inner}

    assert form(nested(3)).fields
    assert [reason for _, reason in refused(nested(4))] == ["nhóm lồng nhau quá nhiều tầng"]


def test_a_condition_on_a_later_or_unknown_field_is_refused():
    condition = when("b", "x")
    reason = "điều kiện phải dựa vào một ô đứng trước trong biểu mẫu"

    assert refused(component(key="a", conditional=condition), component(key="b")) == [
        ("$.components[0].conditional.when", reason)
    ]
    assert refused(component(key="b", conditional=condition)) == [
        ("$.components[0].conditional.when", reason)
    ]


def test_a_condition_on_a_component_that_is_refused_itself_is_not_a_second_fault():
    found = refused(component("map", key="a"), component(key="b", conditional=when("a", "x")))

    assert [path for path, _ in found] == ["$.components[0].type"]


@pytest.mark.parametrize(
    ("asked", "condition", "place"),
    [
        (component("radio", key="a", values=choices("x")), when("a", "y"), ".eq"),
        (component("checkbox", key="a"), when("a", "có"), ".eq"),
        (component("day", key="a"), when("a", "2021-10-18"), ".when"),
        (component("file", key="a", **FILE), when("a", "x"), ".when"),
        (component(key="a"), {**when("a", "x"), "json": {"var": "data.a"}}, ""),
        (component(key="a"), {"show": "khi nào", "when": "a", "eq": "x"}, ".show"),
        (component(key="a"), {"conjunction": "all", "conditions": [{"component": "a"}]},
         ".conditions"),
    ],
)  # fmt: skip
def test_a_condition_that_can_never_hold_or_is_not_run_is_refused(asked, condition, place):
    found = refused(asked, component(key="b", conditional=condition))

    assert [path for path, _ in found] == [f"$.components[1].conditional{place}"]


def test_a_condition_is_told_in_the_words_of_the_form():
    found = form(
        component("radio", key="a", label="Của ai?", values=choices("x", "y")),
        component(key="b", conditional=when("a", "y")),
    )

    assert found.field("b").condition == types.Equals(
        key="a", value="y", shows=True, question="Của ai?", answer="Mục y"
    )


@pytest.mark.parametrize("name", bundled())
def test_every_form_of_the_project_is_run(name):
    found = definitions.parse(json.loads(DATA.joinpath(name).read_text("utf-8")))

    assert name == f"{found.key}.json"


def test_reading_a_definition_leaves_it_as_it_was():
    written = definition(component(defaultValue="a"))
    before = repr(written)

    definitions.parse(written)

    assert repr(written) == before
