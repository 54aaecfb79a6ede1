"""What the project carries of the country, as it stands in the tables."""

from collections import Counter
from datetime import date

import pytest

from motcua.agencies import actions, queries
from motcua.agencies.models import Agency, AgencyCode, Reorganisation
from motcua.agencies.types import Scheme, Tier
from motcua.audit.models import Event
from motcua.kernel import text
from tests.integration.conftest import NOW, SEED

pytestmark = pytest.mark.django_db

LAST_DAY_OF_63 = date(2025, 6, 30)
FIRST_DAY_OF_34 = date(2025, 7, 1)


def tiers_on(day):
    return Counter(Agency.objects.valid_on(day).values_list("tier", flat=True))


def test_63_provinces_became_34_and_districts_ended(country):
    before, since = tiers_on(LAST_DAY_OF_63), tiers_on(FIRST_DAY_OF_34)

    assert (before[Tier.PROVINCE], before[Tier.DISTRICT], before[Tier.COMMUNE]) == (63, 696, 10_051)
    assert (since[Tier.PROVINCE], since[Tier.DISTRICT], since[Tier.COMMUNE]) == (34, 0, 3_321)


def test_the_province_on_the_perfume_river_is_what_it_was_called(reference):
    names = {
        day: queries.agency_by_code(Scheme.STATISTICS, "46", on=day).name
        for day in (date(2021, 10, 18), date(2025, 1, 1), date(2026, 1, 1))
    }
    assert list(names.values()) == ["Thừa Thiên Huế", "Huế", "Huế"]


@pytest.mark.parametrize(
    ("scheme", "code", "before", "since"),
    [
        (Scheme.STATISTICS, "24", "Bắc Giang", "Bắc Ninh"),
        (Scheme.STATISTICS, "27", "Bắc Ninh", None),
        (Scheme.GOVERNMENT, "H02", "Bắc Giang", None),
        (Scheme.STATISTICS, "H05", None, None),
    ],
)
def test_a_code_means_a_unit_on_a_day_only(reference, scheme, code, before, since):
    def name_on(day):
        found = queries.agency_by_code(scheme, code, on=day)
        return found.name if found else None

    assert name_on(LAST_DAY_OF_63) == before
    assert name_on(FIRST_DAY_OF_34) == since


def test_the_new_bac_ninh_has_its_own_code_and_the_statistics_code_of_bac_giang(reference):
    old = queries.agency_by_code(Scheme.GOVERNMENT, "H05", on=LAST_DAY_OF_63)
    new = queries.agency_by_code(Scheme.GOVERNMENT, "H05", on=FIRST_DAY_OF_34)

    assert old != new
    assert new == queries.agency_by_code(Scheme.STATISTICS, "24", on=FIRST_DAY_OF_34)


def test_the_tables_of_the_country_hold_together(country):
    for day in (date(2008, 8, 1), date(2024, 12, 31), LAST_DAY_OF_63, FIRST_DAY_OF_34):
        held = AgencyCode.objects.filter(queries.in_force(day)).values_list("scheme", "code")
        assert max(Counter(held).values()) == 1, "a code means one unit on a day"
    for unit in Agency.objects.exclude(parent=None).select_related("parent"):
        above = unit.parent
        assert above.valid_from <= unit.valid_from, unit
        assert above.valid_until is None or (
            unit.valid_until is not None and unit.valid_until <= above.valid_until
        ), unit
    known_by = set(Agency.objects.values_list("pk", "scheme", "code"))
    assert known_by <= set(AgencyCode.objects.values_list("agency_id", "scheme", "code"))


def test_addresses_of_the_country(country):
    def steps(code, day):
        unit, found = queries.agency_by_code(Scheme.STATISTICS, code, on=day), []
        while unit:
            found.append(unit.tier)
            unit = queries.units_below(unit.pk, on=day).first()
        return found

    autumn_2021 = date(2021, 10, 18)
    for province in ("49", "46"):
        assert steps(province, autumn_2021) == ["province", "district", "commune"]
    assert steps("48", FIRST_DAY_OF_34) == ["province", "commune"]

    tam_ky = queries.agency_by_code(Scheme.STATISTICS, "502", on=autumn_2021)
    assert tam_ky.code == "H47.40", "Quảng Nam's units get a statistics code and no double"
    assert Agency.objects.valid_on(autumn_2021).filter(name="Thành phố Tam Kỳ").count() == 1
    assert len(queries.units_below(tam_ky.pk, on=autumn_2021)) == 12

    go_vap = queries.agency_by_code(Scheme.STATISTICS, "764", on=autumn_2021)
    numbers = [
        int(unit.name.rpartition(" ")[2]) for unit in queries.units_below(go_vap.pk, on=autumn_2021)
    ]
    assert len(numbers) > 9
    assert numbers == sorted(numbers), "wards with numbers stand in the order of their numbers"

    ward = queries.agency_by_code(Scheme.STATISTICS, "00004", on=LAST_DAY_OF_63)
    assert ward.full_name == "Ủy ban nhân dân phường Trúc Bạch, quận Ba Đình"
    assert queries.agency_by_code(Scheme.STATISTICS, "00004", on=FIRST_DAY_OF_34).name == (
        "Phường Ba Đình"
    )


def test_loading_again_changes_nothing(country, django_assert_max_num_queries):
    before = Agency.objects.count(), Event.objects.count(), Reorganisation.objects.count()
    with django_assert_max_num_queries(12):
        for load in (actions.load_reference, actions.load_units, actions.load_country):
            assert load(by=SEED, at=NOW) == 0

    after = Agency.objects.count(), Event.objects.count(), Reorganisation.objects.count()
    assert before == after
    assert country > 14_000


def test_the_whole_country_does_not_change_who_reports(country, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(queries.agencies_on(date(2019, 12, 31))) == 83
    with django_assert_num_queries(1):
        names = queries.agencies_by_name(date(2019, 12, 31))
    assert {agency.tier for agency in names.values()} == {Tier.MINISTRY, Tier.PROVINCE}
    assert text.fold("Phường An Mỹ") not in names


def test_what_the_reference_says_of_the_34_is_found_or_said_to_be_inferred(reference):
    sources = AgencyCode.objects.filter(
        agency__tier=Tier.PROVINCE, valid_from=FIRST_DAY_OF_34
    ).values_list("scheme", "source")
    assert Counter(sources) == {
        (Scheme.STATISTICS, "found"): 23,
        (Scheme.GOVERNMENT, "inferred"): 21,
        (Scheme.GOVERNMENT, "found"): 2,
    }
