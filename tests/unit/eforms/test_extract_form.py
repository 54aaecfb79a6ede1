"""The declaration of procedure 2.000635 lived through: for oneself, and for somebody else."""

import pytest

from motcua.eforms import errors, rules
from tests.unit.eforms.making import TODAY

IDENTITY = {
    "identity.full_name": "Nguyễn Thị Minh Khai",
    "identity.personal_id": "049190000001",
    "identity.birth_date": "1990-02-01",
    "identity.address": "12 Trần Phú, phường Minh An, thành phố Hội An, tỉnh Quảng Nam",
    "identity.phone": "0905123456",
    "identity.email": "khai@vidu.vn",
}
REQUEST = {
    "loai_viec": "khai_sinh",
    "da_dang_ky_tai": "Ủy ban nhân dân phường Minh An",
    "so_ban_sao": 2,
    "giay_to": "0193",
    "cam_doan": True,
}


@pytest.fixture
def known(extract):
    return rules.prefilled(extract, IDENTITY)


def keys_with_problems(extract, answers):
    return [problem.key for problem in rules.check_all(extract, answers, today=TODAY)]


def test_it_has_the_two_steps_of_the_procedure(extract):
    assert [page.title for page in extract.pages] == ["Người yêu cầu", "Nội dung yêu cầu"]


def test_the_applicant_is_known_already(extract, known):
    assert known == {
        "ho_ten": "Nguyễn Thị Minh Khai",
        "so_dinh_danh": "049190000001",
        "ngay_sinh": "1990-02-01",
        "noi_cu_tru": "12 Trần Phú, phường Minh An, thành phố Hội An, tỉnh Quảng Nam",
        "dien_thoai": "0905123456",
        "thu_dien_tu": "khai@vidu.vn",
        "so_ban_sao": 1,
    }


def test_for_oneself_nothing_is_asked_twice(extract, known):
    answers = {**known, "quan_he": "ban_than", **REQUEST}

    assert keys_with_problems(extract, answers) == []
    asked = {line.label for line in rules.summary(extract, answers)}
    assert not {label for label in asked if "người được cấp" in label}


def test_for_somebody_else_relation_paper_and_person_are_asked(extract, known):
    answers = {**known, "quan_he": "nguoi_khac", **REQUEST}
    rest = {
        "quan_he_cu_the": "con",
        "giay_to_quan_he": "0194",
        "duoc_cap_ho_ten": "Nguyễn Văn An",
        "duoc_cap_ngay_sinh": "1960-05-06",
    }

    assert keys_with_problems(extract, answers) == list(rest)
    assert keys_with_problems(extract, {**answers, **rest}) == []


def test_another_kind_of_record_is_named(extract, known):
    answers = {**known, "quan_he": "ban_than", **REQUEST, "loai_viec": "khac"}

    assert keys_with_problems(extract, answers) == ["loai_viec_khac"]
    assert keys_with_problems(extract, {**answers, "loai_viec_khac": "Ghi chú ly hôn"}) == []


@pytest.mark.parametrize("copies", [0, 21, "2", None])
def test_one_to_twenty_copies(extract, known, copies):
    answers = {**known, "quan_he": "ban_than", **REQUEST, "so_ban_sao": copies}

    assert keys_with_problems(extract, answers) == ["so_ban_sao"]


def test_without_paper_and_declaration_nothing_is_sent(extract, known):
    answers = {**known, "quan_he": "ban_than", **REQUEST}
    del answers["giay_to"], answers["cam_doan"]

    found = rules.check_all(extract, answers, today=TODAY)

    assert [type(problem.error) for problem in found] == [errors.FileMissing, errors.NotTicked]


def test_what_counts_in_statistics_is_not_personal(extract):
    open_to_statistics = {field.key for field in extract.fields if not field.personal}

    assert open_to_statistics == {"quan_he", "loai_viec", "so_ban_sao", "cam_doan"}


def test_every_word_is_in_the_official_spelling(extract):
    from motcua.kernel import text

    words = [field.label for field in extract.fields] + [field.hint for field in extract.fields]

    assert [word for word in words if text.normalise(word) != word] == []
