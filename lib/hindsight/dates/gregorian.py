"""Days, months and ISO weeks of the Gregorian calendar for any year, before year 1 and after year 9999 too.

Python's `datetime` stops at both ends, and texts on Marathon do not. Years are astronomical: 1 BC is year 0.
"""

from __future__ import annotations

from typing import NamedTuple


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar."""

    year: int
    month: int
    day: int


def ordinal(day: Day) -> int:
    """Return the number of days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").

    Examples
    --------
    >>> ordinal(Day(1970, 1, 1)), ordinal(Day(2015, 11, 23))
    (0, 16762)
    """
    year = day.year - (day.month <= 2)
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (day.month + (-3 if day.month > 2 else 9)) + 2) // 5 + day.day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era - 719468


def from_ordinal(number: int) -> Day:
    """Return the day that `ordinal` gives `number` for."""
    era, day_of_era = divmod(number + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return Day(year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1)


def month_length(year: int, month: int) -> int:
    """Return the days of a month.

    Examples
    --------
    >>> month_length(1900, 2), month_length(2000, 2), month_length(2015, 11)
    (28, 29, 30)
    """
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_days(day: Day, days: int) -> Day:
    """Return the day so many days later (earlier, if negative)."""
    return from_ordinal(ordinal(day) + days)


def add_months(day: Day, months: int) -> Day:
    """Return the same day so many months later; the 31st becomes the last day of a shorter month.

    Examples
    --------
    >>> add_months(Day(2015, 10, 31), 1)
    Day(year=2015, month=11, day=30)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))


def weekday(day: Day) -> int:
    """Return the weekday, Monday 1 to Sunday 7 (ISO 8601)."""
    return (ordinal(day) + 3) % 7 + 1


def iso_week(day: Day) -> tuple[int, int]:
    """Return the ISO week-numbering year and week.

    Examples
    --------
    >>> iso_week(Day(2015, 11, 23)), iso_week(Day(2016, 1, 3))
    ((2015, 48), (2015, 53))
    """
    thursday = add_days(day, 4 - weekday(day))
    return thursday.year, (ordinal(thursday) - ordinal(Day(thursday.year, 1, 1))) // 7 + 1


def week_start(year: int, week: int) -> Day:
    """Return the Monday of an ISO week."""
    fourth = Day(year, 1, 4)  # 4 January is always in week 1
    return add_days(fourth, 1 - weekday(fourth) + 7 * (week - 1))


def easter(year: int) -> Day:
    """Return Easter Sunday of the Western churches (Meeus, Jones and Butcher; "Astronomical Algorithms",
    ch. 8).

    Examples
    --------
    >>> easter(2000), easter(2015)
    (Day(year=2000, month=4, day=23), Day(year=2015, month=4, day=5))
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return Day(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def nth_weekday(year: int, month: int, number: int, day: int) -> Day:
    """Return the `number`-th given weekday of a month; negative numbers count from its end.

    Examples
    --------
    >>> nth_weekday(2015, 11, 4, 4)  # Thanksgiving
    Day(year=2015, month=11, day=26)
    """
    if number > 0:
        first = Day(year, month, 1)
        return add_days(first, (day - weekday(first)) % 7 + 7 * (number - 1))
    last = Day(year, month, month_length(year, month))
    return add_days(last, -((weekday(last) - day) % 7) + 7 * (number + 1))
