"""Only what is not personal, and was chosen or counted, may be counted."""

from motcua.eforms import counting, definitions

VALUES = [{"value": "a", "label": "Một"}, {"value": "b", "label": "Hai"}]
FORM = definitions.parse(
    {
        "name": "dem",
        "title": "Đếm",
        "components": [
            {"type": "radio", "key": "chon", "label": "Chọn", "personal": False, "values": VALUES},
            {"type": "selectboxes", "key": "nhieu", "label": "Nhiều", "personal": False,
             "values": VALUES},
            {"type": "number", "key": "so", "label": "Số", "personal": False, "suffix": "bản"},
            {"type": "number", "key": "le", "label": "Lẻ", "personal": False, "decimalLimit": 2},
            {"type": "checkbox", "key": "co", "label": "Có", "personal": False},
            {"type": "textfield", "key": "chu", "label": "Chữ", "personal": False},
            {"type": "radio", "key": "rieng", "label": "Riêng", "values": VALUES},
            {"type": "number", "key": "tuoi", "label": "Tuổi"},
            {"type": "declaration", "key": "cam_doan", "label": "Cam đoan", "personal": False},
        ],
    }
)  # fmt: skip
ANSWERS = {
    "chon": "a",
    "nhieu": ["a", "b"],
    "so": 3,
    "le": "1.5",
    "co": True,
    "chu": "Lời của tôi",
    "rieng": "a",
    "tuoi": 30,
    "cam_doan": True,
}


def test_personal_answers_and_peoples_own_words_are_left_out():
    assert list(counting.countable(FORM, ANSWERS)) == [
        ("chon", "a"),
        ("nhieu", "a"),
        ("nhieu", "b"),
        ("so", "3"),
        ("co", "true"),
    ]


def test_what_was_not_answered_is_not_counted():
    assert list(counting.countable(FORM, {"co": False})) == []


def test_questions_are_described_as_people_read_them():
    found = {one.key: one for one in counting.countable_questions(FORM)}

    assert list(found) == ["chon", "nhieu", "so", "co"]
    assert found["chon"].choices == {"a": "Một", "b": "Hai"}
    assert (found["so"].choices, found["so"].unit) == ({}, "bản")
    assert found["nhieu"].has_several
