"""The letter of 2020 against its own appendix, and the appendix as a document."""

from decimal import Decimal

import pytest

from motcua.indicators import queries as standings
from motcua.indicators.types import LEVEL4_SHARE, Section, Source
from motcua.reporting import actions, documents, errors, queries
from motcua.reporting.types import AppendixMode, Judgement
from tests.integration.conftest import NOW, SEED, Y2019, appendix_bytes

pytestmark = pytest.mark.usefixtures("appendix_2019")


def standing():
    return standings.standing(LEVEL4_SHARE, period=Y2019, source=Source.DECLARED)


def verdicts():
    return {verdict.claim.id: verdict for verdict in queries.verdicts(standing())}


def test_no_average_of_the_rows_gives_11_13_percent():
    verdict = verdicts()["cv929.average"]
    assert verdict.judgement is Judgement.NOT_REPRODUCED
    tried = {average.name: average.percent for average in verdict.averages}
    assert tried["Gộp tất cả cơ quan"] == Decimal("11.50")
    assert tried["Gộp các bộ, ngành"] == Decimal("19.10")
    assert tried["Gộp các tỉnh, thành phố"] == Decimal("11.21")
    assert tried["Trung bình tỷ lệ của tất cả cơ quan"] == Decimal("13.06")
    assert tried["Trung bình tỷ lệ của các tỉnh, thành phố"] == Decimal("11.10")


@pytest.mark.parametrize("section", Section)
def test_five_reach_the_target_only_as_printed_four_exactly(section):
    verdict = verdicts()[f"cv929.meeting_target.{section}"]
    assert verdict.judgement is Judgement.ONLY_AS_PRINTED
    assert (verdict.exact, verdict.as_printed) == (4, 5)


@pytest.mark.parametrize(("section", "below"), [("ministry", 5), ("province", 14)])
def test_those_below_five_percent_are_as_the_letter_says(section, below):
    verdict = verdicts()[f"cv929.below_5_percent.{section}"]
    assert verdict.judgement is Judgement.AGREES
    assert verdict.exact == below


def test_two_rows_were_rounded_over_the_target():
    wrong = [(row.agency_name, row.missing) for row in standing().rows if row.findings]
    assert wrong == [("Lào Cai", 3), ("Bộ Thông tin và Truyền thông", 1)]


def test_summary_of_the_appendix():
    summary = standing().summary
    assert (summary.pooled.numerator, summary.pooled.denominator) == (14_419, 125_336)
    assert (summary.meeting_target, summary.meeting_as_printed) == (8, 10)
    assert summary.below_watch == summary.below_as_printed == 19
    assert summary.missing == 23_441


def test_the_appendix_as_printed_is_the_file_it_came_from():
    content = documents.appendix_file(Y2019, kind="csv", mode=AppendixMode.PRINTED)
    assert content == appendix_bytes()


def test_the_exact_appendix_flags_the_two_corrected_rows():
    appendix = queries.appendix(Y2019, mode=AppendixMode.EXACT)
    lines = [line for section in appendix.sections for line in section.lines]
    assert [(line.agency_name, line.percent) for line in lines if line.flagged] == [
        ("Bộ Thông tin và Truyền thông", "29.61%"),
        ("Lào Cai", "29.87%"),
    ]
    assert len(lines) == 83


@pytest.mark.parametrize("mode", AppendixMode)
@pytest.mark.parametrize(("kind", "magic"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_documents_are_what_they_claim_and_the_same_each_time(kind, magic, mode):
    content = documents.appendix_file(Y2019, kind=kind, mode=mode)
    assert content.startswith(magic)
    assert documents.appendix_file(Y2019, kind=kind, mode=mode) == content


def test_a_period_without_figures_has_no_appendix():
    from motcua.kernel.periods import Period

    with pytest.raises(errors.NothingReported):
        queries.appendix(Period.parse("2018"), mode=AppendixMode.EXACT)


def test_a_later_correction_does_not_make_the_letter_right():
    content = (
        "agency_name,procedures_total,level4_services,printed_percent\nLào Cai,2076,623,30.01%\n"
    )
    actions.import_file(
        content=content.encode(), file_name="sua.csv", period=Y2019, by=SEED, at=NOW
    )
    assert standing().snapshot.number == 2
    assert standing().summary.meeting_target == 9
    assert verdicts()["cv929.meeting_target.province"].judgement is Judgement.ONLY_AS_PRINTED
