"""What people type into one question; B01 to B08 of the bad inputs are marked by their number."""

import pytest

from motcua.eforms import errors, rules
from tests.unit.eforms.making import FILE, TODAY, choices, component, form


def answered(written, typed, *, answers=None):
    """The answer to one component, or the class of the refusal; None when it is left out."""
    found = form(written)
    posted = typed if isinstance(typed, dict) else {"o": typed}
    raw = rules.read(found.pages[0], posted)
    checked = rules.check_page(found, found.pages[0], raw, answers or {}, today=TODAY)
    if checked.errors:
        assert "o" not in checked.answers
        return type(checked.errors["o"])
    return checked.answers.get("o")


def day(number="", month="", year=""):
    return {"o-day": number, "o-month": month, "o-year": year}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("  Nguyễn \t Văn\nAn ", "Nguyễn Văn An"),
        ("Nguye\u0302\u0303n Va\u0306n An", "Nguyễn Văn An"),  # B03 decomposed
        ("Ng\u200buy\u00adễn\u202e Văn\ufeff An", "Nguyễn Văn An"),  # B03 nobody sees these
        ("Nguyễn\x00 Văn\x07 An\ud800", "Nguyễn Văn An"),  # B04
        ("Hoà Thuý", "Hoà Thuý"),  # as on her papers, not as we would spell it
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # B06 escaped where shown
        ("'; DROP TABLE x; --", "'; DROP TABLE x; --"),  # B07
        ("{{ 7*7 }} ${7*7} *)(uid=*", "{{ 7*7 }} ${7*7} *)(uid=*"),  # B07
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),  # B08 harmless until exported
        ("", None),
        (" \u200b ", None),
        (" ", None),
        (["một", "hai"], None),
        (None, None),
        (7, None),
        ("N\u0433uyễn", errors.ForeignLetters),  # B03 Cyrillic г
        ("\u0410\u0412\u0421", errors.ForeignLetters),  # B03 looks like ABC
        ("Νam", errors.ForeignLetters),  # B03 Greek capital nu
        ("\uff2e\uff47uyễn", errors.ForeignLetters),  # full width
        ("\U0001d40d\U0001d41am", errors.ForeignLetters),  # mathematical
        ("a" * 256, errors.TextTooLong),
        ("ă" * 1_000_000, errors.TextTooLong),  # B04
    ],
)
def test_one_line_of_text(typed, kept):
    assert answered(component(), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("một\r\n  hai \r\n\r\nba\r", "một\n  hai\n\nba"),
        ("Москва và Hà Nội", "Москва và Hà Nội"),
        ("Hà N\u043ei", errors.ForeignLetters),
        ("a" * 4_001, errors.TextTooLong),
        ("\n \n", None),
    ],
)
def test_several_lines_of_text(typed, kept):
    assert answered(component("textarea"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AB-123", "AB-123"),
        ("AB-12", errors.TextDoesNotFit),
        ("AB-１２３", errors.ForeignLetters),
        ("xAB-123", errors.TextDoesNotFit),
        ("AB-123\n", "AB-123"),
    ],
)
def test_a_pattern_must_match_the_whole_text(typed, kept):
    assert answered(component(validate={"pattern": r"[A-Z]{2}-\d{3}"}), typed) == kept


def test_the_author_may_explain_what_does_not_fit():
    found = form(
        component(
            validate={"pattern": "[0-9]{4}", "customMessage": "Ghi bốn chữ số.", "required": True}
        )
    )

    def said(typed):
        raw = {"o": typed}
        return rules.check_page(found, found.pages[0], raw, {}, today=TODAY).errors["o"].text()

    assert said("12") == "“Ô cần điền”: Ghi bốn chữ số."
    assert said("") == "Chưa điền “Ô cần điền”. Thông tin này là bắt buộc."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("049090000001", "049090000001"),
        ("049 090 000 001", "049090000001"),
        ("001221000001", "001221000001"),  # born in 2021
        ("096199999999", "096199999999"),
        ("201234567", "201234567"),  # the old card
        ("04909000001", errors.NotAPersonalId),  # B01: 11
        ("0490900000012", errors.NotAPersonalId),  # B01: 13
        ("04909000000A", errors.NotAPersonalId),  # B01
        ("０４９０９００００００１", errors.NotAPersonalId),  # B01: full width
        ("٠٤٩٠٩٠٠٠٠٠٠١", errors.NotAPersonalId),
        ("000090000001", errors.PersonalIdImpossible),  # B01: no such province
        ("097090000001", errors.PersonalIdImpossible),  # B01
        ("049222000001", errors.PersonalIdImpossible),  # B01: born in 2022, after today
        ("049490000001", errors.PersonalIdImpossible),  # B01: born in 2190
        ("049990000001", errors.PersonalIdImpossible),
        ("049090000001'--", errors.NotAPersonalId),
        ("", None),
    ],
)
def test_personal_ids(typed, kept):
    assert answered(component("personalId"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (day("1", "2", "1990"), "1990-02-01"),
        (day(" 01", "02 ", "1990"), "1990-02-01"),
        (day("29", "2", "2020"), "2020-02-29"),
        (day("18", "10", "2021"), "2021-10-18"),
        (day("30", "2", "1990"), errors.NotADate),  # B02
        (day("29", "2", "2021"), errors.NotADate),
        (day("19", "10", "2021"), errors.DateTooLate),  # B02: tomorrow
        (day("1", "1", "9999"), errors.DateTooLate),
        (day("", "", "1990"), errors.DateIncomplete),  # B02: year only
        (day("1", "", "1990"), errors.DateIncomplete),
        (day("1", "2", "90"), errors.NotADate),
        (day("1", "2", "0090"), errors.NotADate),
        (day("1", "2", "19900"), errors.NotADate),
        (day("0", "2", "1990"), errors.NotADate),
        (day("-1", "2", "1990"), errors.NotADate),
        (day("１", "2", "1990"), errors.NotADate),
        (day("x", "y", "zzzz"), errors.NotADate),
        (day("1 2", "3", "1990"), errors.NotADate),
        (day(), None),
        ({"o": "1990-02-01"}, None),
        ({"o-day": ["1"], "o-month": None, "o-year": 1990}, None),
    ],
)
def test_days(typed, kept):
    assert answered(component("day", maxDate="today"), typed) == kept


def test_a_day_may_have_a_first_one_too():
    written = component("datetime", enableTime=False, datePicker={"minDate": "2000-01-01"})

    assert answered(written, day("31", "12", "1999")) is errors.DateTooEarly
    assert answered(written, day("1", "1", "2000")) == "2000-01-01"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0905 123 456", "0905123456"),
        ("(0235) 3 852 401", "02353852401"),
        ("+84 905.123.456", "0905123456"),
        ("+1 202 555 0100", "+12025550100"),
        ("0405123456", errors.NotAPhoneNumber),
        ("090512345", errors.NotAPhoneNumber),
        ("09051234567", errors.NotAPhoneNumber),
        ("84905123456", errors.NotAPhoneNumber),
        ("０９０５１２３４５６", errors.NotAPhoneNumber),
        ("0905123456\r\nBcc: x@y.vn", errors.NotAPhoneNumber),  # B05
        ("0905123456;ext=1", errors.NotAPhoneNumber),
        ("không có", errors.NotAPhoneNumber),
    ],
)
def test_telephone_numbers(typed, kept):
    assert answered(component("phoneNumber"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("an@vidu.vn", "an@vidu.vn"),
        (" An.Nguyen+mc@thu.vidu.gov.vn ", "An.Nguyen+mc@thu.vidu.gov.vn"),
        ("an@vidu.vn\r\nBcc: x@y.vn", errors.NotAnEmail),  # B05
        ("an@vidu.vn,x@y.vn", errors.NotAnEmail),  # B05
        ("An <an@vidu.vn>", errors.NotAnEmail),
        ("an@vidu", errors.NotAnEmail),
        ("an@-vidu.vn", errors.NotAnEmail),
        ("an@vidu..vn", errors.NotAnEmail),
        ("@vidu.vn", errors.NotAnEmail),
        ("ân@vidu.vn", errors.NotAnEmail),
        ("a" * 65 + "@vidu.vn", errors.NotAnEmail),
        ("an@" + "a" * 60 + ("." + "b" * 60) * 4 + ".vn", errors.NotAnEmail),
    ],
)
def test_email_addresses(typed, kept):
    assert answered(component("email"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2", 2),
        ("02", 2),
        (" 20 ", 20),
        ("0", errors.NumberOutOfRange),
        ("21", errors.NumberOutOfRange),
        ("9" * 5_000, errors.NumberOutOfRange),
        ("-1", errors.NotAWholeNumber),
        ("2,5", errors.NotAWholeNumber),
        ("1e1", errors.NotAWholeNumber),
        ("0x10", errors.NotAWholeNumber),
        ("２", errors.NotAWholeNumber),
        ("hai", errors.NotAWholeNumber),
        ("NaN", errors.NotAWholeNumber),
        ("", None),
    ],
)
def test_whole_numbers(typed, kept):
    assert answered(component("number", validate={"min": 1, "max": 20}), typed) == kept


@pytest.mark.parametrize(("typed", "kept"), [("8.000", 8000), ("1 500 000", 1500000)])
def test_money_is_whole_dong_with_or_without_dots(typed, kept):
    assert answered(component("currency"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a", "a"), ("", None), ("c", errors.NotAChoice), ("a ", errors.NotAChoice)],
)
@pytest.mark.parametrize(
    "more", [{"values": choices("a", "b")}, {"data": {"values": choices("a")}}]
)
def test_one_of_several(typed, kept, more):
    written = component("radio" if "values" in more else "select", **more)

    assert answered(written, typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["b", "a"], ["a", "b"]),
        (["a", "a"], ["a"]),
        ("a", ["a"]),
        ([], None),
        (["a", "x"], errors.NotAChoice),
        (["a", "b", "c"], errors.TooManyChoices),
    ],
)
def test_any_of_several(typed, kept):
    written = component(
        "selectboxes", values=choices("a", "b", "c"), validate={"maxSelectedCount": 2}
    )

    assert answered(written, {"o": typed}) == kept


def test_too_few_boxes_are_said_to_be_too_few():
    written = component(
        "selectboxes", values=choices("a", "b", "c"), validate={"minSelectedCount": 2}
    )

    assert answered(written, {"o": ["a"]}) is errors.TooFewChoices


@pytest.mark.parametrize(
    ("typed", "kept"), [("true", True), ("", None), ("on", None), (["true"], None), (True, None)]
)
def test_a_tick(typed, kept):
    assert answered(component("checkbox"), typed) == kept


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        (component(), errors.AnswerMissing),
        (component("day"), errors.AnswerMissing),
        (component("number"), errors.AnswerMissing),
        (component("radio", values=choices("a")), errors.ChoiceMissing),
        (component("selectboxes", values=choices("a")), errors.ChoiceMissing),
        (component("checkbox"), errors.NotTicked),
        (component("file", **FILE), errors.FileMissing),
    ],
)
def test_what_is_required_may_not_be_left_out(written, refusal):
    assert answered({**written, "validate": {"required": True}}, {}) is refusal


def test_a_declaration_must_be_made():
    assert answered(component("declaration"), {}) is errors.NotTicked
    assert answered(component("declaration"), "true") is True


def test_every_refusal_names_the_question_and_never_repeats_the_answer():
    typed = {"o": "bí mật của tôi" * 100, **day("bí", "mật", "riêng")}
    written = [
        component(), component("email"), component("phoneNumber"), component("personalId"),
        component("number"), component("day"), component("radio", values=choices("a")),
    ]  # fmt: skip

    for one in written:
        found = form(one)
        raw = rules.read(found.pages[0], typed)
        (refusal,) = rules.check_page(found, found.pages[0], raw, {}, today=TODAY).errors.values()
        assert "Ô cần điền" in refusal.text()
        assert "bí" not in refusal.text()
        assert "bí" not in repr(refusal)
