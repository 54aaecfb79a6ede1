"""What becomes of organisations, and of figures that are added up by the units of another day."""

import csv
from collections import Counter
from datetime import date, timedelta
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.agencies import actions, queries
from motcua.agencies.errors import CodeTaken, ReorganisationNotUnderstood
from motcua.agencies.models import Agency, AgencyCode
from motcua.agencies.types import (
    Certainty,
    NewUnit,
    ReorganisationKind,
    Scheme,
    Tier,
    UnitCode,
)
from motcua.audit.models import Event
from tests.integration.conftest import NOW, SEED

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 30)
SINCE = date(2025, 7, 1)
DAY = date(2030, 1, 1)


def province(code, on):
    return queries.agency_by_code(Scheme.GOVERNMENT, code, on=on)


def new(code, name="Đơn vị mới", *, parent=None, tier=Tier.PROVINCE, scheme=Scheme.GOVERNMENT):
    return NewUnit(
        codes=(UnitCode(scheme=scheme, code=code, source=Certainty.FOUND),),
        name=name,
        tier=tier,
        parent=parent,
    )


def reorganise(kind, before, after, *, on=DAY, legal_act="Nghị quyết 1/2030/QH17"):
    return actions.reorganise(
        kind=ReorganisationKind(kind),
        on=on,
        legal_act=legal_act,
        before=[unit.pk for unit in before],
        after=after,
        by=SEED,
        at=NOW,
    )


def test_every_old_province_belongs_to_exactly_one_of_the_34(reference):
    old = [agency.pk for agency in queries.agencies_on(BEFORE, tiers=[Tier.PROVINCE])]
    new_ones = queries.regroup(old, to=SINCE)

    assert set(new_ones) == set(old)
    assert {unit.pk for unit in new_ones.values()} == {
        agency.pk for agency in queries.agencies_on(SINCE, tiers=[Tier.PROVINCE])
    }
    sizes = Counter(Counter(unit.pk for unit in new_ones.values()).values())
    assert sizes == {1: 11, 2: 17, 3: 6}


def test_the_mapping_is_that_of_the_resolution(reference):
    file = resources.files("motcua.agencies").joinpath("data", "provinces_2025.csv")
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        if row["kind"] == "merge":
            followed = {
                queries.successors(province(code, BEFORE), on=SINCE)[0].name
                for code in row["before"].split("|")
            }
            assert followed == {row["name"]}


def test_hue_is_reached_over_two_reorganisations(reference):
    then = province("H57", date(2019, 12, 31))
    assert [unit.name for unit in queries.successors(then, on=date(2026, 1, 1))] == ["Huế"]
    now = province("H57", date(2026, 1, 1))
    assert [unit.name for unit in queries.predecessors(now, on=date(2019, 12, 31))] == [
        "Thừa Thiên Huế"
    ]


def test_predecessors_are_all_who_were_merged(reference):
    names = [u.name for u in queries.predecessors(province("H44", SINCE), on=BEFORE)]
    assert names == ["Hòa Bình", "Phú Thọ", "Vĩnh Phúc"]


def test_a_unit_is_in_its_own_place_on_its_own_days(reference):
    bac_giang = province("H02", BEFORE)
    assert queries.successors(bac_giang, on=BEFORE) == [bac_giang]
    assert queries.predecessors(bac_giang, on=BEFORE) == [bac_giang]
    assert queries.successors(province("H05", SINCE), on=BEFORE) == []
    assert queries.predecessors(bac_giang, on=SINCE) == []


def test_nobody_follows_a_district(country):
    tam_ky = queries.agency_by_code(Scheme.STATISTICS, "502", on=BEFORE)
    (ended,) = queries.ended_in(tam_ky)
    assert ended.kind == ReorganisationKind.ABOLISH
    assert ended.before.count() == 696
    assert queries.successors(tam_ky, on=SINCE) == []
    assert queries.regroup([tam_ky.pk], to=SINCE) == {}


def test_regrouping_costs_the_same_for_one_and_for_63(reference, django_assert_num_queries):
    old = [agency.pk for agency in queries.agencies_on(BEFORE, tiers=[Tier.PROVINCE])]
    for ids in (old[:1], old):
        with django_assert_num_queries(2):
            queries.regroup(ids, to=SINCE)


def test_a_merger_ends_two_and_begins_one(reference):
    two = [province("H26", DAY), province("H14", DAY)]
    made = reorganise("merge", two, [new("H26", "Thăng Long")])

    assert [province("H26", day).name for day in (DAY - timedelta(days=1), DAY)] == [
        "Hà Nội",
        "Thăng Long",
    ]
    assert province("H14", DAY) is None
    assert {unit.legal_act for unit in made.before.all()} == {"Nghị quyết 1/2030/QH17"}
    event = Event.objects.get(kind="agencies.reorganised.v1")
    assert event.payload["before"] == ["H14", "H26"] or event.payload["before"] == ["H26", "H14"]


def test_a_figure_of_a_split_unit_is_nobodys_sum(reference):
    hanoi = province("H26", DAY)
    reorganise("split", [hanoi], [new("H26", "Hà Nội Bắc"), new("H70", "Hà Nội Nam")])

    assert queries.regroup([hanoi.pk], to=DAY) == {}
    assert len(queries.successors(hanoi, on=DAY)) == 2
    again = queries.successors(hanoi, on=DAY)
    reorganise("merge", again, [new("H26", "Hà Nội")], on=date(2031, 1, 1))
    assert queries.regroup([hanoi.pk], to=date(2031, 1, 1))[hanoi.pk].name == "Hà Nội"


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        ("merge", ["H26"], [new("H26")], "từ hai đơn vị trở lên"),
        ("split", ["H26"], [new("H26")], "thành hai trở lên"),
        ("rename", ["H26", "H14"], [new("H26")], "từ một đơn vị thành một"),
        ("abolish", ["H26"], [new("H26")], "không có đơn vị nào sau đó"),
        ("transfer", ["H26"], [new("H26")], "vẫn như cũ"),
        ("split", ["H26"], [new("H26"), new("H26")], "cùng một mã"),
    ],
)
def test_a_reorganisation_that_makes_no_sense_is_refused(reference, kind, before, after, said):
    with pytest.raises(ReorganisationNotUnderstood, match=said):
        reorganise(kind, [province(code, DAY) for code in before], after)


def test_what_has_ended_cannot_end_again(reference):
    with pytest.raises(ReorganisationNotUnderstood, match="đã kết thúc từ trước"):
        reorganise("rename", [province("H02", BEFORE)], [new("H02")])


def test_nothing_ends_before_it_began(reference):
    with pytest.raises(ReorganisationNotUnderstood, match="chưa hoạt động"):
        reorganise("rename", [province("H26", DAY)], [new("H26")], on=date(2008, 8, 1))


def test_an_act_is_named(reference):
    with pytest.raises(ReorganisationNotUnderstood, match="thiếu văn bản"):
        reorganise("rename", [province("H26", DAY)], [new("H26")], legal_act=" ")


def ward_below(parent, code):
    return Agency.objects.create(
        scheme=Scheme.STATISTICS,
        code=code,
        name=f"Phường {code}",
        full_name=f"Phường {code}",
        sort_key=code,
        tier=Tier.COMMUNE,
        parent=parent,
        valid_from=SINCE,
    )


def test_units_below_go_first_where_nobody_follows_alone(reference):
    hanoi = province("H26", DAY)
    ward_below(hanoi, "00004")
    with pytest.raises(ReorganisationNotUnderstood, match="trực thuộc chưa được sắp xếp"):
        reorganise("abolish", [hanoi], [])
    with pytest.raises(ReorganisationNotUnderstood, match="trực thuộc chưa được sắp xếp"):
        reorganise("split", [hanoi], [new("H26", "Bắc"), new("H70", "Nam")])


def test_what_stands_below_goes_along_to_any_depth_with_names_and_codes(country):
    lao_cai, cao_bang = province("H38", DAY), province("H14", DAY)
    wards = list(queries.children(lao_cai, on=DAY))
    village = ward_below(wards[0], "99999")
    codes = AgencyCode.objects.filter(agency=wards[0]).values_list("scheme", "code")
    below = queries.subtree([lao_cai.pk, cao_bang.pk])
    many = Agency.objects.valid_on(DAY).filter(pk__in=below).count() - 2
    made = reorganise("merge", [lao_cai, cao_bang], [new("H38", "Hoàng Liên")])

    there = made.after.get()
    (follower,) = queries.successors(wards[0], on=DAY)
    assert (follower.name, follower.code, follower.parent) == (
        wards[0].name,
        wards[0].code,
        there,
    )
    assert set(follower.codes.values_list("scheme", "code")) == set(codes)
    assert follower.names.count() == wards[0].names.count() > 0
    assert queries.successors(village, on=DAY)[0].parent == follower
    assert len(queries.subtree([there.pk])) == many + 1
    assert queries.regroup([village.pk], to=DAY)[village.pk].parent == follower
    assert Event.objects.get(kind="agencies.reorganised.v1").payload["carried"] == many
    assert queries.entries().shown[0] == made
    assert queries.children(lao_cai, on=DAY - timedelta(days=1)).count() == len(wards)


def test_a_merger_of_hundreds_takes_as_many_statements_as_one_of_few(
    country, django_assert_max_num_queries
):
    with django_assert_max_num_queries(45):
        reorganise(
            "merge", [province("H26", DAY), province("H29", DAY)], [new("H26", "Hai thành phố")]
        )


def test_what_begins_below_on_the_day_itself_is_not_carried(reference):
    hanoi = province("H26", DAY)
    later = ward_below(hanoi, "00004")
    Agency.objects.filter(pk=later.pk).update(valid_from=DAY)
    with pytest.raises(ReorganisationNotUnderstood, match="từ ngày này trở đi"):
        reorganise("rename", [hanoi], [new("H26", "Thăng Long")])


def test_nobody_moves_below_what_stands_below_her(reference):
    hanoi = province("H26", DAY)
    ward = ward_below(hanoi, "00004")
    with pytest.raises(ReorganisationNotUnderstood, match="vừa kết thúc"):
        reorganise("transfer", [hanoi], [new("H26", parent=ward.pk)])


def test_a_code_of_another_is_refused_and_nothing_is_stored(reference):
    hanoi = province("H26", DAY)
    with pytest.raises(CodeTaken, match="H14 từ ngày 01/01/2030 đã là của Cao Bằng"):
        reorganise("rename", [hanoi], [new("H14", "Thăng Long")])
    hanoi.refresh_from_db()
    assert hanoi.valid_until is None
    assert not AgencyCode.objects.filter(agency=hanoi).exclude(valid_until=None).exists()


def test_a_unit_moves_below_another_that_stands(reference):
    ward, cao_bang = ward_below(province("H26", DAY), "00004"), province("H14", DAY)

    def moved_below(parent):
        return [new("00004", ward.name, parent=parent.pk, tier=Tier.COMMUNE, scheme="gso")]

    with pytest.raises(ReorganisationNotUnderstood, match="không hoạt động vào ngày này"):
        reorganise("transfer", [ward], moved_below(province("H02", BEFORE)))
    reorganise("transfer", [ward], moved_below(cao_bang))
    assert queries.successors(ward, on=DAY)[0].parent == cao_bang


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sums_stay_equal_through_any_history_of_mergers(db, data):
    """Whatever was merged, renamed and merged again: each figure is counted once, none is lost."""
    Agency.objects.all().delete()
    figures = {}
    for number in range(data.draw(st.integers(2, 7))):
        unit = Agency.objects.create(
            code=f"T{number}",
            name=f"Tỉnh {number}",
            full_name=f"Tỉnh {number}",
            sort_key=str(number),
            tier=Tier.PROVINCE,
            valid_from=date(2010, 1, 1),
        )
        AgencyCode.objects.create(
            agency=unit,
            scheme=Scheme.GOVERNMENT,
            code=unit.code,
            source=Certainty.FOUND,
            valid_from=unit.valid_from,
        )
        figures[unit.pk] = data.draw(st.integers(0, 10**9))
    last = date(2010, 1, 1)
    for step in range(data.draw(st.integers(0, 4))):
        last += timedelta(days=data.draw(st.integers(1, 900)))
        standing = list(Agency.objects.valid_on(last).order_by("pk"))
        size = data.draw(st.integers(1, len(standing)))
        chosen = data.draw(st.permutations(standing))[:size]
        code = data.draw(st.sampled_from([unit.code for unit in chosen] + [f"N{step}"]))
        reorganise("merge" if size > 1 else "rename", chosen, [new(code)], on=last)

    for day in (date(2010, 1, 1), last):
        belongs = queries.regroup(list(figures), to=day)
        sums = Counter()
        for unit, figure in figures.items():
            sums[belongs[unit].pk] += figure
        assert sum(sums.values()) == sum(figures.values())
        assert set(sums) == set(Agency.objects.valid_on(day).values_list("pk", flat=True))
