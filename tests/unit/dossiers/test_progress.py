"""How far a form is: counts that only grow, and never an answer."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers import progress

BEGUN = progress.begun(device="phone", by="self", page="a")


def test_a_page_that_was_right_leads_to_the_next():
    now = progress.page_sent(BEGUN, "a", seconds=31.4, wrong=[], leads_to="b")
    assert now["at"] == "b"
    assert now["pages"] == {"a": {"n": 1, "s": 31, "e": {}}}


def test_a_wrong_answer_is_counted_each_time_it_is_sent():
    now = progress.page_sent(BEGUN, "a", seconds=5, wrong=["ten"], leads_to="a")
    now = progress.page_sent(now, "a", seconds=5, wrong=["ten", "ngay"], leads_to="a")
    assert now["pages"]["a"]["e"] == {"ten": 2, "ngay": 1}
    assert now["at"] == "a"


def test_saving_in_between_counts_time_alone():
    now = progress.page_worked(BEGUN, "a", seconds=3)
    assert now["pages"]["a"] == {"n": 0, "s": 3, "e": {}}


def test_a_night_between_two_savings_is_no_work():
    assert progress.page_worked(BEGUN, "a", seconds=40_000)["pages"]["a"]["s"] == 600


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-5, 1000), st.booleans()), max_size=20))
def test_time_and_errors_only_grow(steps):
    now = BEGUN
    for page, seconds, is_wrong in steps:
        wrong = ["x"] if is_wrong else []
        then = progress.page_sent(now, page, seconds=seconds, wrong=wrong, leads_to=page)
        for key, before in now["pages"].items():
            assert then["pages"][key]["s"] >= before["s"]
            assert then["pages"][key]["n"] >= before["n"]
        now = then
    assert sum(page["n"] for page in now["pages"].values()) == len(steps)
    assert BEGUN["pages"] == {}
