"""What a question asks for, word by word, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue import finding
from motcua.catalogue.finding import Lexicon, Meaning

LEXICON = Lexicon(
    counts={"dang": 900, "ky": 900, "khai": 40, "sinh": 9, "tu": 30, "lai": 12, "xe": 8, "con": 50},
    total=1000,
    synonyms={
        "sinh em be": Meaning(("khai", "sinh"), ("1.001193",)),
        "so do": Meaning(("giay", "chung", "nhan"), ()),
    },
    fillers=frozenset({"lam", "cho", "can gi"}),
)
BIRTH = ("dang ky khai sinh", "giay khai sinh")
DEATH = ("dang ky khai tu",)


def read(typed, **options):
    return finding.read(typed, LEXICON, **options)


def spelled(typed, **options):
    return [
        [max(word.spellings, key=word.spellings.get) for word in reading]
        for reading in read(typed, **options).readings
    ]


def score(typed, phrases, code="x"):
    return finding.score(read(typed), code, phrases)


def test_words_that_ask_for_nothing_are_left_out_unless_there_are_no_others():
    assert spelled("làm khai sinh cho con cần gì") == [["khai", "sinh", "con"]]
    assert spelled("làm cho") == [["lam", "cho"]]


def test_a_synonym_makes_a_second_reading_and_may_name_a_procedure():
    question = read("sinh em bé")

    assert spelled("sinh em bé") == [["sinh", "em", "be"], ["khai", "sinh"]]
    assert question.codes == {"1.001193"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("khia", "khai"), ("sihn", "sinh"), ("xinh", "sinh"), ("khaii", "khai"), ("lay", "lai")],
)
def test_a_slip_or_a_word_written_as_it_sounds_stands_for_a_known_word(typed, meant):
    ((word,),) = read(typed).readings

    assert 0 < word.spellings[meant] < 1


def test_two_words_without_their_space_are_parted():
    assert spelled("khaisinh") == [["khai", "sinh"]]


def test_numbers_are_never_taken_for_slips():
    ((word,),) = read("2021").readings

    assert word.spellings == {"2021": 1.0}


def test_an_unfinished_word_may_go_on():
    ((_, last),) = read("khai si", is_unfinished=True).readings

    assert "sinh" in last.spellings
    assert all("sinh" not in word.spellings for (_, word) in read("khai si").readings)


def test_the_whole_name_scores_best_and_rare_words_more_than_common_ones():
    assert score("dang ky khai sinh", BIRTH) == pytest.approx(1.0, abs=0.05)
    assert score("dang ky khai sinh", BIRTH) > score("dang ky khai sinh", DEATH)
    assert score("khai sinh", BIRTH) > score("dang ky", BIRTH) > score("xe", BIRTH) == 0


def test_a_procedure_that_a_synonym_names_gains():
    assert score("sinh em be", BIRTH, code="1.001193") > score("sinh em be", BIRTH)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read(typed):
    question = read(typed)

    assert all(reading for reading in question.readings)
    assert 0 <= finding.score(question, "x", BIRTH) <= 2
