"""What a reorganisation must look like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.agencies import rules
from motcua.agencies.errors import ReorganisationNotUnderstood
from motcua.agencies.types import (
    Certainty,
    NewUnit,
    ReorganisationKind,
    Scheme,
    Tier,
    UnitCode,
)

DAY = date(2025, 7, 1)
ACT = "Nghị quyết 202/2025/QH15"


def ending(number=1, *, parent=None, since=date(2008, 8, 1), until=None, below=(), is_settled=True):
    return rules.Ending(
        id=number,
        parent=parent,
        valid_from=since,
        valid_until=until,
        below=frozenset(below),
        is_settled=is_settled,
    )


def unit(*codes, parent=None):
    return NewUnit(
        codes=tuple(
            UnitCode(scheme=Scheme(scheme), code=code, source=Certainty.FOUND)
            for scheme, code in codes
        ),
        name="Đơn vị mới",
        tier=Tier.PROVINCE,
        parent=parent,
    )


def units(number):
    return [unit(("gov", f"H{place}")) for place in range(number)]


def check(kind, before, after):
    rules.check(ReorganisationKind(kind), on=DAY, legal_act=ACT, before=before, after=after)


@given(kind=st.sampled_from(ReorganisationKind), before=st.integers(0, 4), after=st.integers(0, 4))
def test_each_kind_has_its_numbers_before_and_after(kind, before, after):
    fits = {
        ReorganisationKind.MERGE: before >= 2 and after == 1,
        ReorganisationKind.SPLIT: before == 1 and after >= 2,
        ReorganisationKind.RENAME: before == after == 1,
        ReorganisationKind.TRANSFER: before == after == 1,
        ReorganisationKind.ABOLISH: before >= 1 and after == 0,
    }[kind]
    endings = [ending(number, parent=77) for number in range(before)]
    begun = [
        unit(("gov", f"H{place}"), parent=88 if kind is ReorganisationKind.TRANSFER else 77)
        for place in range(after)
    ]
    if fits:
        check(kind, endings, begun)
    else:
        with pytest.raises(ReorganisationNotUnderstood):
            check(kind, endings, begun)


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        ("abolish", [ending(until=date(2020, 1, 1))], [], "đã kết thúc từ trước"),
        ("abolish", [ending(since=DAY)], [], "chưa hoạt động trước ngày này"),
        ("abolish", [ending(below=[7, 8])], [], "còn đơn vị trực thuộc"),
        ("split", [ending(below=[7])], units(2), "còn đơn vị trực thuộc"),
        ("merge", [ending(1, below=[2]), ending(2)], units(1), "cùng được chọn"),
        ("rename", [ending(below=[7], is_settled=False)], units(1), "từ ngày này trở đi"),
        ("transfer", [ending(below=[7])], [unit(("gov", "H1"), parent=7)], "vừa kết thúc"),
        ("rename", [ending()], [unit()], "chưa có mã"),
        ("rename", [ending()], [unit(("gov", "H1"), ("gov", "H2"))], "hai mã của cùng một hệ"),
        ("rename", [ending()], [unit(("gov", "H1"), parent=5)], "không đổi cơ quan cấp trên"),
        ("rename", [ending()], [unit(("gov", "H1"), parent=1)], "vừa kết thúc"),
        ("transfer", [ending(parent=5)], [unit(("gov", "H1"), parent=5)], "vẫn như cũ"),
    ],
)
def test_what_would_leave_a_gap_or_an_overlap_is_refused(kind, before, after, said):
    with pytest.raises(ReorganisationNotUnderstood, match=said):
        check(kind, before, after)


def test_one_code_of_each_scheme_is_right():
    check("rename", [ending()], [unit(("gov", "H05"), ("gso", "24"))])
