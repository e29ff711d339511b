"""Which date an expression counts from: the day of writing, or the date the text has reached.

News counts from the day of writing, history from the date last told, and a commentary does both. The choice
is made per expression, from three kinds of evidence: what the whole text does (years told against deictic
words and reported speech), what stands just before (a date with its year, long past), and the tense of the
clause. Mazur and Dale (WikiWars, EMNLP 2010) and Strötgen and Gertz (HeidelTime, 2013) choose by a switch
per corpus.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from hindsight.dates.grounds import Ground, Resolved
from hindsight.dates.scanning import Hit

# Counted in development data: texts of either kind are far on their side of these.
_YEARS_TOLD = 3
_DEICTIC_WEIGHT = 2
# How far a past date with its year carries in a text that is otherwise about its own day: about a paragraph.
_CARRY_CHARS = 600
_LONG_PAST_YEARS = 2

_REPORTS = re.compile(r"\b(?:said|says|told)\b")
_DEICTIC_RULES = frozenset(
    {
        "calendar/weekday-alone",
        "calendar/relative-weekday",
        "calendar/relative-month",
        "calendar/weekday-relative-week",
    }
)
_BACKWARD = ("ago", "earlier", "before", "previously", "prior")


def count_reports(text: str, start: int, end: int) -> int:
    """Return how often a stretch of text reports speech: a mark of news."""
    return sum(1 for _ in _REPORTS.finditer(text, start, end))


def weigh(hits: list[Hit], ground: Ground, reports: int) -> None:
    """Set on `ground` whether a text tells of years before it was written, whether it reports the day's
    news, and whether it writes days before months.

    Years written out that lie before the day of writing, or follow a month, speak for the first; words that
    count from the day of writing (yesterday, last week, bare weekdays) and reported speech (`reports`: how
    often) for the second.
    """
    figures = (hit.captures.get("slash", "") for hit in hits)
    ground.is_day_first = any(int(written.split("/")[0]) > 12 for written in figures if "/" in written)
    if ground.document is None:
        ground.is_narrative = True
        return
    told, deictic = ground.told, ground.deictic
    for hit in hits:
        year = hit.captures.get("y", "")
        if "era_y" in hit.captures:
            told.append(hit.start)
        elif year.isdecimal():
            if int(year) < ground.document.year or "m" in hit.captures:
                told.append(hit.start)
        elif hit.rule.constants.get("base") == "document" or hit.rule.name in _DEICTIC_RULES:
            deictic.append(hit.start)
    told.sort()
    deictic.sort()
    speaks = len(deictic) + reports
    ground.is_history = len(told) >= _YEARS_TOLD and len(told) > _DEICTIC_WEIGHT * speaks
    ground.is_narrative = ground.is_history
    ground.is_news = speaks > len(told)


def settle(ground: Ground, start: int, end: int) -> None:
    """Set whether the paragraph ``[start, end)`` tells of another time than the day of writing.

    In a history every paragraph does, until one speaks of the day of writing, as the last pages of a
    commentary do (words that count from that day outnumber the years told, there or in paragraphs on end);
    from there the text is in its
    own present until years are told again.
    """
    if not ground.is_history or start == ground.paragraph:
        return
    ground.paragraph = start
    told = bisect_left(ground.told, end) - bisect_left(ground.told, start)
    deictic = bisect_left(ground.deictic, end) - bisect_left(ground.deictic, start)
    if told > deictic:
        ground.is_narrative, ground.spoken = True, 0
        return
    ground.spoken += deictic - told
    if ground.spoken >= _DEICTIC_WEIGHT:
        ground.is_narrative = False


def uses_reference(ground: Ground, hit: Hit, lean: str | None) -> bool:
    """Return whether a date without its year counts from the date the text has reached.

    In a narrative always. Elsewhere after a date told with its year, if that year is past: in the same
    sentence ("in January 2014, and again in February"), or a little further if it is long past; never for a
    clause about the future.
    """
    if ground.reference is None:
        return False
    if ground.is_narrative or ground.document is None:
        return True
    if lean == "future" or not ground.is_told or ground.unit not in ("D", "M", "W", "TI"):
        return False
    years = ground.document.year - ground.reference.year
    if ground.sentence == hit.sentence:
        return years >= 1
    return not ground.is_news and years >= _LONG_PAST_YEARS and hit.start - ground.start <= _CARRY_CHARS


# What stands before a date that is background: the story is not there. "The May 2007 high", "since 513 BC".
_BACKGROUND = re.compile(r"\b(?:since|the|an?|his|her|its|their)\s+$", re.IGNORECASE)


def moves_on(text: str, hit: Hit, resolved: Resolved, ground: Ground, lean: str | None) -> bool:
    """Return whether the text is now at this date.

    It is not after a look back ("two years earlier"). In a narrative neither after a date counted from the
    day of writing, nor after the end of a range (its beginning is where the story goes on), nor after a
    date that is still to come there ("a campaign planned for 1976") or mere background ("the May 2007
    high", "since 513 BC").
    """
    if hit.rule.reads == "year_ago":
        return False
    if hit.rule.reads == "ago" and hit.captures["whole"].lower().endswith(_BACKWARD):
        return False
    if not ground.is_narrative:
        return True
    if hit.is_range_end or resolved.anchor == "document":
        return False
    if resolved.anchor != "explicit" or ground.reference is None:
        return True
    before = text[max(0, hit.start - 12) : hit.start]
    return not (lean == "future" or _BACKGROUND.search(before))


def names_quarter(hit: Hit, resolved: Resolved, ground: Ground, lean: str | None) -> bool:
    """Return whether later figures of "a year ago" compare with this quarter.

    One that is named and reported does; a forecast ("will take a fourth-quarter charge") and the quarter it
    is itself compared with ("the 1988 period") do not.
    """
    if resolved.unit != "Q" or hit.rule.reads not in ("quarter", "latest") or lean == "future":
        return False
    if hit.rule.reads == "latest" and resolved.day is not None and ground.quarter is not None:
        return resolved.day.year >= ground.quarter[0] and "before" not in hit.captures
    return "before" not in hit.captures
