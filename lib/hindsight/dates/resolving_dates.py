"""Calendar expressions: full dates, and those that leave out the year, the month or both."""

from __future__ import annotations

import re

from hindsight.dates.gregorian import (
    Day,
    add_days,
    easter,
    iso_week,
    month_length,
    nth_weekday,
    ordinal,
    weekday,
)
from hindsight.dates.grounds import Ground, Resolved, value_of, year_text
from hindsight.dates.lexing import vocabulary
from hindsight.dates.scanning import Hit

_WORD = re.compile(r"[a-z]+")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def year_of(hit: Hit, ground: Ground, name: str = "y") -> int | None:
    """Return the year a hit names: four figures, words, or two figures of a century near the day of writing."""
    if name in hit.captures:
        text = hit.captures[name]
        return int(text) if text.isdecimal() else _year_in_words(text)
    if "yy" in hit.captures and name == "y":
        return near_century(int(re.sub(r"\D", "", hit.captures["yy"])), ground)
    if "era_y" in hit.captures:
        number = int(hit.captures["era_y"].replace(",", ""))
        is_before = hit.captures["era"].replace(".", "").lower() in ("bc", "bce")
        return 1 - number if is_before else number
    return None


def near_century(short: int, ground: Ground) -> int:
    """Return the year that ends in two figures and lies at most ten years ahead of the day of writing."""
    base = ground.document or ground.reference or Day(2000, 1, 1)
    year = base.year - base.year % 100 + short
    return year - 100 if year > base.year + 10 else year


def _year_in_words(text: str) -> int:
    words = _WORD.findall(text.lower())
    numerals = vocabulary()["NUMW"] | {"oh": 0}
    if "thousand" in words:
        return 2000 + sum(numerals.get(word, 0) for word in words[2:])
    century, *rest = (word for word in words if word in numerals)
    return numerals[century] * 100 + sum(numerals[word] for word in rest if word != "hundred")


def month_of(hit: Hit, name: str = "m") -> int | None:
    """Return the month a hit names."""
    text = hit.captures.get(name)
    return vocabulary()["MONTH"][text.lower().rstrip(".")] if text else None


def day_of(hit: Hit, name: str = "d") -> int | None:
    """Return the day of the month a hit names, in figures or as an ordinal."""
    if name in hit.captures:
        return int(re.sub(r"\D", "", hit.captures[name]))
    text = hit.captures.get(f"{name}_ord")
    return ordinal_number(text) if text else None


def ordinal_number(text: str) -> int:
    """Return the number of an ordinal ("13th", "twenty-first").

    Examples
    --------
    >>> ordinal_number("13th"), ordinal_number("Twenty-first"), ordinal_number("third")
    (13, 21, 3)
    """
    figures = re.match(r"\d+", text)
    if figures:
        return int(figures[0])
    words = vocabulary()
    return sum(words["ORDW"].get(word, words["NUMW"].get(word, 0)) for word in _WORD.findall(text.lower()))


def which_of(hit: Hit) -> int | None:
    """Return -1, 0 or 1 for last, this and next, None where the hit has none of them."""
    text = re.sub(r"\s+", " ", hit.captures.get("which", "").lower())
    if not text:
        return None
    for number, words in (
        (-1, ("last", "past", "previous", "preceding")),
        (1, ("next", "following", "coming")),
    ):
        if any(word in text for word in words):
            return number
    return 0


def read_written(hit: Hit, ground: Ground) -> Resolved | None:
    """Read a date in figures: ISO 8601, or day, month and year with strokes.

    Of two readings of a stroke date the American one is taken if both are possible.
    """
    if "iso" in hit.captures:
        text = hit.captures["iso"]
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        kind, value = ("TIME", text) if "T" in text else ("DATE", text)
        others: tuple[tuple[str, str], ...] = ()
    else:
        first, second, last = hit.captures["slash"].split("/")
        year = int(last) if len(last) == 4 else near_century(int(last), ground)
        month, day = int(first), int(second)
        if month > 12:
            month, day = day, month
        elif day <= 12 and day != month:
            pass
        kind, value = "DATE", f"{year:04}-{month:02}-{day:02}"
        others = (
            ((f"{year:04}-{day:02}-{month:02}", "day before month"),) if day <= 12 and day != month else ()
        )
    if not (year and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return Resolved(kind, value, "explicit", Day(year, month, day), "D", others)


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
        return _day_of_month(ground, day, lean)
    if "wd" in hit.captures:
        return read_weekday(hit, ground, lean, which)
    return None


def anchor_year(hit: Hit, ground: Ground, which: int) -> tuple[int, str] | None:
    """Return the year that "last year", "that year" and the like add to a month, if the hit has such words."""
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


def uses_reference(ground: Ground) -> bool:
    """Return whether a date without its year belongs to the year the text has reached, not to the day of writing."""
    return ground.reference is not None and (ground.is_narrative or ground.document is None)


def _near_reference(ground: Ground, month: int) -> int:
    """Return the year a narrative means by a month: that of the date it has reached, or the next."""
    assert ground.reference is not None
    year = ground.reference.year
    turns = ground.unit not in ("Y", "SE", "Q", "H") and ground.reference.month - month >= _TURN_OF_YEAR
    return year + 1 if turns else year


# From November or December to January, February or March a story crosses the turn of the year. With fewer months
# back it more often steps back within the year; both counted in narrative development data.
_TURN_OF_YEAR = 9


def _month_day(ground: Ground, month: int, day: int, lean: str | None, hit: Hit) -> Resolved | None:
    if uses_reference(ground):
        return _full(
            _near_reference(ground, month), month, min(day, 29 if month == 2 else day), "narrative", (), 0.8
        )
    base = ground.document
    if base is None:
        return Resolved("DATE", f"XXXX-{month:02}-{day:02}", "none", None, "D", (), 0.5)
    years = [y for y in (base.year, base.year - 1, base.year + 1) if day <= month_length(y, month)]
    if not years:
        return None
    chosen = _choose([Day(y, month, day) for y in years], base, lean, slack=183)
    others = _others([Day(y, month, day) for y in years if y != chosen.year], base, "D")
    return _full(chosen.year, month, day, "document", others, 0.85)


def _choose(days: list[Day], base: Day, lean: str | None, slack: int) -> Day:
    """Return the nearest day; one on the side the clause leans to, if it is not much further off."""
    now = ordinal(base)
    best = min(days, key=lambda d: abs(ordinal(d) - now))
    if lean in ("past", "future"):
        side = [d for d in days if (ordinal(d) <= now if lean == "past" else ordinal(d) >= now)]
        if side:
            candidate = min(side, key=lambda d: abs(ordinal(d) - now))
            if abs(ordinal(candidate) - now) - abs(ordinal(best) - now) <= slack:
                return candidate
    return best


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
    if (which is None or is_anaphoric) and (uses_reference(ground) or (is_anaphoric and ground.reference)):
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
    others = (
        ()
        if other == year
        else (
            (
                f"{year_text(other)}-{month:02}",
                "the clause does not settle before or after the day of writing",
            ),
        )
    )
    return _full(year, month, None, "document", others, 0.85 if lean else 0.7)


# A month this near ahead, in a clause without past tense, is the coming one rather than that of a year ago.
_SOON_MONTHS = 5


def _day_of_month(ground: Ground, day: int, lean: str | None) -> Resolved | None:
    base, anchor = (ground.reference, "earlier") if uses_reference(ground) else (ground.document, "document")
    if base is None or day > 31:
        return None
    year, month = base.year, base.month
    if anchor == "document":
        if lean != "future" and day > base.day:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif lean == "future" and day < base.day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return _full(year, month, day, anchor, (), 0.7)


def read_weekday(hit: Hit, ground: Ground, lean: str | None, which: int | None) -> Resolved | None:
    """Read a weekday name.

    In news a bare one is mostly the latest, the day of publication included; a clause that looks ahead makes it the
    coming one. The other reading stays as a candidate.
    """
    name = vocabulary()["WEEKDAY"][hit.captures["wd"].lower().rstrip(".")]
    words = hit.captures.get("which", "").lower()
    if uses_reference(ground) or (
        re.match(r"the\s+(?:following|next|previous)|that", words) and ground.reference
    ):
        assert ground.reference is not None
        if ground.unit not in ("D", "TI", "W"):
            return Resolved("DATE", f"XXXX-WXX-{name}", "none", None, "D", (), 0.4)
        base, forward = ground.reference, which != -1
        gap = (name - weekday(base)) % 7 or (7 if which else 0)
        found = add_days(base, gap if forward else gap - 7)
        return Resolved("DATE", value_of(found, "D"), "narrative", found, "D", (), 0.7)
    document = ground.document
    if document is None:
        return Resolved("DATE", f"XXXX-WXX-{name}", "none", None, "D", (), 0.5)
    back = (weekday(document) - name) % 7
    ahead = (name - weekday(document)) % 7
    if re.search(r"\bweek$", hit.captures.get("whole", "").lower()) and which is not None:
        monday = add_days(document, 1 - weekday(document) + 7 * which)
        found, others = add_days(monday, name - 1), ()
        return Resolved("DATE", value_of(found, "D"), "document", found, "D", others, 0.9)
    if which == -1:
        found, other = add_days(document, -(back or 7)), None
    elif which == 1:
        found, other = add_days(document, ahead or 7), None
    elif which == 0:
        found, other = add_days(document, -back if lean == "past" else ahead), None
    elif lean == "future":
        found, other = add_days(document, ahead), add_days(document, -back if back else -7)
    else:
        found, other = add_days(document, -back), add_days(document, ahead if ahead else (-7))
    others = ()
    if other is not None:
        side = "latest before the day of writing" if ordinal(other) < ordinal(document) else "the coming one"
        others = ((value_of(other, "D"), side),)
    return Resolved("DATE", value_of(found, "D"), "document", found, "D", others, 0.85 if lean else 0.75)


def read_season(
    hit: Hit, ground: Ground, lean: str | None, year: int | None, which: int | None
) -> Resolved | None:
    """Read a season, with its year or without."""
    season = vocabulary()["SEASON"][hit.captures["s"].lower()]
    start = _SEASON_START[season]
    if year is not None:
        return _season(year, season, "explicit")
    words = hit.captures.get("which", "").lower()
    whole = hit.captures.get("whole", "").lower()
    is_anaphoric = bool(re.match(r"the\s+(?:following|next|previous|preceding|same)|that", words))
    if which is not None and whole.endswith("year"):
        base = ground.reference if is_anaphoric else ground.document
        return _season(base.year + which, season, "document") if base else None
    if (which is None or is_anaphoric) and (uses_reference(ground) or (is_anaphoric and ground.reference)):
        assert ground.reference is not None
        year = ground.reference.year
        if (which == 1 and ground.unit != "Y" and start <= ground.reference.month) or (
            which == 1 and ground.unit == "Y"
        ):
            year += 1
        return _season(year, season, "narrative")
    base = ground.document
    if base is None:
        return Resolved("DATE", f"XXXX-{season}", "none", None, "SE", (), 0.5)
    this = base.year - 1 if season == "WI" and base.month < 3 else base.year
    has_begun = start <= base.month or (season == "WI" and base.month < 3)
    is_over = has_begun and season != "WI" and base.month > start + 2
    if which == -1 and "this" not in words:
        year = this if is_over else this - 1
    elif which == 1:
        year = this + 1 if has_begun else this
    elif which == 0 or "this" in words:
        year = this
    else:
        year = (
            this
            if lean == "future" and not is_over
            else this + 1
            if lean == "future"
            else this
            if has_begun
            else this - 1
        )
    return _season(year, season, "document")


def _season(year: int, season: str, anchor: str) -> Resolved:
    day = Day(year, _SEASON_START[season], 1)
    return Resolved("DATE", f"{year_text(year)}-{season}", anchor, day, "SE", (), 0.85)


def read_holiday(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a named day; without a year it is the nearest one, on the side the clause leans to."""
    rule, year, which = str(hit.rule.constants["holiday"]), year_of(hit, ground), which_of(hit)
    if year is not None:
        return _holiday(holiday_day(rule, year), "explicit")
    if uses_reference(ground):
        assert ground.reference is not None
        return _holiday(holiday_day(rule, ground.reference.year), "narrative")
    base = ground.document
    if base is None:
        return None
    days = [holiday_day(rule, y) for y in (base.year - 1, base.year, base.year + 1)]
    if which == -1:
        found = max((d for d in days if d < base), default=days[0])
    elif which == 1:
        found = min((d for d in days if d > base), default=days[-1])
    elif which == 0:
        found = days[1]
    else:
        found = _choose(days, base, lean, slack=366)
    return _holiday(found, "document")


def _holiday(day: Day, anchor: str) -> Resolved:
    return Resolved("DATE", value_of(day, "D"), anchor, day, "D", (), 0.85)


def holiday_day(rule: str, year: int) -> Day:
    """Return the day of a rule of ``holidays.toml`` in a year.

    Examples
    --------
    >>> holiday_day("4 4 11", 1999), holiday_day("easter-2", 2015), holiday_day("12-25", 1939)
    (Day(year=1999, month=11, day=25), Day(year=2015, month=4, day=3), Day(year=1939, month=12, day=25))
    """
    if rule == "election":  # United States: the Tuesday after the first Monday of November
        return add_days(nth_weekday(year, 11, 1, 1), 1)
    if rule.startswith("easter"):
        return add_days(easter(year), int(rule.removeprefix("easter")))
    if " " in rule:
        number, day, month = (int(part) for part in rule.split())
        return nth_weekday(year, month, number, day)
    return Day(year, int(rule[:2]), int(rule[3:]))


def read_week_of(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the week of March 6" as the ISO week of that day."""
    found = read_date(hit, ground, lean)
    if not found or not found.day:
        return None
    year, week = iso_week(found.day)
    return Resolved("DATE", f"{year_text(year)}-W{week:02}", found.anchor, found.day, "W", (), 0.85)
