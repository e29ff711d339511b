"""Days and weeks counted in a month, the first and last days of a stretch, quarters told by their end."""

from __future__ import annotations

import re

from hindsight.dates.captured import ordinal_number, which_of
from hindsight.dates.gregorian import Day, add_days, add_months, month_length, nth_weekday
from hindsight.dates.grounds import Ground, Resolved, shift, value_of, year_text
from hindsight.dates.lexing import vocabulary
from hindsight.dates.resolving_dates import read_date
from hindsight.dates.resolving_named import choose_nearest
from hindsight.dates.scanning import Hit


def read_counted(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the first Monday of March", "the last week of next month": a day or an ISO week.

    A week belongs to the month that has most of its days, as weeks belong to years in ISO 8601.
    """
    months = _month_of(hit, ground, lean)
    if months is None or months.day is None:
        return None
    word = hit.captures["nth"].lower()
    number = -1 if word in ("last", "final") else ordinal_number(word)
    found = _count(hit, months.day.year, months.day.month, number)
    if found is None:
        return None
    unit = "D" if "wd" in hit.captures else "W"
    others = []
    for value, reason in months.others:
        other = _count(hit, int(value[:4]), months.day.month, number)
        if other is not None:
            others.append((value_of(other, unit), reason))
    return Resolved("DATE", value_of(found, unit), months.anchor, found, unit, tuple(others), 0.85)


def _month_of(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    if "m" in hit.captures:
        return read_date(hit, ground, lean)
    text = hit.captures["which"].lower()
    is_told = text.startswith(("the", "that")) or ground.is_narrative
    base, anchor = (ground.reference, "earlier") if is_told else (ground.document, "document")
    if base is None:
        return None
    day = shift(Day(base.year, base.month, 1), "M", which_of(hit) or 0)
    return Resolved("DATE", value_of(day, "M"), anchor, day, "M")


def _count(hit: Hit, year: int, month: int, number: int) -> Day | None:
    words = vocabulary()["WEEKDAY"]
    written = hit.captures.get("wd", "").lower()
    # The Thursday of a week decides which month has most of it.
    name = words.get(written) or words[written.rstrip(".")] if written else 4
    day = nth_weekday(year, month, number, name)
    if number == 0 or (day.year, day.month) != (year, month):
        return None
    return day if written else add_days(day, -3)


def read_edge(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the first days of August", "the closing months of 1989" as the beginning or the end of it."""
    whole = read_date(hit, ground, lean)
    if whole is None:
        return None
    mod = "START" if hit.captures["edge"].lower() in ("first", "opening", "early") else "END"
    return Resolved(
        whole.type, whole.value, whole.anchor, whole.day, whole.unit, whole.others, whole.confidence, mod
    )


_ENDED = re.compile(
    r"\s+(?:that\s+|which\s+)?end(?P<tense>ed|ing|s)\s+(?:on\s+)?(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2})"
    r"(?!\d)(?:,?\s+(?P<year>\d{4}))?"
)


def quarter_days(text: str, hit: Hit, resolved: Resolved, ground: Ground) -> tuple[Resolved, Day, Day] | None:
    """Return a quarter with its first and last day if the text says when it ends, None otherwise.

    "The second quarter ended March 30" keeps its number, which is of the company's own year, and gets its own
    three months; "the quarter ended Sept. 30" is the third of the calendar.
    """
    ended = _ENDED.match(text, hit.end, hit.end + 60) if resolved.unit == "Q" else None
    months = vocabulary()["MONTH"]
    if not ended or ended["month"].lower() not in months:
        return None
    month, number = int(months[ended["month"].lower()]), int(ended["day"])
    base = ground.document or ground.reference
    years = [int(ended["year"])] if ended["year"] else [base.year + n for n in (-1, 0, 1)] if base else []
    days = [Day(year, month, number) for year in years if 1 <= number <= month_length(year, month)]
    if not days:
        return None
    last = days[0]
    if base and len(days) > 1:
        last = choose_nearest(days, base, "past" if ended["tense"] == "ed" else "future", slack=366)
    first = add_months(add_days(last, 1), -3)
    if "q" in hit.captures:
        number = int(resolved.value.partition("-Q")[2])
        value, day = f"{year_text(last.year)}-Q{number}", Day(last.year, 3 * number - 2, 1)
        named = Resolved("DATE", value, resolved.anchor, day, "Q", (), 0.8)
    else:
        middle = add_days(last, -45)
        named = Resolved("DATE", value_of(middle, "Q"), resolved.anchor, middle, "Q", (), 0.8)
    return named, first, last
