"""Files of declared figures: checked, looked at, confirmed or discarded; nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies.models import Agency
from motcua.audit import queries as audit
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.indicators import queries as standings
from motcua.indicators.models import IndicatorValue, Snapshot
from motcua.indicators.types import LEVEL4_SHARE, Source
from motcua.kernel.lifecycle import MoveNotAllowed
from motcua.kernel.periods import Period
from motcua.reporting import actions, errors, queries
from motcua.reporting.models import ImportedFile, ImportedRow
from tests.integration.conftest import (
    NOW,
    OFFICER,
    OTHER_OFFICER,
    Y2019,
    appendix_bytes,
)

HEADER = "section,no,agency_name,procedures_total,level4_services,printed_percent\n"


def file_of(*lines):
    return (HEADER + "\n".join(lines) + "\n").encode()


def check(content, *, by=OFFICER, period=Y2019, only_agencies=None):
    return actions.check_file(
        content=content,
        file_name="so-lieu.csv",
        period=period,
        only_agencies=only_agencies,
        by=by,
        at=NOW,
    )


def confirm(file, *, by=OFFICER):
    return actions.confirm(file_id=file.pk, by=by, at=NOW)


def standing(number=None):
    return standings.standing(LEVEL4_SHARE, period=Y2019, source=Source.DECLARED, number=number)


def value_of(name, number=None):
    return next(row for row in standing(number).rows if row.agency_name == name).ratio


def problems(refusal):
    return [(p.line, p.reason.code) for p in refusal.value.params["problems"]]


def nothing_is_stored():
    return not any(
        model.objects.exists() for model in (ImportedFile, ImportedRow, Snapshot, IndicatorValue)
    )


def test_the_2019_appendix_becomes_83_values(appendix_2019):
    assert ImportedRow.objects.count() == 83
    assert IndicatorValue.objects.count() == 83
    assert appendix_2019.snapshot == 1
    assert bytes(appendix_2019.content) == appendix_bytes()


@pytest.mark.usefixtures("reference")
def test_a_checked_file_publishes_nothing():
    check(appendix_bytes())
    assert standing().snapshot is None


@pytest.mark.usefixtures("reference")
def test_a_file_with_bad_rows_stores_nothing_and_names_every_row():
    with pytest.raises(errors.DeclarationRefused) as refusal:
        check(
            file_of(
                "ministry,1,Bộ Công an,299,3,1.00%",
                "ministry,2,Bộ Chưa Có,292,46,15.75%",
                "ministry,3,Bộ Y tế,0,0,0%",
                "province,4,Lào Cai,620,2076,30%",
                "ministry,5,Bộ Công an,299,3,1.00%",
                "ministry,6,Bộ Tư pháp,9x6,7,7.29%",
            )
        )
    assert problems(refusal) == [
        (3, "reporting.unknown_agency"),
        (4, "reporting.total_is_zero"),
        (5, "reporting.level4_exceeds_total"),
        (6, "reporting.agency_twice"),
        (7, "kernel.not_a_count"),
    ]
    assert nothing_is_stored()


@pytest.mark.usefixtures("reference")
def test_an_agency_that_had_ended_is_unknown_in_the_period():
    with pytest.raises(errors.DeclarationRefused) as refusal:
        check(file_of("province,1,Hà Giang,2053,121,5.89%"), period=Period.parse("2026-Q1"))
    assert problems(refusal) == [(2, "reporting.unknown_agency")]


@pytest.mark.usefixtures("reference")
def test_an_agency_in_the_wrong_section_is_unknown_there():
    with pytest.raises(errors.DeclarationRefused) as refusal:
        check(file_of("province,1,Bộ Công an,299,3,1.00%"))
    assert problems(refusal) == [(2, "reporting.unknown_agency")]


@pytest.mark.usefixtures("reference")
def test_a_near_name_is_offered_for_a_misspelt_one():
    with pytest.raises(errors.DeclarationRefused) as refusal:
        check(file_of("province,1,Lào Cay,2076,620,30%"))
    (problem,) = refusal.value.params["problems"]
    assert "Lào Cai" in problem.reason.text()


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    "name", ["Thừa Thiên-Huế", "Thừa Thiên - Huế", "TP. Hồ Chí Minh", "Hoà Bình", "hòa bình"]
)
def test_variants_of_a_name_mean_the_agency(name):
    assert check(file_of(f"province,1,{name},100,1,1%")).rows.count() == 1


@pytest.mark.usefixtures("reference")
def test_a_range_is_no_period_to_report_for():
    with pytest.raises(errors.PeriodIsARange):
        check(appendix_bytes(), period=Period.parse("2019-01..2019-04"))


@pytest.mark.usefixtures("reference")
def test_the_newest_file_stands_first():
    for day, name in enumerate(["mot.csv", "hai.csv", "ba.csv"]):
        actions.check_file(
            content=file_of("province,1,Lào Cai,2076,630,30.35%"),
            file_name=name,
            period=Y2019,
            only_agencies=None,
            by=OFFICER,
            at=NOW + timedelta(days=day),
        )
    sees_all = Viewer(
        actor=OTHER_OFFICER, full_name="B", roles=frozenset({(Role.REPORTING_OFFICER, 1)})
    )
    assert [file.file_name for file in queries.files(viewer=sees_all)] == [
        "ba.csv",
        "hai.csv",
        "mot.csv",
    ]


@pytest.mark.usefixtures("reference")
def test_a_reporter_may_send_figures_of_her_own_agency_only():
    lao_cai = Agency.objects.valid_on(Y2019.first_day).get(code="H38").pk
    with pytest.raises(errors.DeclarationRefused) as refusal:
        check(
            file_of("province,1,Lào Cai,2076,620,30%", "province,2,Nam Định,1716,100,5.83%"),
            only_agencies={lao_cai},
        )
    assert problems(refusal) == [(3, "reporting.not_your_agency")]
    assert nothing_is_stored()


def test_a_correction_supersedes_one_value_and_keeps_the_past(appendix_2019):
    confirm(check(file_of("ministry,15,Bộ Thông tin và Truyền thông,206,62,30.10%")))

    assert value_of("Bộ Thông tin và Truyền thông").numerator == 62
    assert value_of("Bộ Thông tin và Truyền thông", number=1).numerator == 61
    assert len(standing().rows) == len(standing(number=1).rows) == 83
    assert standing().summary.meeting_target == 9
    assert standing(number=1).summary.meeting_target == 8


def test_the_same_file_again_makes_no_new_snapshot(appendix_2019):
    again = confirm(check(appendix_bytes()))
    assert again.snapshot == 1
    assert Snapshot.objects.count() == 1


def test_two_officers_at_once_lose_nothing(appendix_2019):
    first = check(file_of("province,37,Lào Cai,2076,623,30.01%"), by=OFFICER)
    second = check(file_of("province,39,Nam Định,1716,200,11.66%"), by=OTHER_OFFICER)

    confirm(first)
    confirm(second, by=OTHER_OFFICER)

    assert value_of("Lào Cai").numerator == 623
    assert value_of("Nam Định").numerator == 200


def test_whoever_was_overtaken_is_told_and_may_look_again(appendix_2019):
    first = check(file_of("province,37,Lào Cai,2076,623,30.01%"), by=OFFICER)
    second = check(file_of("province,37,Lào Cai,2076,630,30.35%"), by=OTHER_OFFICER)
    confirm(first)

    with pytest.raises(errors.FiguresChangedMeanwhile, match="Lào Cai"):
        confirm(second, by=OTHER_OFFICER)
    assert value_of("Lào Cai").numerator == 623

    actions.look_again(file_id=second.pk)
    confirm(second, by=OTHER_OFFICER)
    assert value_of("Lào Cai").numerator == 630
    assert value_of("Lào Cai", number=2).numerator == 623


def test_a_confirmed_file_is_not_confirmed_twice(appendix_2019):
    with pytest.raises(MoveNotAllowed):
        confirm(appendix_2019)
    assert Snapshot.objects.count() == 1


@pytest.mark.usefixtures("reference")
def test_a_discarded_file_publishes_nothing_and_stays_on_record():
    file = actions.discard(file_id=check(appendix_bytes()).pk, by=OFFICER, at=NOW)
    with pytest.raises(MoveNotAllowed):
        confirm(file)
    assert standing().snapshot is None
    kinds = [event.kind for event in audit.events_of(queries.origin_of(file))]
    assert kinds == ["reporting.file_checked.v1", "reporting.file_discarded.v1"]


def test_every_step_of_a_file_is_in_the_audit_log(appendix_2019):
    events = audit.events_of(queries.origin_of(appendix_2019))
    assert [event.kind for event in events] == [
        "reporting.file_checked.v1",
        "reporting.file_confirmed.v1",
    ]
    snapshot = Snapshot.objects.get()
    (taken,) = audit.events_of(f"indicator:{LEVEL4_SHARE}:2019")
    assert taken.payload["sha256"] == snapshot.sha256


def test_the_database_refuses_impossible_counts(appendix_2019):
    row = ImportedRow.objects.first()
    row.level4_services = row.procedures_total + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_comparing_a_file_costs_the_same_for_one_row_and_for_83(
    appendix_2019, django_assert_max_num_queries
):
    one = check(file_of("province,37,Lào Cai,2076,623,30.01%"))
    all_rows = check(appendix_bytes())
    queries_needed = 6
    with django_assert_max_num_queries(queries_needed):
        assert [row.changes for row in queries.compared(one)] == [True]
    with django_assert_max_num_queries(queries_needed):
        assert not any(row.changes for row in queries.compared(all_rows))
