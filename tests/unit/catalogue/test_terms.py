"""Time and fee by case and channel: the nearest that is said counts, each for itself."""

from hypothesis import given

from motcua.catalogue import actions, rules
from motcua.catalogue.types import Case, Channel, Limit, Terms
from motcua.kernel.workingtime import LimitUnit
from tests.unit.catalogue.contents import contents

PLAIN = next(one for one in actions.carried() if one.code == "2.000635")
FEE = PLAIN.fees[0]


def limit(amount):
    return Limit(amount=amount, unit=LimitUnit.WORKING_DAYS, wording=f"{amount} ngày")


def procedure(*terms):
    cases = (Case(code="qua-han", name="Quá hạn"), Case(code="dung-han", name="Đúng hạn"))
    return PLAIN.model_copy(update={"cases": cases, "terms": terms})


def test_where_nothing_is_said_of_a_channel_the_procedure_counts():
    content = procedure(Terms(channel=Channel.POST, limit=limit(2)))
    assert rules.terms_for(content, channel=Channel.ONLINE) == content


def test_the_case_in_a_channel_comes_before_the_channel_time_and_fee_each_for_itself():
    content = procedure(
        Terms(channel=Channel.ONLINE, limit=limit(2), fees=(FEE.model_copy(update={"amount": 2}),)),
        Terms(channel=Channel.ONLINE, case="qua-han", limit=limit(9)),
    )
    late = rules.terms_for(content, channel=Channel.ONLINE, case="qua-han")
    assert (late.limit.amount, late.fees[0].amount) == (9, 2)
    timely = rules.terms_for(content, channel=Channel.ONLINE, case="dung-han")
    assert (timely.limit.amount, timely.fees[0].amount) == (2, 2)


def test_no_fee_is_a_fee_of_its_own_and_not_the_general_one():
    content = procedure(Terms(channel=Channel.ONLINE, fees=()))
    assert rules.terms_for(content, channel=Channel.ONLINE).fees == ()


def test_the_case_is_the_answer_that_names_one():
    content = procedure()
    assert rules.case_of(content, {rules.CASE_FIELD: "qua-han"}) == "qua-han"
    assert rules.case_of(content, {rules.CASE_FIELD: "khac"}) == ""
    assert rules.case_of(content, {}) == ""


@given(contents())
def test_terms_change_time_and_fee_and_nothing_else(content):
    for channel in Channel:
        for case in ("", *(one.code for one in content.cases)):
            found = rules.terms_for(content, channel=channel, case=case)
            own = {"limit": content.limit, "fees": content.fees}
            assert found.model_copy(update=own) == content
