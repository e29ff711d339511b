"""Dates as pages print them in headers and on cards: month first, day first, dotted, ordinal, with clock
times.

Only what a header holds is read here; expressions inside sentences are the subject of `hindsight.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hindsight.pages.lexicon import word_table

_DIGIT = re.compile(r"\d")
_YEARS = (1900, 2100)  # a header year outside these is a number, not a year


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a line: its span there, EDTF value, and what kind of printing it is.

    `year` is None for "March 18 at 3:57 PM"; `is_ambiguous` marks "12/10/2020", where `value` has the month
    first and `other` the day first.
    """

    start: int
    end: int
    value: str | None
    month: int
    day: int | None
    year: int | None
    is_ambiguous: bool = False
    other: str | None = None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], dict[str, int]]:
    months = {name: int(number) for name, number in word_table("months").items()}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    month = rf"(?P<m{{0}}>{names})\.?"
    day = r"(?P<d{0}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|ª|\.)?"
    year = r"(?P<y{0}>(?:19|20)\d\d)"
    forms = (
        r"(?P<y0>(?:19|20)\d\d)[-/.](?P<n0>0?[1-9]|1[0-2])[-/.](?P<d0>0?[1-9]|[12]\d|3[01])(?!\d)",
        month.format(1)
        + r"\s*"
        + day.format(1)
        + r"(?!\d|\s*[:.]\d)"
        + r"(?:\s*,)?\s*"
        + year.format(1)
        + r"(?!\d)",
        day.format(2)
        + r"[\s-]*(?:de |of )?"
        + month.format(2)
        + r"[\s,-]*(?:de |del )?"
        + year.format(2)
        + r"(?!\d)",
        r"(?P<a3>0?[1-9]|[12]\d|3[01])(?P<s3>[/.-])(?P<b3>0?[1-9]|[12]\d|3[01])(?P=s3)(?P<y3>(?:19|20)\d\d|\d\d)(?!\d|[/.-]\d(?!\d?[:.h]\d\d))",
        month.format(4) + r"\s*,?\s*" + year.format(4) + r"(?!\d)",
        month.format(5) + r"\s+" + day.format(5) + r"(?!\d|\s*[:.]\d|\s*,?\s*\d)",
    )
    return re.compile(r"(?<![\w/.])(?<![\w\s]-)(?:" + "|".join(forms) + ")", re.I), months


def find_printed_dates(text: str) -> list[PrintedDate]:
    """Return the dates printed in a header or card line, in order.

    Examples
    --------
    >>> [d.value for d in find_printed_dates("By Associated Press Jun 24, 2020, 3:53pm CDT")]
    ['2020-06-24']
    >>> [d.value for d in find_printed_dates("Fr, 18. Oktober 2019")]
    ['2019-10-18']
    >>> [(d.value, d.other) for d in find_printed_dates("12/10/2020")]
    [('2020-12-10', '2020-10-12')]
    """
    return list(_find(text)) if _DIGIT.search(text) else []


@lru_cache(maxsize=1024)
def _find(text: str) -> tuple[PrintedDate, ...]:
    pattern, months = _patterns()
    found = []
    for match in pattern.finditer(text):
        if match["y0"]:
            date = _date(match, int(match["y0"]), int(match["n0"]), int(match["d0"]))
        elif match["m1"]:
            date = _date(match, int(match["y1"]), months[match["m1"].lower()], int(match["d1"]))
        elif match["m2"]:
            date = _date(match, int(match["y2"]), months[match["m2"].lower()], int(match["d2"]))
        elif match["a3"]:
            date = _numeric(match)
        elif match["m4"]:
            date = _date(match, int(match["y4"]), months[match["m4"].lower()], None)
        else:
            date = _date(match, None, months[match["m5"].lower()], int(match["d5"]))
        if date is not None:
            found.append(date)
    return tuple(found)


def _date(match: re.Match[str], year: int | None, month: int, day: int | None) -> PrintedDate | None:
    value = edtf(year, month, day)
    if year is not None and value is None:
        return None
    return PrintedDate(match.start(), match.end(), value, month, day, year)


def _numeric(match: re.Match[str]) -> PrintedDate | None:
    first, second, year = int(match["a3"]), int(match["b3"]), int(match["y3"])
    if year < 100:
        if match["s3"] == ".":
            return None  # 1.2.20 may be a version or a section
        year += 2000 if year < 70 else 1900
    month_first, day_first = edtf(year, first, second), edtf(year, second, first)
    if match["s3"] == ".":
        month_first = None  # dotted dates are day first wherever they are used
    if month_first and day_first and first != second:
        return PrintedDate(match.start(), match.end(), month_first, first, second, year, True, day_first)
    if month_first:
        return PrintedDate(match.start(), match.end(), month_first, first, second, year)
    if day_first:
        return PrintedDate(match.start(), match.end(), day_first, second, first, year)
    return None


def edtf(year: int | None, month: int, day: int | None) -> str | None:
    """Return the EDTF of a calendar day or month, None if there is no such day.

    Examples
    --------
    >>> edtf(2023, 5, None), edtf(2023, 2, 29)
    ('2023-05', None)
    """
    if year is None or not _YEARS[0] <= year < _YEARS[1] or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= longest else None


@lru_cache(maxsize=1)
def _filler() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, word_table("date_words")), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b\.?|\d{{1,2}}(?:[:.h]\d\d)?(?::\d\d)?|[|,:;()–—/+·•@-]|\s+", re.I)


def is_date_line(text: str) -> bool:
    """Return whether a line holds a date and nothing else but its weekday, clock time and label.

    Examples
    --------
    >>> is_date_line("Published: Tuesday, 24 November 2015, 10:42 AM EST"), is_date_line("In May 2012 we met")
    (True, False)
    """
    if len(text) > 160:
        return False
    dates = find_printed_dates(text)
    if not dates:
        return False
    return not _filler().sub("", outside(text, dates))


def words_beside(text: str, dates: Iterable[PrintedDate]) -> list[str]:
    """Return the words of a line beside its dates, weekdays, clock times and labels.

    Examples
    --------
    >>> line = "World News May 3, 2019 / 5:12 PM / Updated 2 hours ago"
    >>> words_beside(line, find_printed_dates(line))
    ['World', 'News', 'ago']
    """
    return _filler().sub(" ", outside(text, dates)).split()


def outside(text: str, dates: Iterable[PrintedDate]) -> str:
    """Return what a line holds beside its dates."""
    pieces, at = [], 0
    for date in dates:
        pieces.append(text[at : date.start])
        at = date.end
    return " ".join([*pieces, text[at:]])
