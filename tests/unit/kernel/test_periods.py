from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.periods import PERIOD_ID_LENGTH, NotAPeriod, Period, PeriodKind

KINDS = st.sampled_from(PeriodKind)
DAYS = st.dates(date(1950, 1, 1), date(2900, 12, 31))
PERIODS = st.builds(
    lambda day, kind, length: Period(kind, Period.containing(day, kind).index, length),
    DAYS,
    KINDS,
    st.integers(1, 24),
)


@pytest.mark.parametrize(
    ("text", "first_day", "until"),
    [
        ("2019", date(2019, 1, 1), date(2020, 1, 1)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 4, 1)),
        ("2020-Q4", date(2020, 10, 1), date(2021, 1, 1)),
        ("2020-04", date(2020, 4, 1), date(2020, 5, 1)),
        ("2020-12", date(2020, 12, 1), date(2021, 1, 1)),
        ("2021-H1", date(2021, 1, 1), date(2021, 7, 1)),
        ("2021-H2", date(2021, 7, 1), date(2022, 1, 1)),
        ("2021-01..2021-04", date(2021, 1, 1), date(2021, 5, 1)),
        ("2020-11..2021-02", date(2020, 11, 1), date(2021, 3, 1)),
        ("2016..2018", date(2016, 1, 1), date(2019, 1, 1)),
    ],
)
def test_an_id_names_the_days_from_its_first_to_before_its_end(text, first_day, until):
    period = Period.parse(text)

    assert (period.first_day, period.until) == (first_day, until)
    assert str(period) == text
    assert first_day in period
    assert until not in period
    assert until - timedelta(days=1) in period
    assert first_day - timedelta(days=1) not in period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "0000",
        "3000",
        "2020-Q5",
        "2020-Q0",
        "2020-Q01",
        "2020-4",
        "2020-13",
        "2020-00",
        "2021-H3",
        "2020-",
        "2020-q1",
        "2021-04..2021-01",
        "2021-01..2021-01",
        "2021-Q1..2021-04",
        "2021-01..",
        "..2021-01",
        "2020..2021..2022",
        " 2019",
        "２０１９",
        "2019\n",
    ],
)
def test_what_names_no_period_is_refused(text):
    with pytest.raises(NotAPeriod, match="không phải là kỳ báo cáo"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("2019", "Năm 2019", "2019"),
        ("2020-Q1", "Quý I/2020", "Q1 2020"),
        ("2020-Q4", "Quý IV/2020", "Q4 2020"),
        ("2020-04", "Tháng 4/2020", "April 2020"),
        ("2021-H1", "6 tháng đầu năm 2021", "First half of 2021"),
        ("2021-H2", "6 tháng cuối năm 2021", "Second half of 2021"),
        ("2021-01..2021-04", "4 tháng đầu năm 2021", "January 2021 to April 2021"),
        ("2021-Q1..2021-Q3", "9 tháng đầu năm 2021", "Q1 2021 to Q3 2021"),
        ("2021-03..2021-05", "Từ tháng 3/2021 đến tháng 5/2021", "March 2021 to May 2021"),
        ("2016..2018", "Từ năm 2016 đến năm 2018", "2016 to 2018"),
    ],
)
def test_a_period_is_called_as_reports_call_it(text, vietnamese, english):
    period = Period.parse(text)

    assert period.label("vi") == vietnamese
    assert period.label("en") == english


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("2019", "năm 2019", "2019"),
        ("2020-Q1", "quý I/2020", "Q1 2020"),
        ("2020-04", "tháng 4/2020", "April 2020"),
        ("2021-H1", "6 tháng đầu năm 2021", "first half of 2021"),
    ],
)
def test_only_names_keep_their_capital_inside_a_sentence(text, vietnamese, english):
    period = Period.parse(text)

    assert period.label_inside("vi") == vietnamese
    assert period.label_inside("en") == english


@pytest.mark.parametrize(
    ("text", "previous", "a_year_earlier"),
    [
        ("2019", "2018", "2018"),
        ("2020-Q1", "2019-Q4", "2019-Q1"),
        ("2021-H1", "2020-H2", "2020-H1"),
        ("2020-01", "2019-12", "2019-01"),
        ("2021-01..2021-04", "2020-09..2020-12", "2020-01..2020-04"),
    ],
)
def test_a_period_knows_what_it_is_compared_with(text, previous, a_year_earlier):
    period = Period.parse(text)

    assert str(period.previous) == previous
    assert str(period.a_year_earlier) == a_year_earlier


@given(PERIODS)
def test_every_period_is_written_and_read_back(period):
    assert Period.parse(str(period)) == period
    assert len(str(period)) <= PERIOD_ID_LENGTH


@given(PERIODS)
def test_periods_follow_each_other_without_gap_or_overlap(period):
    assert period.previous.until == period.first_day < period.until


@given(DAYS, KINDS)
def test_every_day_lies_in_exactly_one_period_of_a_kind(day, kind):
    period = Period.containing(day, kind)

    assert day in period
    assert day not in period.previous
    assert period.length == 1
