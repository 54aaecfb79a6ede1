from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.lifecycle import Lifecycle, MoveNotAllowed, Transition


class ReportStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


DRAFT, SUBMITTED, RETURNED, APPROVED = ReportStatus
SUBMIT = Transition("submit", frozenset({DRAFT, RETURNED}), SUBMITTED)
RETURN = Transition("return", frozenset({SUBMITTED}), RETURNED)
APPROVE = Transition("approve", frozenset({SUBMITTED}), APPROVED)
EVENTS = ("submit", "return", "approve", "burn")


def lifecycle(*transitions, finals=frozenset({APPROVED})):
    return Lifecycle(statuses=ReportStatus, initial=DRAFT, finals=finals, transitions=transitions)


REPORT = lifecycle(SUBMIT, RETURN, APPROVE)


def test_an_event_leads_to_the_next_status():
    assert REPORT.next(DRAFT, "submit") is SUBMITTED
    assert REPORT.next(RETURNED, "submit") is SUBMITTED
    assert REPORT.next(SUBMITTED, "approve") is APPROVED


def test_a_move_outside_the_table_is_refused_with_what_is_allowed():
    with pytest.raises(MoveNotAllowed) as caught:
        REPORT.next(SUBMITTED, "submit")

    assert caught.value.params == {
        "status": "submitted",
        "event": "submit",
        "allowed": ("return", "approve"),
    }


def test_nothing_happens_in_a_final_status():
    assert REPORT.events_from(APPROVED) == ()
    with pytest.raises(MoveNotAllowed):
        REPORT.next(APPROVED, "return")


@pytest.mark.parametrize(
    ("transitions", "finals", "complaint"),
    [
        ((SUBMIT, RETURN), {APPROVED}, "never reached: approved"),
        ((SUBMIT, RETURN, APPROVE), set(), "without a way out: approved"),
        ((SUBMIT, RETURN, APPROVE), {APPROVED, RETURNED}, "final, yet left: returned"),
        (
            (SUBMIT, RETURN, APPROVE, Transition("return", frozenset({SUBMITTED}), DRAFT)),
            {APPROVED},
            "moved twice by one event: submitted",
        ),
    ],
)
def test_a_table_with_a_hole_is_refused_when_it_is_written(transitions, finals, complaint):
    with pytest.raises(ValueError, match=f"ReportStatus: {complaint}"):
        lifecycle(*transitions, finals=frozenset(finals))


def test_a_status_reached_only_from_itself_is_not_reached():
    loop = Transition("wait", frozenset({RETURNED}), RETURNED)

    with pytest.raises(ValueError, match="never reached: returned"):
        lifecycle(SUBMIT, loop, APPROVE)


def test_the_table_is_drawn_for_the_documentation():
    assert REPORT.as_mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft --> submitted: submit\n"
        "    returned --> submitted: submit\n"
        "    submitted --> returned: return\n"
        "    submitted --> approved: approve\n"
        "    approved --> [*]\n"
    )


@given(st.lists(st.sampled_from(EVENTS), max_size=20))
def test_no_run_of_events_leaves_the_table(events):
    status = DRAFT
    for event in events:
        allowed = REPORT.events_from(status)
        try:
            status = REPORT.next(status, event)
        except MoveNotAllowed:
            assert event not in allowed
        else:
            assert event in allowed
