"""Our fields are written out, for speed; they are what the GOV.UK macros would make."""

import pytest
from django.template import engines
from lxml import html

from motcua.eforms import errors
from tests.unit.eforms.making import choices, component, form, when

MACROS = """
{% from "govuk_frontend_jinja/components/checkboxes/macro.html" import govukCheckboxes %}
{% from "govuk_frontend_jinja/components/date-input/macro.html" import govukDateInput %}
{% from "govuk_frontend_jinja/components/file-upload/macro.html" import govukFileUpload %}
{% from "govuk_frontend_jinja/components/input/macro.html" import govukInput %}
{% from "govuk_frontend_jinja/components/radios/macro.html" import govukRadios %}
{% from "govuk_frontend_jinja/components/select/macro.html" import govukSelect %}
{% from "govuk_frontend_jinja/components/textarea/macro.html" import govukTextarea %}
{% set error = {"text": said, "visuallyHiddenText": "Lỗi"} if said else None %}
{% set wrong = " govuk-input--error" if said else "" %}
{% set all = {"id": "o", "idPrefix": "o", "name": "o", "hint": {"text": hint} if hint else None,
  "errorMessage": error, "label": {"text": "Ô cần điền", "classes": "govuk-label--s"}} %}
{% set group = {"fieldset": {"legend": {"text": "Ô cần điền",
  "classes": "govuk-fieldset__legend--s"}}} %}
{% set items = [{"value": "a", "text": "Mục a"}, {"value": "b", "text": "Mục b"}] %}
"""
FILE = {"filePattern": ".pdf", "fileMaxSize": "5MB"}
KINDS = {
    "textfield": (
        component("textfield", autocomplete="name"),
        (
            '{{ govukInput(dict(all, classes="govuk-input--width-30", value=value,'
            ' autocomplete="name")) }}'
        ),
    ),
    "textarea": (component("textarea"), "{{ govukTextarea(dict(all, rows=4, value=value)) }}"),
    "email": (
        component("email"),
        (
            '{{ govukInput(dict(all, classes="govuk-input--width-20", type="email",'
            " spellcheck=false, value=value)) }}"
        ),
    ),
    "phoneNumber": (
        component("phoneNumber"),
        '{{ govukInput(dict(all, classes="govuk-input--width-20", type="tel", value=value)) }}',
    ),
    "personalId": (
        component("personalId"),
        (
            '{{ govukInput(dict(all, classes="govuk-input--width-10'
            ' govuk-input--extra-letter-spacing", spellcheck=false, inputmode="numeric",'
            " value=value)) }}"
        ),
    ),
    "taxCode": (
        component("taxCode"),
        (
            '{{ govukInput(dict(all, classes="govuk-input--width-10'
            ' govuk-input--extra-letter-spacing", spellcheck=false, value=value)) }}'
        ),
    ),
    "time": (
        component("time"),
        '{{ govukInput(dict(all, classes="govuk-input--width-5", value=value)) }}',
    ),
    "number with decimals": (
        component("number", decimalLimit=1, validate={"max": 20}),
        (
            '{{ govukInput(dict(all, classes="govuk-input--width-5", inputmode="decimal",'
            " value=value)) }}"
        ),
    ),
    "number": (
        component("number", suffix="bản", validate={"max": 20}),
        (
            '{{ govukInput(dict(all, classes="govuk-input--width-5", inputmode="numeric",'
            ' suffix={"text": "bản"}, value=value)) }}'
        ),
    ),
    "day": (
        component("day", autocomplete="bday"),
        (
            '{{ govukDateInput(dict(all, namePrefix="o", items=['
            '{"name": "day", "label": "Ngày", "classes": "govuk-input--width-2" ~ wrong,'
            ' "value": "01", "autocomplete": "bday-day"},'
            '{"name": "month", "label": "Tháng", "classes": "govuk-input--width-2" ~ wrong,'
            ' "value": "02", "autocomplete": "bday-month"},'
            '{"name": "year", "label": "Năm", "classes": "govuk-input--width-4" ~ wrong,'
            ' "value": "1990", "autocomplete": "bday-year"}], **group)) }}'
        ),
    ),
    "radio": (
        component("radio", values=choices("a", "b")),
        "{{ govukRadios(dict(all, value=value, items=items, **group)) }}",
    ),
    "select": (
        component("select", data={"values": choices("a", "b")}),
        (
            '{{ govukSelect(dict(all, value=value, items=[{"value": "",'
            ' "text": "Chọn trong danh sách"}] + items)) }}'
        ),
    ),
    "selectboxes": (
        component("selectboxes", values=choices("a", "b")),
        "{{ govukCheckboxes(dict(all, values=value, items=items, **group)) }}",
    ),
    "checkbox": (
        component("checkbox"),
        (
            '{{ govukCheckboxes(dict(all, items=[{"value": "true", "text": "Ô cần điền",'
            ' "checked": true}])) }}'
        ),
    ),
    "file": (
        component("file", **FILE),
        '{{ govukFileUpload(dict(all, attributes={"accept": "application/pdf"})) }}',
    ),
}
VALUES = {"day": "1990-02-01", "radio": "b", "select": "b", "selectboxes": ["b"], "checkbox": True,
          "number": 2}  # fmt: skip


def outline(markup):
    """Elements with their attributes and texts, without what means nothing."""
    (group,) = html.fromstring(f"<div>{markup}</div>").xpath(
        "//div[contains(@class, 'govuk-form-group')][1]"
    )[:1]
    return [
        (element.tag, sorted(element.items()), " ".join((element.text or "").split()))
        for element in group.iter()
    ]


def drawn(template, **context):
    return engines["jinja2"].from_string(template).render(context)


@pytest.mark.parametrize("type_name", KINDS)
@pytest.mark.parametrize("hint", ["", "Ví dụ"])
@pytest.mark.parametrize("is_wrong", [False, True])
def test_our_fields_are_those_of_the_macros(type_name, hint, is_wrong):
    written, macro = KINDS[type_name]
    (page,) = form({**written, "description": hint}).pages
    error = errors.AnswerMissing(label="Ô cần điền") if is_wrong else None
    value = VALUES.get(type_name, "Chữ <b>")
    if type_name == "file":
        hint = f"{hint}. PDF, tối đa 5 MB" if hint else "PDF, tối đa 5 MB"

    ours = drawn(
        '{% from "eforms/fields.html" import page_fields %}'
        "{{ page_fields(page, {'o': value}, errors, {}, with_summary=false) }}",
        page=page,
        value=value,
        errors={"o": error} if error else {},
    )
    theirs = drawn(MACROS + macro, value=value, hint=hint, said=error.text() if error else "")

    assert outline(ours) == outline(theirs)


def test_the_summary_leads_to_what_stands_on_the_page():
    found = form(
        component("radio", key="a", values=choices("x", "y")),
        component("day", key="b"),
        component("checkbox", key="c"),
        component(key="d", conditional=when("a", "x")),
    )
    wrong = {field.key: errors.AnswerMissing(label=field.label) for field in found.fields}

    page = html.fromstring(
        drawn(
            '{% from "eforms/fields.html" import page_fields %}'
            "{{ page_fields(page, {}, errors, {}) }}",
            page=found.pages[0],
            errors=wrong,
        )
    )

    targets = [link.get("href")[1:] for link in page.xpath("//li/a")]
    assert targets == ["a", "b-day", "c", "d"]
    assert [page.get_element_by_id(target).tag for target in targets] == ["input"] * 4
