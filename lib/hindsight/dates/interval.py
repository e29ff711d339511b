"""What a TIMEX3 or EDTF value can mean: its first and last day, its unit, and how EDTF writes it.

No other module of the package is needed here, so that published dates can be read with it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from hindsight.dates.gregorian import Day, add_days, month_length, week_start

# TIMEX3 season and EDTF season (ISO 8601-2 codes 21 to 24), as months; winter runs into the next year.
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_EDTF_SEASON = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
# The months of EDTF's codes: seasons, quarters (33 to 36), thirds (37 to 39) and halves of a year.
_EDTF_MONTHS = {
    **{code: _SEASON_MONTHS[season] for season, code in _EDTF_SEASON.items()},
    **{str(33 + n): (3 * n + 1, 3 * n + 3) for n in range(4)},
    **{str(37 + n): (4 * n + 1, 4 * n + 4) for n in range(3)},
    **{str(40 + n): (6 * n + 1, 6 * n + 6) for n in range(2)},
}
_UNIT_OF_YEARS = {4: "year", 3: "decade", 2: "century", 1: "millennium"}

_VALUE = re.compile(
    r"(?P<year>\d{1,4}|\d{1,3}X{1,3})"
    r"(?:-(?:W(?P<week>\d{1,2})(?:-(?P<weekday>[1-7]|WE))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
    r"(?:-X+)*(?:T(?P<time>.+))?"
)
# The same days come again and again in a text; so many values are remembered.
_VALUES = 4096
_EDTF_MARKS = str.maketrans("", "", "?~%")


@lru_cache(maxsize=_VALUES)
def interval_of(value: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day a value can mean, as ISO days.

    Parameters
    ----------
    value : str or None
        A TIMEX3 value or an EDTF date, season, or interval.

    Returns
    -------
    tuple of (str or None, str or None)
        None where the value is open or not a date, and for days outside the years 1 to 9999.

    Notes
    -----
    Winter is December to February, named by the year it begins in; a season is three whole months.
    Decades are counted from year 0 (198 is 1980 to 1989), centuries likewise (19 is 1900 to 1999).

    Examples
    --------
    >>> interval_of("2015-09"), interval_of("2015-W48")
    (('2015-09-01', '2015-09-30'), ('2015-11-23', '2015-11-29'))
    >>> interval_of("198"), interval_of("2015-22"), interval_of("2015-11/.."), interval_of("P3M")
    (('1980-01-01', '1989-12-31'), ('2015-06-01', '2015-08-31'), ('2015-11-01', None), (None, None))
    """
    if not value:
        return None, None
    if value.count("/") == 1:
        first, last = value.split("/")
        return interval_of(first)[0], interval_of(last)[1]
    value = value.translate(_EDTF_MARKS)
    match = _VALUE.fullmatch(value)
    if not match:
        return None, None
    try:
        days = _days(match)
    except ValueError:  # 2015-02-31, week 54: well written, but no day
        return None, None
    return days[0].isoformat(), days[1].isoformat()


def _days(match: re.Match[str]) -> tuple[date, date]:
    digits = match["year"].rstrip("X")
    missing = 4 - len(digits)
    year, last_year = int(digits + "0" * missing), int(digits + "9" * missing)
    if missing:
        return date(max(year, MINYEAR), 1, 1), date(last_year, 12, 31)
    if match["week"]:
        return _week(year, int(match["week"]), match["weekday"])
    for name, months in _PARTS.items():
        if match[name]:
            first, last = months(match[name])
            return _months(year, first, last)
    if not match["month"]:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match["month"])
    if match["month"] in _EDTF_MONTHS:
        return _months(year, *_EDTF_MONTHS[match["month"]])
    if match["day"]:
        day = date(year, month, int(match["day"]))
        return day, day
    return _months(year, month, month)


_PARTS: dict[str, Callable[[str], tuple[int, int]]] = {
    "quarter": lambda q: (3 * int(q) - 2, 3 * int(q)),
    "half": lambda h: (6 * int(h) - 5, 6 * int(h)),
    "season": lambda s: _SEASON_MONTHS[s],
}


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    last_year, last = (year, last) if last <= 12 else (year + 1, last - 12)
    if not 1 <= first <= 12:
        raise ValueError(f"month {first}")
    return date(year, first, 1), date(last_year, last, month_length(last_year, last))


def _week(year: int, week: int, weekday: str | None) -> tuple[date, date]:
    if not 1 <= week <= 53:
        raise ValueError(f"week {week}")
    monday = week_start(year, week)
    if weekday == "WE":
        first, last = add_days(monday, 5), add_days(monday, 6)
    elif weekday:
        first = last = add_days(monday, int(weekday) - 1)
    else:
        first, last = monday, add_days(monday, 6)
    return _as_date(first), _as_date(last)


def _as_date(day: Day) -> date:
    if not MINYEAR <= day.year <= MAXYEAR:
        raise ValueError(f"year {day.year}")
    return date(*day)


@lru_cache(maxsize=_VALUES)
def edtf_of(value: str | None, mod: str | None = None) -> str | None:
    """Return a TIMEX3 value as EDTF (ISO 8601-2:2019), None where EDTF cannot say it.

    Quarters are codes 33 to 36, halves 40 and 41, seasons 21 to 24; weeks and weekends, which EDTF lacks,
    become intervals of days. Years of five figures are marked Y; years BC are astronomical, so 490 BC is
    ``-0489``. `mod` APPROX adds ``~``.

    Examples
    --------
    >>> edtf_of("2015-11-24"), edtf_of("2015-W48"), edtf_of("1939-SU"), edtf_of("198"), edtf_of("BC0490")
    ('2015-11-24', '2015-11-23/2015-11-29', '1939-22', '198X', '-0489')
    >>> edtf_of("1989-Q3"), edtf_of("1989", "APPROX"), edtf_of("2015-11-23T19:30"), edtf_of("PAST_REF")
    ('1989-35', '1989~', '2015-11-23T19:30:00', None)
    """
    if not value or value.startswith("P") or "_REF" in value:
        return None
    if value.startswith("BC"):
        return _edtf_bc(value)
    if re.fullmatch(r"\d{5,}", value):
        return f"Y{value}"
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    written = _edtf(match, value)
    return (
        f"{written}~"
        if written and mod == "APPROX" and "T" not in written and "/" not in written
        else written
    )


def _edtf(match: re.Match[str], value: str) -> str | None:
    digits = match["year"]
    if len(digits) < 4:
        return digits + "X" * (4 - len(digits))
    if match["week"]:
        first, last = interval_of(value.partition("T")[0])
        return None if first is None else first if first == last else f"{first}/{last}"
    if match["quarter"]:
        return f"{digits}-{32 + int(match['quarter'])}"
    if match["half"]:
        return f"{digits}-{39 + int(match['half'])}"
    if match["season"]:
        return f"{digits}-{_EDTF_SEASON[match['season']]}"
    day = "-".join(part for part in (digits, match["month"], match["day"]) if part)
    if interval_of(day) == (None, None) and "X" not in day:
        return None
    clock = re.fullmatch(r"(\d\d)(?::(\d\d))?(?::(\d\d))?(Z|[+-]\d\d(?::?\d\d)?)?", match["time"] or "")
    if not clock or not match["day"]:
        return day
    if clock[1] == "24":
        return f"{_next_day(day)}T00:00:00{clock[4] or ''}"
    return f"{day}T{clock[1]}:{clock[2] or '00'}:{clock[3] or '00'}{clock[4] or ''}"


def _next_day(day: str) -> str:
    following = add_days(Day(*map(int, day.split("-"))), 1)
    return f"{following.year:04}-{following.month:02}-{following.day:02}"


def _edtf_bc(value: str) -> str | None:
    match = re.fullmatch(r"BC(\d{4,})(?:-(\d\d))?(?:-(\d\d))?(?:-(SP|SU|FA|WI))?.*", value)
    if not match:
        return None
    year = int(match[1]) - 1
    written = f"Y-{year}" if year > 9999 else f"-{year:04}" if year else "0000"
    if match[4]:
        return f"{written}-{_EDTF_SEASON[match[4]]}"
    return "-".join(part for part in (written, match[2], match[3]) if part)


@lru_cache(maxsize=_VALUES)
def granularity_of(value: str) -> str | None:
    """Return the unit a value names: time, day, week, month, season, quarter, half, year, decade, century.

    Examples
    --------
    >>> [granularity_of(value) for value in ("2015-09", "1939-SU", "2015-11-23TNI", "P3M")]
    ['month', 'season', 'time', 'month']
    """
    if value.startswith("P") and not value.startswith(("PAST", "PRESENT")):
        unit = re.search(r"(DE|CE|ML|WE|[YMWDQHSX])$", value)
        if "T" in value:
            return "time"
        return _DURATION_UNITS.get(unit[1]) if unit else None
    if "T" in value and "_REF" not in value:
        return "time"
    digits = value.removeprefix("BC")
    match = _VALUE.fullmatch(digits.replace("XXXX", "1000", 1))
    if not match:
        return None
    for name in ("quarter", "half", "season"):
        if match[name]:
            return name
    if match["week"]:
        return "day" if (match["weekday"] or "").isdigit() else "weekend" if match["weekday"] else "week"
    if match["day"] or re.search(r"-XX-XX$", digits):
        return "day"
    if match["month"] or digits.endswith("-XX"):
        return "month"
    return _UNIT_OF_YEARS.get(len(match["year"].rstrip("X")))


_DURATION_UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "DE": "decade", "CE": "century",
    "ML": "millennium", "WE": "weekend",
}  # fmt: skip
