"""Weekdays, seasons and holidays: names that come round, read against their anchor."""

from __future__ import annotations

import re

from hindsight.dates.anchoring import uses_reference
from hindsight.dates.captured import which_of, year_of
from hindsight.dates.gregorian import Day, add_days, easter, nth_weekday, ordinal, weekday
from hindsight.dates.grounds import Ground, Resolved, unresolved, value_of, year_text
from hindsight.dates.lexing import vocabulary
from hindsight.dates.scanning import Hit

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def choose_nearest(days: list[Day], base: Day, lean: str | None, slack: int) -> Day:
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


def read_weekday(hit: Hit, ground: Ground, lean: str | None, which: int | None) -> Resolved | None:
    """Read a weekday name.

    In news a bare one is mostly the latest, the day of publication included; a clause that looks ahead
    makes it the coming one. Where the clause settles nothing, and on the weekday of publication itself, the
    other reading stays as a candidate.
    """
    weekdays, written = vocabulary()["WEEKDAY"], hit.captures["wd"].lower()
    name = weekdays.get(written) or weekdays[written.rstrip(".")]
    words = hit.captures.get("which", "").lower()
    is_told = ground.reference and (ground.is_narrative or ground.document is None)
    if is_told or (re.match(r"the\s+(?:following|next|previous)|that", words) and ground.reference):
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
        found = add_days(monday, name - 1)
        return Resolved("DATE", value_of(found, "D"), "document", found, "D", (), 0.9)
    if which == -1:
        found, other = add_days(document, -(back or 7)), None
    elif which == 1:
        found, other = add_days(document, ahead or 7), None
    elif which == 0:
        found, other = add_days(document, -back if lean == "past" else ahead), None
    elif ground.coming and lean != "past":
        # "On Thursday they will vote; on Friday morning …": the story of the coming days goes on.
        found, other = add_days(ground.coming, (name - weekday(ground.coming)) % 7), None
        if not (lean == "future" and ground.is_settled):
            other = add_days(document, -back)
    elif lean in ("past", "future"):
        # The clause settles the side; whether the day itself is meant or the one a week away stays open.
        found, other = add_days(document, ahead if lean == "future" else -back), None
        if not back:
            other = add_days(document, 7 if lean == "future" else -7)
        elif not ground.is_settled:
            other = add_days(document, -back if lean == "future" else ahead)
    else:
        found, other = add_days(document, -back), add_days(document, ahead or -7)
    others: tuple[tuple[str, str], ...] = ()
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
    if (which is None or is_anaphoric) and (
        uses_reference(ground, hit, lean) or (is_anaphoric and ground.reference)
    ):
        assert ground.reference is not None
        year = ground.reference.year
        if (which == 1 and ground.unit != "Y" and start <= ground.reference.month) or (
            which == 1 and ground.unit == "Y"
        ):
            year += 1
        if which == -1 and (ground.unit == "Y" or start >= ground.reference.month):
            year -= 1
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


_NAMED_DAYS = {"7/7": Day(2005, 7, 7)}  # London; everything else the rule admits is the day of 2001


def read_named_day(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "9/11" and "the September 11 attacks": a day whose year everyone knows."""
    day = _NAMED_DAYS.get(hit.captures.get("slashday", ""), Day(2001, 9, 11))
    return Resolved("DATE", value_of(day, "D"), "explicit", day, "D", (), 0.9)


def read_holiday(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a named day; without a year it is the nearest one, on the side the clause leans to."""
    rule, year, which = str(hit.rule.constants["holiday"]), year_of(hit, ground), which_of(hit)
    if year is not None:
        return _holiday(holiday_day(rule, year), "explicit")
    if uses_reference(ground, hit, lean):
        assert ground.reference is not None
        return _holiday(holiday_day(rule, ground.reference.year), "narrative")
    base = ground.document
    if base is None:
        return unresolved("D")
    days = [holiday_day(rule, y) for y in (base.year - 1, base.year, base.year + 1)]
    if which == -1:
        found = max((d for d in days if d < base), default=days[0])
    elif which == 1:
        found = min((d for d in days if d > base), default=days[-1])
    elif which == 0:
        found = days[1]
    else:
        found = choose_nearest(days, base, lean, slack=366)
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
        number, day, month, *after = (int(part) for part in rule.split())
        return add_days(nth_weekday(year, month, number, day), sum(after))
    return Day(year, int(rule[:2]), int(rule[3:]))
