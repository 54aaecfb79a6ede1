"""Numbers with decimals, times, tax codes, papers that may follow, lists, blocks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms import blocks, errors, lists, rules, types
from tests.unit.eforms.making import FILE, TODAY, component, form


def answered(written, text, today=TODAY):
    """The answer that a text makes, or the refusal."""
    found = form(written)
    page = found.pages[0]
    checked = rules.check_page(found, page, rules.read(page, {"o": text}), {}, today=today)
    return checked.errors.get("o") or checked.answers.get("o")


@pytest.mark.parametrize(
    ("decimals", "text", "answer"),
    [
        (1, "12,5", "12.5"),
        (1, "12.5", "12.5"),
        (1, "12,0", "12"),
        (1, "1.500", "1500"),
        (1, "1.500,5", "1500.5"),
        (2, "1 234 567,25", "1234567.25"),
        (2, "007,10", "7.1"),
        (2, "0", "0"),
        (3, "1.500", "1.5"),
        (3, "12,125", "12.125"),
        (4, "0,0001", "0.0001"),
        (1, "  ", None),
    ],
)
def test_decimals_stand_behind_comma_or_point(decimals, text, answer):
    assert answered(component("number", decimalLimit=decimals), text) == answer


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("12,55", errors.NotADecimal),
        ("1,5,5", errors.NotADecimal),
        ("-1,5", errors.NotADecimal),
        ("1e3", errors.NotADecimal),
        ("NaN", errors.NotADecimal),
        ("٣,٥", errors.NotADecimal),
        ("1/2", errors.NotADecimal),
        (",5", errors.NotADecimal),
        ("100,1", errors.NumberOutOfRange),
        ("9" * 300, errors.NumberOutOfRange),
    ],
)
def test_other_texts_are_no_decimals(text, refusal):
    written = component("number", decimalLimit=1, validate={"max": 100})

    assert type(answered(written, text)) is refusal


@given(st.decimals(0, 10**9, places=4))
def test_a_number_that_is_shown_again_reads_the_same(value):
    written = component("number", decimalLimit=4)
    answer = answered(written, str(value).replace(".", ","))

    again = answered(written, form(written).fields[0].typed(answer))

    assert again == answer


@pytest.mark.parametrize(
    "answer", [12, 12.5, "12,5", "012", "1.50", "1.55", "-1", "1e3", ["1"], True]
)
def test_decimals_of_programs_are_canonical_texts(answer):
    found = form(component("number", decimalLimit=1))

    assert rules.check_all(found, {"o": answer}, today=TODAY)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8:30", "08:30"), ("08:30", "08:30"), ("8h30", "08:30"), ("8 giờ 30", "08:30"),
        ("17h", "17:00"), ("8 giờ", "08:00"), ("23:59", "23:59"), ("14.05", "14:05"), ("", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text, answer):
    assert answered(component("time"), text) == answer


@pytest.mark.parametrize("text", ["24:00", "8:60", "8:5", "sáng", "-1:00", "08:30:00", "8:30 PM"])
def test_other_texts_are_no_times(text):
    assert type(answered(component("time"), text)) is errors.NotATime


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("0100109106", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("0101248141", "0101248141"),
        ("010 010 9106", "0100109106"),
    ],
)
def test_tax_codes_with_their_check_digit(text, answer):
    assert answered(component("taxCode"), text) == answer


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("0100109107", errors.TaxCodeImpossible),
        ("0100109106-01", errors.NotATaxCode),
        ("010010910", errors.NotATaxCode),
        ("MST0100109106", errors.NotATaxCode),
        ("０１００１０９１０６", errors.NotATaxCode),
    ],
)
def test_other_texts_are_no_tax_codes(text, refusal):
    assert type(answered(component("taxCode"), text)) is refusal


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_noticed(place, digit):
    code = "0100109106"
    wrong = code[:place] + str(digit) + code[place + 1 :]

    found = answered(component("taxCode"), wrong)

    assert (found == code) if wrong == code else type(found) is errors.TaxCodeImpossible


def test_a_personal_id_is_a_tax_code_since_july_2025():
    code = "049090000001"

    assert type(answered(component("taxCode"), code, date(2025, 6, 30))) is errors.NotATaxCode
    assert answered(component("taxCode"), code, date(2025, 7, 1)) == code


def test_a_paper_that_may_follow_is_left_out_with_a_word():
    found = form(component("file", key="o", label="Giấy ra viện", softRequired=True, **FILE))
    page = found.pages[0]

    checked = rules.check_page(found, page, {}, {}, today=TODAY)

    assert checked.errors == {}
    assert checked.warnings == {"o": "Giấy ra viện"}
    assert rules.check_all(found, {}, today=TODAY) == []
    assert rules.summary(found, {})[0].text == "Chưa có, có thể phải bổ sung"
    assert rules.check_page(found, page, {}, {"o": "0193"}, today=TODAY).warnings == {}


def test_a_paper_is_needed_now_or_later_not_both():
    with pytest.raises(errors.FormNotSupported):
        form(component("file", softRequired=True, validate={"required": True}, **FILE))


def test_a_list_that_the_project_carries_is_chosen_from_by_code():
    found = form(component("select", dataSrc="catalogue", catalogue="dan-toc"))

    assert len(found.fields[0].choices) == 54
    assert rules.summary(found, {"o": "26"})[0].text == "Cơ-tu"
    assert rules.check_all(found, {"o": "99"}, today=TODAY)


@pytest.mark.parametrize("name", lists.names())
def test_every_list_says_where_it_is_from(name):
    found = lists.named(name)

    assert found.title
    assert found.source
    assert found.certainty in {"found", "from memory"}
    values = [choice.value for choice in found.choices]
    assert len(values) == len(set(values))


def test_there_is_no_other_list():
    for name in ("", "khong-co", "../noi-dung-trich-luc-ho-tich"):
        with pytest.raises(errors.FormNotSupported):
            form(component("select", dataSrc="catalogue", catalogue=name))


def test_a_person_is_asked_in_parts():
    found = form(
        component(
            "personBlock",
            key="con",
            label="Con",
            parts=["ho_ten", "ngay_sinh", "dan_toc"],
            requiredParts=["ho_ten"],
            hints={"ho_ten": "Như trên giấy chứng sinh"},
            prefillFrom="application.child",
        )
    )

    (group,) = found.pages[0].components
    name, born, _people = found.fields
    assert (group.kind, group.legend) == ("fieldset", "Con")
    assert [field.key for field in found.fields] == ["con.ho_ten", "con.ngay_sinh", "con.dan_toc"]
    assert (name.required, born.required) == (True, False)
    assert (name.hint, name.prefill) == ("Như trên giấy chứng sinh", "application.child.full_name")


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        ("personBlock", blocks.PERSON),
        ("bankAccount", blocks.BANK_ACCOUNT),
        ("parcel", blocks.PARCEL),
    ],
)
def test_all_parts_of_a_block_can_be_asked(block, parts):
    found = form(component(block, key="k", parts=list(parts), requiredParts=list(parts)))

    assert [field.key for field in found.fields] == [f"k.{part}" for part in parts]
    assert all(field.required for field in found.fields)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({}, "parts"),
        ({"parts": ["khong_co"]}, "parts"),
        ({"parts": "ho_ten"}, "parts"),
        ({"parts": ["ho_ten"], "requiredParts": ["ngay_sinh"]}, "requiredParts"),
        ({"parts": ["ho_ten"], "validate": {"required": True}}, "validate"),
    ],
)
def test_a_block_that_asks_for_other_parts_is_refused(more, place):
    with pytest.raises(errors.FormNotSupported) as refusal:
        form(component("personBlock", **more))

    assert refusal.value.items[0].path == f"$.components[0].{place}"


def test_a_block_may_hang_on_an_answer_and_stand_in_a_row():
    block = component(
        "personBlock", key="vo", parts=["ho_ten"], conditional={"when": "a", "eq": "true"}
    )
    found = form(component("checkbox", key="a"), block)
    rows = form(component("datagrid", key="r", components=[{**block, "conditional": {}}]))

    assert "vo.ho_ten" in rules.visible(found, {"a": True})
    assert "vo.ho_ten" not in rules.visible(found, {})
    assert rules.read(rows.pages[0], {"r-1-vo.ho_ten": "Lê An"}) == {"r": [{"vo.ho_ten": "Lê An"}]}


def test_columns_stand_below_each_other():
    columns = {
        "type": "columns",
        "key": "cot",
        "columns": [
            {"components": [component(key="a")], "width": 6, "size": "md"},
            {"components": [component(key="b")], "width": 6},
        ],
    }

    assert [field.key for field in form(columns).fields] == ["a", "b"]
    with pytest.raises(errors.FormNotSupported):
        form(component(key="c"), {**columns, "conditional": {"when": "c", "eq": "x"}})


def test_what_a_block_refuses_is_said_at_the_block():
    with pytest.raises(errors.FormNotSupported) as refusal:
        form(component(key="k.ho_ten"), component("personBlock", key="k", parts=["ho_ten"]))

    assert [item.path for item in refusal.value.items] == ["$.components[1].components[0].key"]


def test_money_is_whole_dong():
    (field,) = form(component("currency")).fields

    assert type(field) is types.NumberField
    assert answered(component("currency"), "1.500.000") == 1_500_000
