"""Values as intervals of days, as EDTF, and their unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hindsight.dates.gregorian import Day, add_days, from_ordinal, iso_week, ordinal, week_start, weekday
from hindsight.dates.interval import edtf_of, granularity_of, interval_of


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2015-11-24", ("2015-11-24", "2015-11-24")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2015-W53", ("2015-12-28", "2016-01-03")),
        ("2015-W47-WE", ("2015-11-21", "2015-11-22")),
        ("1989-Q3", ("1989-07-01", "1989-09-30")),
        ("1998-H2", ("1998-07-01", "1998-12-31")),
        ("1941-WI", ("1941-12-01", "1942-02-28")),
        ("2015-11-23TNI", ("2015-11-23", "2015-11-23")),
        ("198", ("1980-01-01", "1989-12-31")),
        ("19", ("1900-01-01", "1999-12-31")),
        ("1939-XX-XX", ("1939-01-01", "1939-12-31")),
        ("2015-11/2016-02", ("2015-11-01", "2016-02-29")),
        ("2015-11-23/..", ("2015-11-23", None)),
        ("2015~", ("2015-01-01", "2015-12-31")),
        ("2015-34", ("2015-04-01", "2015-06-30")),
        ("2015-39", ("2015-09-01", "2015-12-31")),
        ("2015-41", ("2015-07-01", "2015-12-31")),
    ],
)
def test_a_value_spans_its_days(value: str, days: tuple[str | None, str | None]) -> None:
    assert interval_of(value) == days


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        "P3M",
        "PAST_REF",
        "XXXX-WXX-2",
        "BC0490",
        "2015-02-31",
        "2015-W54",
        "2015-13",
        "12015",
        "0000",
    ],
)
def test_what_is_not_a_stretch_of_the_years_1_to_9999_has_no_days(value: str | None) -> None:
    assert interval_of(value) == (None, None)


def test_edtf_writes_what_timex3_cannot_share() -> None:
    assert edtf_of("2015-W48") == "2015-11-23/2015-11-29"
    assert edtf_of("1989-Q3") == "1989-35"
    assert edtf_of("BC0480-08") == "-0479-08"
    assert edtf_of("2015-11-20T24:00") == "2015-11-21T00:00:00"
    assert edtf_of("PT3H") is None


@given(st.dates(min_value=date(1, 1, 8), max_value=date(9999, 12, 20)))
def test_calendar_agrees_with_the_standard_library(day: date) -> None:
    own = Day(day.year, day.month, day.day)
    assert from_ordinal(ordinal(own)) == own
    assert weekday(own) == day.isoweekday()
    assert iso_week(own) == tuple(day.isocalendar())[:2]
    assert date(*add_days(own, -7)) == day - timedelta(days=7)
    year, week = iso_week(own)
    assert date(*week_start(year, week)) == day - timedelta(days=day.isoweekday() - 1)


@given(st.dates())
def test_a_day_is_its_own_interval_and_its_own_edtf(day: date) -> None:
    value = day.isoformat()
    assert interval_of(value) == (value, value)
    assert edtf_of(value) == value
    assert granularity_of(value) == "day"


@given(st.text(max_size=12))
def test_any_text_is_refused_or_read_without_an_error(text: str) -> None:
    earliest, latest = interval_of(text)
    assert earliest is None or latest is None or earliest <= latest or "/" in text
    edtf_of(text)
    granularity_of(text)
