"""Parts of a stretch, as days and as EDTF: what *early*, *mid*, *the end of*, *earlier*, *the rest of* leave.

TIMEX3 keeps the value whole and says the part in `mod`; a reader wants to know which days are meant.
"""

from __future__ import annotations

import re
from datetime import MINYEAR, date, timedelta

from hindsight.dates.gregorian import month_length
from hindsight.dates.interval import granularity_of, interval_of

_PLACE = {"START": 0, "MID": 1, "END": 2}
# Where the second and the last third begin, counted in the unit beside it. A year is cut as ISO 8601-2:2019
# cuts it (quadrimesters, codes 37 to 39), a month into tens of days, as in "the first ten days of May".
_CUTS = {
    "century": (34, 67, "year"),
    "decade": (4, 7, "year"),
    "year": (4, 8, "month"),
    "half": (2, 4, "month"),
    "quarter": (1, 2, "month"),
    "season": (1, 2, "month"),
    "month": (10, 20, "day"),
    "week": (2, 4, "day"),
}
_HALVES = {"century": 50, "decade": 5, "year": 6, "half": 3, "month": 15}
_HALF = re.compile(r"\b(?:first|second|last|latter)\s+half\b", re.IGNORECASE)
_UP_TO = re.compile(r"(?:\w+\s+)?earlier\b", re.IGNORECASE)
_FROM = re.compile(r"(?:\w+\s+)?(?:later|rest|remainder)\b", re.IGNORECASE)
# EDTF's codes for parts of a year, by first and last month.
_CODES = {(1, 4): "37", (5, 8): "38", (9, 12): "39", (1, 6): "40", (7, 12): "41"}


def part_of(value: str, mod: str | None, words: str, now: date | None) -> tuple[date, date] | None:
    """Return the first and last day of the part that the words name, None where they name the whole.

    Parameters
    ----------
    value, mod : str
        TIMEX3 value and mod.
    words : str
        The expression.
    now : date or None
        The day that *earlier*, *later* and *the rest* count from, None where it is not known.

    Notes
    -----
    *Early* (*the start of*), *mid* and *late* (*the end of*) are thirds, halves are halves. *Earlier this
    year* ends, *later this year* begins on the day it is said, if that lies in it.

    Examples
    --------
    >>> [str(day) for day in part_of("2015", "END", "the end of 2015", None)]
    ['2015-09-01', '2015-12-31']
    >>> [str(day) for day in part_of("2015", "START", "earlier this year", date(2015, 11, 23))]
    ['2015-01-01', '2015-11-23']
    """
    is_before, is_after = _UP_TO.match(words), _FROM.match(words)
    if mod not in _PLACE and not is_before and not is_after:
        return None
    first_day, last_day = interval_of(value)
    unit = granularity_of(value)
    if unit not in _CUTS or not first_day or not last_day:
        return None
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    if is_before or is_after:
        if now is None or not first <= now <= last:
            return None
        return (first, now) if is_before else (now, last)
    if mod not in _PLACE:
        return None
    second, third, step = _CUTS[unit]
    cuts = [0, second, third]
    place = _PLACE[mod]
    if _HALF.search(words) and unit in _HALVES and mod != "MID":
        cuts, place = [0, _HALVES[unit]], place // 2
    begin = _later(first, cuts[place], step)
    end = _later(first, cuts[place + 1], step) - timedelta(days=1) if place + 1 < len(cuts) else last
    return begin, end


def _later(day: date, n: int, step: str) -> date:
    """Return the first day of a stretch, `n` steps later; nothing here leaves the years 1 to 9999."""
    if step == "day":
        return day + timedelta(days=n)
    months = day.month - 1 + n * (12 if step == "year" else 1)
    return date(max(day.year + months // 12, MINYEAR), months % 12 + 1, 1)


def edtf_of_days(first: date, last: date) -> str:
    """Return the shortest EDTF of a stretch of days: years, a part of a year, months or days.

    Examples
    --------
    >>> edtf_of_days(date(2015, 9, 1), date(2015, 12, 31)), edtf_of_days(date(1997, 1, 1), date(1999, 12, 31))
    ('2015-39', '1997/1999')
    >>> edtf_of_days(date(2016, 1, 21), date(2016, 1, 31)), edtf_of_days(date(2015, 8, 1), date(2015, 8, 31))
    ('2016-01-21/2016-01-31', '2015-08')
    """
    begin, end = first.isoformat(), last.isoformat()
    if first.day == 1 and last.day == month_length(last.year, last.month):
        begin, end = begin[:7], end[:7]
        if (first.month, last.month) == (1, 12):
            begin, end = begin[:4], end[:4]
        elif first.year == last.year and (code := _CODES.get((first.month, last.month))):
            return f"{begin[:4]}-{code}"
    return begin if begin == end else f"{begin}/{end}"
