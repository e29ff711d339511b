"""Dates counted from another: today, last week, two years ago, the next day, the end of the year."""

from __future__ import annotations

import re

from hindsight.dates.amounts import read_amount
from hindsight.dates.gregorian import Day, add_days, month_length, weekday
from hindsight.dates.grounds import Ground, Resolved, is_finer, shift, unresolved, value_of
from hindsight.dates.lexing import vocabulary
from hindsight.dates.scanning import Hit

# A quarter named this many characters back still sets what "a year ago" compares with: two paragraphs of
# news.
_QUARTER_CHARS = 1500


def unit_of(hit: Hit, name: str = "u") -> str:
    """Return the unit code a hit names, by capture or by its rule."""
    text = hit.captures.get(name)
    if text is None:
        return str(hit.rule.constants.get("unit") or hit.rule.constants.get("u", ""))
    words = vocabulary()
    word = text.lower()
    return str(words["UNIT"].get(word) or words["UNITS"].get(word, ""))


def read_shift(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a unit of the calendar some units away: yesterday, last month, the following year."""
    unit = unit_of(hit)
    constants = hit.rule.constants
    n = constants.get("n")
    if n is None:
        sense = hit.captures["sense"].lower()
        n = 1 if sense in ("after", "following") else -1
    if constants["base"] == "context":
        return _from_context(hit, ground, unit, int(n))
    if ground.is_narrative and unit == "D" and n == 0:
        return Resolved("DATE", "PRESENT_REF", "none", None, "", (), 0.5)  # quoted: the day is not told
    if ground.is_narrative and ground.reference and unit != "D":
        return _from_context(hit, ground, unit, int(n))
    if ground.document is None:
        is_today = unit == "D" and n == 0
        return Resolved("DATE", "PRESENT_REF", "none", None, "", (), 0.4) if is_today else unresolved(unit)
    if constants.get("direction") == "tense":
        n = _weekend(ground.document, lean)
    day = shift(ground.document, unit, int(n))
    return Resolved("DATE", value_of(day, unit), "document", day, unit, (), 0.9)


def _weekend(document: Day, lean: str | None) -> int:
    if weekday(document) >= 6 or lean == "future":
        return 0
    return -1


def _from_context(hit: Hit, ground: Ground, unit: str, n: int) -> Resolved | None:
    if unit == "Q" and ground.quarter is not None and n == 0:
        year, quarter = ground.quarter
        return Resolved(
            "DATE", f"{year:04}-Q{quarter}", "earlier", Day(year, 3 * quarter - 2, 1), "Q", (), 0.8
        )
    reference, known = ground.step_from(unit in _FINE_UNITS, hit.start)
    base, anchor = (reference, "earlier") if reference else (ground.document, "document")
    if anchor == "earlier" and is_finer(unit, known) and ground.document and not ground.is_narrative:
        base, anchor = ground.document, "document"
    if base is None:
        return unresolved(unit)
    day = shift(base, unit, n)
    if anchor == "earlier" and is_finer(unit, known):
        # "the next day" after a bare year or month: the day is not known
        value = value_of(base, known)
        filler = {"D": "-XX-XX" if known in ("Y", "SE") else "-XX", "M": "-XX", "W": "-WXX"}.get(unit, "")
        return Resolved("DATE", value + filler, "earlier", None, "", (), 0.4)
    return Resolved("DATE", value_of(day, unit), anchor, day, unit, (), 0.75)


_FINE_UNITS = frozenset({"TI", "D", "NI", "W", "WE", "FN", "M"})


def read_ago(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "two years ago", "three days later", "a year earlier".

    The value is as coarse as the unit; "a year ago" beside a quarter's figures means that quarter.
    """
    unit = unit_of(hit)
    direction = int(hit.rule.constants["dir"])
    if hit.captures["whole"].lower().endswith(("earlier", "before", "previously", "prior")):
        direction = -1
    vague = Resolved("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", "none", None, "", (), 0.7)
    if hit.rule.constants.get("n") == "X":
        return vague
    amount = read_amount(hit.captures.get("n", "one"))
    if amount is None:
        return vague
    wants_document = hit.rule.constants["base"] == "document"
    if unit == "Y" and amount == 1 and direction < 0:
        if ground.unit == "M" and ground.sentence == hit.sentence and ground.start > ground.quarter_start:
            assert ground.reference is not None
            month = shift(ground.reference, "Y", -1)  # "rose 8 percent in January from a year earlier"
            return Resolved("DATE", value_of(month, "M"), "earlier", month, "M", (), 0.7)
        if _near_quarter(hit, ground):
            return _quarter_before(ground)
    reference, known = ground.step_from(unit in _FINE_UNITS, hit.start)
    if wants_document or reference is None:
        base, anchor = ground.document, "document"
    else:
        base, anchor = reference, "earlier"
    if amount > 10**6:
        return None
    goes_on = not hit.captures["whole"][0].isupper()  # or a sentence begins here
    is_apposed = goes_on and hit.start - ground.end == len(", ") and unit == known and not wants_document
    if is_apposed and base is not None and direction > 0:
        return Resolved(
            "DATE", value_of(base, unit), "earlier", base, unit, (), 0.7
        )  # "In 2013, sixty years later"
    if base is None:
        return unresolved(unit)
    if unit in ("TH", "TM", "S"):
        return Resolved("DATE", value_of(base, "D"), anchor, base, "D", (), 0.5)
    whole = int(amount)
    if unit in ("DE", "CE", "ML"):
        years = int(amount * {"DE": 10, "CE": 100, "ML": 1000}[unit])
        day = shift(base, "Y", direction * years)
        return Resolved("DATE", value_of(day, unit), anchor, day, unit, (), 0.6)
    day = shift(base, unit, direction * whole)
    if amount != whole and unit == "Y":
        day = shift(day, "M", direction * int((amount - whole) * 12))
    if anchor == "earlier" and is_finer(unit, known):
        return Resolved("DATE", value_of(base, known), anchor, base, known, (), 0.4)
    granule = "D" if unit in ("NI", "FN") else unit
    if granule == "W" and whole == 1 and direction < 0 and anchor == "document":
        granule = "D"
    return Resolved("DATE", value_of(day, granule), anchor, day, granule, (), 0.8)


def read_weekdays_ago(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "two Sundays ago": that many of the weekday before the day of writing."""
    amount, document = read_amount(hit.captures["n"]), ground.document
    if amount is None or not 0 < amount <= 1000:
        return None
    if document is None:
        return unresolved("D")
    name = vocabulary()["WEEKDAYS"][hit.captures["wdp"].lower()]
    back = (weekday(document) - name) % 7 or 7
    day = add_days(document, 7 - back - 7 * int(amount))
    return Resolved("DATE", value_of(day, "D"), "document", day, "D", (), 0.7)


def _near_quarter(hit: Hit, ground: Ground) -> bool:
    return ground.quarter is not None and hit.start - ground.quarter_start <= _QUARTER_CHARS


def _quarter_before(ground: Ground) -> Resolved:
    assert ground.quarter is not None
    year, quarter = ground.quarter[0] - 1, ground.quarter[1]
    return Resolved("DATE", f"{year:04}-Q{quarter}", "earlier", Day(year, 3 * quarter - 2, 1), "Q", (), 0.7)


def read_year_ago(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the year-ago quarter", "year-earlier results"."""
    if _near_quarter(hit, ground):
        return _quarter_before(ground)
    if ground.document is None:
        return unresolved("Y")
    unit = "Q" if "quarter" in hit.captures["whole"].lower() else "Y"
    # What is compared is the last quarter that is over: results are told after it ends.
    day = shift(shift(ground.document, "Q", -1) if unit == "Q" else ground.document, "Y", -1)
    return Resolved("DATE", value_of(day, unit), "document", day, unit, (), 0.6)


_MODS = {
    "late": "END",
    "end": "END",
    "close": "END",
    "latter": "END",
    "early": "START",
    "earlier": "START",
    "beginning": "START",
    "start": "START",
    "first part": "START",
    "first half": "START",
    "last half": "END",
    "second half": "END",
    "mid": "MID",
}


def read_within(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a part of a unit: earlier this year, the end of the month, later that day."""
    unit = unit_of(hit)
    text = hit.captures["whole"].lower()
    is_deictic = bool(re.search(r"\b(?:this|current)\b", text))
    is_anaphoric = bool(re.search(r"\b(?:that|same)\b", text)) or ground.is_narrative
    base, anchor = (ground.document, "document")
    if ground.reference and not is_deictic and (is_anaphoric or ground.document is None):
        base, anchor = ground.reference, "earlier"
    if base is None:
        return unresolved(unit)
    part = hit.captures["which"].lower()
    mod = next((mod for word, mod in _MODS.items() if part.startswith(word)), None)
    if part == "later":
        mod = None
    elif part.endswith("end"):  # "year-end"
        mod = "END"
    if anchor == "earlier" and is_finer(unit, ground.unit):
        return Resolved("DATE", value_of(base, ground.unit), anchor, base, ground.unit, (), 0.4, mod)
    if "half" in part and unit == "Y":
        half = 1 if "first" in part else 2
        return Resolved(
            "DATE", f"{value_of(base, 'Y')}-H{half}", anchor, Day(base.year, 6 * half - 5, 1), "H", (), 0.8
        )
    day = (
        Day(base.year, base.month, month_length(base.year, base.month))
        if mod == "END" and unit == "M"
        else base
    )
    return Resolved("DATE", value_of(day, unit), anchor, day, unit, (), 0.8, mod)
