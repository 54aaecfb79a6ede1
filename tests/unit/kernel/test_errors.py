import pickle

import pytest

from motcua.kernel import errors
from motcua.kernel.errors import Refusal, all_refusals
from motcua.kernel.messages import message
from motcua.kernel.numerals import NotACount


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """Keep the refusals invented here out of the register that other tests walk."""
    monkeypatch.setattr(errors, "_registered", dict(errors._registered))


@pytest.fixture
def total_is_zero():
    class TotalIsZero(Refusal):
        code = "trial.total_is_zero"
        message = "Dòng {line}: tổng số thủ tục bằng 0."
        next_step = "Sửa tổng số của {agency}."

    return TotalIsZero


def test_the_text_is_the_message_and_the_next_step_with_their_values(total_is_zero):
    refusal = total_is_zero(line=7, agency="An Giang")

    assert refusal.text() == "Dòng 7: tổng số thủ tục bằng 0. Sửa tổng số của An Giang."
    assert str(refusal) == refusal.text()


def test_the_sentences_are_translated_before_the_values_are_put_in(total_is_zero):
    english = {
        "Dòng {line}: tổng số thủ tục bằng 0.": "Line {line}: the total is 0.",
        "Sửa tổng số của {agency}.": "Correct the total of {agency}.",
    }

    text = total_is_zero(line=7, agency="An Giang").text(english.__getitem__)

    assert text == "Line 7: the total is 0. Correct the total of An Giang."


def test_a_marked_value_is_translated_and_what_a_person_wrote_is_not(total_is_zero):
    english = {"cột cuối": "the last column", "An Giang": "never looked up"}

    text = total_is_zero(line=message("cột cuối"), agency="An Giang").text(
        lambda part: english.get(part, part)
    )

    assert text == "Dòng the last column: tổng số thủ tục bằng 0. Sửa tổng số của An Giang."


def test_a_refusal_without_a_next_step_has_only_its_message():
    class Closed(Refusal):
        code = "trial.closed"
        message = "Kỳ báo cáo đã đóng."

    assert Closed().text() == "Kỳ báo cáo đã đóng."


def test_a_missing_value_is_named_when_raised(total_is_zero):
    with pytest.raises(TypeError, match="TotalIsZero needs agency, line"):
        total_is_zero()


def test_values_beyond_the_sentences_are_kept_for_programs(total_is_zero):
    assert total_is_zero(line=7, agency="An Giang", column="total").params["column"] == "total"


def test_the_problem_carries_our_code_and_the_status(total_is_zero):
    problem = total_is_zero(line=7, agency="An Giang").as_problem(status=422)

    assert problem == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "Dòng 7: tổng số thủ tục bằng 0. Sửa tổng số của An Giang.",
        "code": "trial.total_is_zero",
    }


@pytest.mark.parametrize("code", ["", "total", "Trial.zero", "trial.", "trial zero", "trial.số"])
def test_a_malformed_code_is_refused_where_it_is_written(code):
    with pytest.raises(TypeError, match="no dotted lower-case code"):
        type("Malformed", (Refusal,), {"code": code, "message": "Không được."})


def test_a_code_belongs_to_one_refusal_only(total_is_zero):
    with pytest.raises(TypeError, match="TotalIsZero has the code"):
        type("Second", (Refusal,), {"code": total_is_zero.code, "message": "Không được."})


def test_a_refusal_may_not_inherit_the_code_of_another(total_is_zero):
    with pytest.raises(TypeError, match="has the code"):
        type("Child", (total_is_zero,), {})


def test_a_refusal_without_a_message_is_refused():
    with pytest.raises(TypeError, match="needs a message"):
        type("Mute", (Refusal,), {"code": "trial.mute"})


@pytest.mark.parametrize("message", ["Dòng {}.", "Dòng {0}.", "Dòng {row.line}."])
def test_fields_must_be_plain_names(message):
    with pytest.raises(TypeError, match="must be plain names"):
        type("Nameless", (Refusal,), {"code": "trial.nameless", "message": message})


def test_a_group_catches_its_members_but_is_never_raised_itself():
    class Unreadable(Refusal):
        pass

    class NoDate(Unreadable):
        code = "trial.no_date"
        message = "Không phải ngày."

    with pytest.raises(Unreadable):
        raise NoDate
    with pytest.raises(TypeError, match="groups refusals"):
        Unreadable()


def test_the_register_lists_refusals_by_code(total_is_zero):
    codes = [refusal.code for refusal in all_refusals()]

    assert total_is_zero in all_refusals()
    assert codes == sorted(codes)
    assert not any(refusal is Refusal for refusal in all_refusals())


def test_a_refusal_survives_the_way_to_another_process():
    refusal = NotACount(text="12a")

    copy = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own bytes

    assert type(copy) is NotACount
    assert copy.params == {"text": "12a"}
