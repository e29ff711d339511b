"""Which days a part of a stretch has, and how EDTF says it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hindsight.dates import find_dates, interval_of
from hindsight.dates.parts import edtf_of_days, part_of
from hindsight.dates.timex import Timex
from hindsight.language import read_text


def find(text: str, published: str | None = "2015-07-15") -> list[Timex]:
    return find_dates(read_text(text, published=published, tagged=False))


@pytest.mark.parametrize(
    ("words", "value", "mod", "edtf"),
    [
        ("the end of 2015", "2015", "END", "2015-39"),
        ("the start of 2014", "2014", "START", "2014-37"),
        ("mid-2015", "2015", "MID", "2015-38"),
        ("the second half of 2016", "2016-H2", None, "2016-41"),
        ("the late 1990s", "199", "END", "1997/1999"),
        ("the first half of the 1990s", "199", "START", "1990/1994"),
        ("the early 20th century", "19", "START", "1900/1933"),
        ("late February 2016", "2016-02", "END", "2016-02-21/2016-02-29"),
        ("early next week", "2015-W30", "START", "2015-07-20/2015-07-21"),
        ("the early summer of 2013", "2013-SU", "START", "2013-06"),
        ("earlier this year", "2015", "START", "2015-01-01/2015-07-15"),
        ("later this month", "2015-07", None, "2015-07-15/2015-07-31"),
        ("the rest of 2015", "2015", "END", "2015-07-15/2015-12-31"),
        ("the first days of August 2014", "2014-08", "START", "2014-08-01/2014-08-10"),
        ("at least 2020", "2020", "ON_OR_AFTER", "2020"),
    ],
)
def test_the_value_is_the_whole_and_the_days_are_the_part(
    words: str, value: str, mod: str | None, edtf: str
) -> None:
    (timex,) = [t for t in find(f"They left it so until {words}.") if t.value == value]
    assert (timex.mod, timex.edtf) == (mod, edtf)
    assert (timex.earliest, timex.latest) == interval_of(edtf)


def test_a_part_counts_from_the_date_a_story_has_reached() -> None:
    first, later = find("The accord was signed in March 1990. Later that year it failed.")
    assert (first.value, later.value, later.earliest, later.latest) == (
        "1990-03", "1990", "1990-03-01", "1990-12-31",
    )  # fmt: skip


def test_where_only_the_year_of_writing_is_known_nothing_is_cut_at_its_first_day() -> None:
    (timex,) = find("It fell later this year.", "2015")
    assert (timex.earliest, timex.latest) == ("2015-01-01", "2015-12-31")


@given(
    st.integers(min_value=1, max_value=9999),
    st.sampled_from(["{:04}", "{:04}-H2", "{:04}-Q1", "{:04}-SP", "{:04}-02", "{:04}-W07"]),
    st.sampled_from([("START", "early"), ("MID", "mid"), ("END", "late"), ("END", "the last half of")]),
)
def test_parts_lie_in_the_whole_and_their_edtf_reads_back(
    year: int, pattern: str, words: tuple[str, str]
) -> None:
    value = pattern.format(year)
    first, last = interval_of(value)
    part = part_of(value, words[0], words[1], None)
    assert part is not None
    assert first is not None
    assert last is not None
    assert first <= part[0].isoformat() <= part[1].isoformat() <= last
    assert interval_of(edtf_of_days(*part)) == (part[0].isoformat(), part[1].isoformat())


def test_the_thirds_of_a_year_are_all_of_it() -> None:
    parts = [part_of("2016", mod, "", None) for mod in ("START", "MID", "END")]
    assert [part and (part[0], part[1]) for part in parts] == [
        (date(2016, 1, 1), date(2016, 4, 30)),
        (date(2016, 5, 1), date(2016, 8, 31)),
        (date(2016, 9, 1), date(2016, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the first Monday of March 2016", "2016-03-07"),
        ("the last Friday in October 2014", "2014-10-31"),
        ("the second Tuesday of next month", "2015-08-11"),
        ("the first week of May 2016", "2016-W18"),
        ("the first Monday of each month", "XXXX-WXX-1"),
    ],
)
def test_days_counted_in_a_month(words: str, value: str) -> None:
    assert [t.value for t in find(f"They meet on {words}.")] == [value]


def test_a_month_without_a_fifth_friday_has_none() -> None:
    assert [t.value for t in find("They met on the fifth Friday of June 2016.")] == []


def test_a_quarter_that_says_when_it_ends_has_its_own_months() -> None:
    own, _ = find("Profit rose in the second quarter ended March 30.", "2015-07-15")
    assert (own.value, own.earliest, own.latest) == ("2015-Q2", "2014-12-31", "2015-03-30")
    calendar, _ = find("Profit rose in the quarter ended Sept. 30, 2014.", "2015-07-15")
    assert (calendar.value, calendar.edtf) == ("2014-Q3", "2014-07-01/2014-09-30")
