"""Calendar expressions: full dates, and those that leave out the year, the month or both."""

from __future__ import annotations

import re

from hindsight.dates.anchoring import uses_reference
from hindsight.dates.captured import day_of, month_of, near_century, which_of, year_of
from hindsight.dates.gregorian import Day, add_days, iso_week, month_length, ordinal, week_start
from hindsight.dates.grounds import Ground, Resolved, unresolved, value_of, year_text
from hindsight.dates.resolving_named import choose_nearest, read_season, read_weekday
from hindsight.dates.scanning import Hit


def read_written(hit: Hit, ground: Ground) -> Resolved | None:
    """Read a date in figures: ISO 8601 (days, times, weeks, quarters), or day, month and year with strokes.

    Of two readings of a stroke date the American one is taken, unless another date of the text can only
    have its day first; with points or hyphens the day is first. The other reading stays as a candidate.
    """
    if "iso" in hit.captures:
        return _read_iso(hit.captures["iso"].replace("/", "-"))
    written = hit.captures["slash"]
    first, second, last = (int(part) for part in _STROKE.split(written))
    year = last if last > 99 else near_century(last, ground)
    is_day_first = ground.is_day_first or "/" not in written
    month, day = (second, first) if is_day_first and second <= 12 else (first, second)
    if month > 12:
        month, day = day, month
    if not (year and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    others: tuple[tuple[str, str], ...] = ()
    if day <= 12 and day != month and "." not in written:
        others = ((f"{year:04}-{day:02}-{month:02}", "day and month the other way round"),)
    found = Day(year, month, day)
    return Resolved("DATE", value_of(found, "D"), "explicit", found, "D", others, 0.7 if others else 0.95)


_STROKE = re.compile(r"[/.-]")
_ISO_PART = re.compile(r"(\d{4})-(?:W(\d\d)(?:-(\d))?|([QH])(\d))")


def _read_iso(text: str) -> Resolved | None:
    part = _ISO_PART.fullmatch(text)
    if part is None:
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        if not (year and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
            return None
        return Resolved("TIME" if "T" in text else "DATE", text, "explicit", Day(year, month, day), "D")
    year = int(part[1])
    if part[2]:
        first = add_days(week_start(year, int(part[2])), int(part[3] or 1) - 1)
        is_week = iso_week(first) == (year, int(part[2]))  # a year may have no week 53
        return Resolved("DATE", text, "explicit", first, "D" if part[3] else "W") if is_week else None
    months = 3 if part[4] == "Q" else 6
    return Resolved("DATE", text, "explicit", Day(year, months * int(part[5]) - months + 1, 1), part[4])


def read_date(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a calendar date, taking from its anchor what it leaves out."""
    year, month, day = year_of(hit, ground), month_of(hit), day_of(hit)
    which = which_of(hit)
    if "s" in hit.captures:
        return read_season(hit, ground, lean, year, which)
    if which is not None and month:
        base = anchor_year(hit, ground, which)
        if base is not None:
            year, anchor = base
            return _full(year, month, day, anchor)
    if year is not None:
        return (
            _full(year, month, day, "explicit")
            if month
            else Resolved("DATE", year_text(year), "explicit", Day(year, 1, 1), "Y")
        )
    if month and day:
        return _month_day(ground, month, day, lean, hit)
    if month:
        return _month(ground, month, lean, which, hit)
    if day:
        return _day_of_month(ground, day, lean, hit)
    if "wd" in hit.captures:
        return read_weekday(hit, ground, lean, which)
    return None


def anchor_year(hit: Hit, ground: Ground, which: int) -> tuple[int, str] | None:
    """Return the year that "last year" or "that year" adds to a month, if the hit has such words."""
    text = hit.captures["which"].lower()
    names_year = re.search(r"\byear\s*$", hit.captures.get("whole", "")) is not None
    if not names_year:
        return None
    if re.match(r"(?:the|that)\b", text) or text.startswith("the "):
        return (ground.reference.year + which, "earlier") if ground.reference else None
    return (ground.document.year + which, "document") if ground.document else None


def _full(
    year: int,
    month: int,
    day: int | None,
    anchor: str,
    others: tuple[tuple[str, str], ...] = (),
    confidence: float = 0.95,
) -> Resolved | None:
    if day is None:
        return Resolved(
            "DATE", f"{year_text(year)}-{month:02}", anchor, Day(year, month, 1), "M", others, confidence
        )
    if not 1 <= day <= month_length(year, month):
        return None
    found = Day(year, month, day)
    return Resolved("DATE", value_of(found, "D"), anchor, found, "D", others, confidence)


def _near_reference(ground: Ground, month: int) -> int:
    """Return the year a narrative means by a month: that of the date it has reached, or the next."""
    assert ground.reference is not None
    year = ground.reference.year
    if ground.unit == "SE" and ground.reference.month == 12 and month <= _AFTER_WINTER:
        return year + 1  # the winter of 1950–51, then April
    turns = ground.unit not in ("Y", "SE", "Q", "H") and ground.reference.month - month >= _TURN_OF_YEAR
    return year + 1 if turns else year


# From November or December to January, February or March a story crosses the turn of the year. With fewer
# months back it more often steps back within the year; both counted in narrative development data.
_TURN_OF_YEAR = 9
_AFTER_WINTER = 8


def _month_day(ground: Ground, month: int, day: int, lean: str | None, hit: Hit) -> Resolved | None:
    if uses_reference(ground, hit, lean):
        return _full(
            _near_reference(ground, month), month, min(day, 29 if month == 2 else day), "narrative", (), 0.8
        )
    base = ground.document
    if base is None:
        return Resolved("DATE", f"XXXX-{month:02}-{day:02}", "none", None, "D", (), 0.5)
    years = [y for y in (base.year, base.year - 1, base.year + 1) if day <= month_length(y, month)]
    if not years:
        return None
    chosen = choose_nearest([Day(y, month, day) for y in years], base, lean, slack=183)
    others = _others([Day(y, month, day) for y in years if y != chosen.year], base, "D")
    return _full(chosen.year, month, day, "document", others, 0.85)


def _others(days: list[Day], base: Day, unit: str) -> tuple[tuple[str, str], ...]:
    now = ordinal(base)
    nearest = sorted(days, key=lambda d: abs(ordinal(d) - now))[:1]
    return tuple(
        (value_of(d, unit), "before the day of writing" if ordinal(d) < now else "after the day of writing")
        for d in nearest
    )


def _month(ground: Ground, month: int, lean: str | None, which: int | None, hit: Hit) -> Resolved | None:
    words = hit.captures.get("which", "").lower()
    is_anaphoric = bool(re.match(r"the\s+(?:following|next|previous|preceding|same)|that", words))
    if (which is None or is_anaphoric) and (
        uses_reference(ground, hit, lean) or (is_anaphoric and ground.reference)
    ):
        assert ground.reference is not None
        year = _near_reference(ground, month)
        if is_anaphoric and which:
            year = ground.reference.year + (which if (month - ground.reference.month) * which <= 0 else 0)
        return _full(year, month, None, "narrative" if which is None else "earlier", (), 0.8)
    base = ground.document
    if base is None:
        return Resolved("DATE", f"XXXX-{month:02}", "none", None, "M", (), 0.5)
    past = base.year if month <= base.month else base.year - 1
    coming = base.year if month >= base.month else base.year + 1
    if hit.is_range_end and ground.reference and (ground.unit, ground.sentence) == ("M", hit.sentence):
        year = ground.reference.year + (month < ground.reference.month)  # "from May to September": never back
        return _full(year, month, None, "document", (), 0.85)
    if which == -1:
        year = base.year if month < base.month else base.year - 1
        return _full(year, month, None, "document")
    if which == 1:
        year = base.year if month > base.month else base.year + 1
        return _full(year, month, None, "document")
    if which == 0:
        return _full(base.year, month, None, "document")
    soon = 0 < (month - base.month) % 12 <= _SOON_MONTHS
    year = coming if lean == "future" or (lean != "past" and soon) else past
    other = past if year == coming else coming
    others: tuple[tuple[str, str], ...] = ()
    if other != year and not (lean in ("past", "future") and ground.is_settled):
        reason = "the clause does not settle before or after the day of writing"
        others = ((f"{year_text(other)}-{month:02}", reason),)
    return _full(year, month, None, "document", others, 0.85 if lean else 0.7)


# A month this near ahead, in a clause without past tense, is the coming one rather than that of a year ago.
_SOON_MONTHS = 5


def _day_of_month(ground: Ground, day: int, lean: str | None, hit: Hit) -> Resolved | None:
    base, anchor = (
        (ground.reference, "earlier") if uses_reference(ground, hit, lean) else (ground.document, "document")
    )
    if base is None or day > 31:
        return None
    year, month = base.year, base.month
    if anchor == "document":
        if lean != "future" and day > base.day:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif lean == "future" and day < base.day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return _full(year, month, day, anchor, (), 0.7)


def read_same_month(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the same month of 2014", "the same month last year": the text's month, in that year."""
    is_told = ground.reference is not None and ground.unit in ("D", "M", "W")
    base, anchor = (ground.reference, "earlier") if is_told else (ground.document, "document")
    if base is None:
        return unresolved("M")
    year, which = year_of(hit, ground), which_of(hit)
    if year is None and which is not None and ground.document is not None:
        year = ground.document.year + which
    return _full(year if year is not None else base.year - 1, base.month, None, anchor, (), 0.8)


def read_week_of(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the week of March 6" as the ISO week of that day."""
    found = read_date(hit, ground, lean)
    if not found or not found.day:
        return None
    year, week = iso_week(found.day)
    return Resolved("DATE", f"{year_text(year)}-W{week:02}", found.anchor, found.day, "W", (), 0.85)
