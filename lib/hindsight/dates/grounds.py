"""What relative expressions stand on: the document's date, the last date of the text, the last quarter
named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hindsight.dates.gregorian import Day, add_days, add_months, iso_week, month_length

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


_FINE = frozenset({"TI", "D", "W", "M"})
_CONTAINED_CHARS = 200  # about a sentence
_BACKGROUND_CHARS = 400  # two or three sentences


@dataclass(slots=True)
class Ground:
    """The anchors of one passage, as they stand where the text has been read to.

    `document` is the day of writing, the first day of it where only a month or year is known (`precision`,
    "TI" where the day is); `reference` the last date resolved, with the size of its unit and its place;
    `fine` the last one as exact as a month; `is_told` says that its year was written out, there or where it
    was counted from; `quarter` is the last quarter named. `is_history`: the text tells of years long before
    it was written, `is_narrative`: it does so in this `paragraph` (`spoken`: the evidence against it since
    years were last told); `told` and `deictic` are the places that speak for and against it; `is_news`: it
    reports its own day; `is_day_first`: it writes days before months in figures. `coming` is the last weekday
    of the paragraph `entered` that was still ahead, `is_settled`: the clause being read leaves no other
    direction open.
    """

    document: Day | None = None
    precision: str = "TI"
    reference: Day | None = None
    unit: str = ""
    start: int = -1
    end: int = -1
    sentence: int = -1
    is_told: bool = False
    fine: Day | None = None
    fine_unit: str = ""
    fine_start: int = -1
    quarter: tuple[int, int] | None = None
    quarter_start: int = -1
    is_history: bool = False
    told: list[int] = field(default_factory=list)
    deictic: list[int] = field(default_factory=list)
    paragraph: int = -1
    spoken: int = 0
    entered: int = -1
    coming: Day | None = None
    is_settled: bool = False
    is_narrative: bool = False
    is_news: bool = False
    is_day_first: bool = False

    def enter(self, paragraph: int) -> None:
        """Begin a paragraph, or go on with it: weekdays ahead are counted on within one."""
        if paragraph != self.entered:
            self.entered, self.coming = paragraph, None

    def note(self, day: Day, unit: str, start: int, end: int, sentence: int, anchor: str) -> None:
        """Let a resolved date be the one that the next relative expression may count from.

        A year told again just after a day or month of it ("On 8 December … In 1941") takes nothing back.
        """
        is_near = start - self.start <= _CONTAINED_CHARS
        if (
            self.reference
            and unit == "Y"
            and day.year == self.reference.year
            and self.unit in _FINE
            and is_near
        ):
            self.is_told = self.is_told or anchor == "explicit"
            return
        self.is_told = anchor == "explicit" or (self.is_told and anchor != "document")
        self.reference, self.unit, self.start, self.end, self.sentence = day, unit, start, end, sentence
        if unit in _FINE:
            self.fine, self.fine_unit, self.fine_start = day, unit, start

    def step_from(self, is_fine: bool, start: int) -> tuple[Day | None, str]:
        """Return the date that a step at `start` counts from, with its unit.

        Days and months (`is_fine`) are counted from the last day, week or month told where only a year has
        been named since, as background ("arrested on 6 July … the statute of 1996 … two days later").
        """
        if is_fine and self.unit not in _FINE and self.fine and start - self.fine_start <= _BACKGROUND_CHARS:
            return self.fine, self.fine_unit
        return self.reference, self.unit


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression came to: TIMEX3 type and value, its anchor, the first day of it, its unit."""

    type: str
    value: str
    anchor: str = "explicit"
    day: Day | None = None
    unit: str = ""
    others: tuple[tuple[str, str], ...] = ()
    confidence: float = 0.9
    mod: str | None = None
    zone: str = ""  # of a clock time: TIMEX3 annotation leaves it out of the value, EDTF has it


def document_day(published: str | None) -> Day | None:
    """Return the day of writing; the first day where only a month or a year is known.

    Examples
    --------
    >>> document_day("2015-11-23T08:00"), document_day(None)
    (Day(year=2015, month=11, day=23), None)
    """
    found = _PUBLISHED.match(published or "")
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not (year and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return Day(year, month, day)


def document_ground(published: str | None) -> Ground:
    """Return the ground of a text written on a day, in a month or in a year.

    Examples
    --------
    >>> document_ground("2015-11").precision
    'M'
    """
    day = document_day(published)
    written = _PUBLISHED.match(published or "")
    precision = "TI" if not written or written[3] else "M" if written[2] else "Y"
    return Ground(day, precision)


def year_text(year: int) -> str:
    """Return a year as TIMEX3 writes it; astronomical year 0 is 1 BC."""
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def value_of(day: Day, unit: str) -> str:
    """Return the TIMEX3 value of the unit that a day lies in.

    Examples
    --------
    >>> [value_of(Day(2015, 11, 23), unit) for unit in ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")]
    ['2015-11-23', '2015-W48', '2015-W48-WE', '2015-11', '2015-Q4', '2015', '201', '20']
    """
    year = year_text(day.year)
    if unit in ("W", "WE", "FN"):
        week_year, week = iso_week(day)
        return f"{year_text(week_year)}-W{week:02}{'-WE' if unit == 'WE' else ''}"
    if unit == "D":
        return f"{year}-{day.month:02}-{day.day:02}"
    if unit == "M":
        return f"{year}-{day.month:02}"
    if unit == "Q":
        return f"{year}-Q{(day.month + 2) // 3}"
    if unit == "DE":
        return year[:-1]
    if unit == "CE":
        return year[:-2]
    if unit == "ML":
        return year[:-3]
    return year


_MONTHS = {"M": 1, "Q": 3, "SM": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS = {"D": 1, "NI": 1, "W": 7, "WE": 7, "FN": 14}


def shift(day: Day, unit: str, n: int) -> Day:
    """Return the day `n` units later."""
    if unit in _MONTHS:
        return add_months(day, n * _MONTHS[unit])
    return add_days(day, n * _DAYS.get(unit, 0))


_SIZE = {
    "TI": 0, "D": 1, "NI": 1, "WE": 1, "W": 2, "FN": 2, "M": 3, "Q": 4, "SE": 4, "H": 4, "Y": 5, "DE": 6,
    "CE": 7, "ML": 8,
}  # fmt: skip


def is_finer(unit: str, other: str) -> bool:
    """Return whether a unit is shorter than another.

    Examples
    --------
    >>> is_finer("W", "M"), is_finer("Y", "Y")
    (True, False)
    """
    return _SIZE.get(unit, 0) < _SIZE.get(other, 0)


_UNKNOWN = {"D": "XXXX-XX-XX", "NI": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "FN": "XXXX-WXX",
            "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX"}  # fmt: skip


def unresolved(unit: str) -> Resolved:
    """Return the value of an expression that was found but has no anchor: which unit, not which one.

    Examples
    --------
    >>> unresolved("W").value, unresolved("Y").value
    ('XXXX-WXX', 'XXXX')
    """
    return Resolved("DATE", _UNKNOWN.get(unit, "XXXX"), "none", None, "", (), 0.4)
