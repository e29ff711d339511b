"""Dates as headers print them."""

from __future__ import annotations

import pytest

from hindsight.pages import parse_page
from hindsight.pages.printed_dates import edtf, find_printed_dates, is_date_line

PROSE = (
    "The allies will not lift the sanctions against the state, he said, and nobody had asked them to. " * 3
)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("November 23, 2015", "2015-11-23"),
        ("Jan. 5, 2021 at 5:30 p.m. EST", "2021-01-05"),
        ("Wed., Nov. 20, 2019", "2019-11-20"),
        ("Published 6:00 AM ET Fri, 12 Apr 2019", "2019-04-12"),
        ("November 23rd, 2015", "2015-11-23"),
        ("Fr, 18. Oktober 2019", "2019-10-18"),
        ("18.10.2019, 14:33 Uhr", "2019-10-18"),
        ("Publié le 12 mai 2019 à 14h30", "2019-05-12"),
        ("12 de mayo de 2019", "2019-05-12"),
        ("Updated 1420 GMT (2220 HKT) November 20, 2019", "2019-11-20"),
        ("2019-10-18", "2019-10-18"),
        ("11/19/19 06:56 AM EST", "2019-11-19"),
        ("May 2016", "2016-05"),
    ],
)
def test_date_line_gives_its_date(line: str, value: str) -> None:
    assert find_printed_dates(line)[0].value == value
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line", ["30 February 2019", "version 1.2.20", "31.04.2019", "1015-11-23", "Spring 2015"]
)
def test_what_is_no_day_is_no_date(line: str) -> None:
    assert [date for date in find_printed_dates(line) if date.day is not None] == []


def test_leap_days_exist_in_leap_years_only() -> None:
    assert (edtf(2016, 2, 29), edtf(1900, 2, 29), edtf(2000, 2, 29)) == ("2016-02-29", None, "2000-02-29")


def page(date: str, body: str) -> str:
    return f"A Line on the Sanctions of the Allies\n\nBy Jane Doe\n\n{date}\n\n{PROSE}\n\n{body}\n\n{PROSE}"


def test_numeric_date_is_read_as_the_page_writes_dates() -> None:
    assert (
        parse_page(page("12/10/2020", "The fund holds €5 billion, the programme says.")).published
        == "2020-10-12"
    )
    assert (
        parse_page(page("12/10/2020", "Sen. Doe said the U.S. program costs $5 billion.")).published
        == "2020-12-10"
    )


def test_numeric_date_of_a_page_that_tells_nothing_gives_its_year_only() -> None:
    assert parse_page(page("12/10/2020", "Nothing else is known.")).published == "2020"


def test_year_is_taken_from_the_same_day_elsewhere_on_the_page() -> None:
    text = page("March 18 at 3:57 PM", "The ministers met on March 18, 2015 in the capital.")
    assert parse_page(text).published == "2015-03-18"
    assert parse_page(page("March 18 at 3:57 PM", "They met in 2015.")).published is None


def test_update_gives_way_to_the_first_publication() -> None:
    text = page("Updated May 9, 2016", "It goes on.").replace(
        "By Jane Doe", "By Jane Doe\n\nPublished May 4, 2016"
    )
    assert parse_page(text).published == "2016-05-04"
