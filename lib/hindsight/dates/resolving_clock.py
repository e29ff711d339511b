"""Times of day: clock times and parts of day, with the day they fall on."""

from __future__ import annotations

import re

from hindsight.dates.gregorian import add_days
from hindsight.dates.grounds import Ground, Resolved, value_of
from hindsight.dates.lexing import vocabulary
from hindsight.dates.resolving_dates import read_date
from hindsight.dates.scanning import Hit

_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1}


def _day(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Return the day a time falls on: named beside it, counted from today, or the day of the text."""
    captures = hit.captures
    if "deictic" in captures:
        if ground.document is None:
            return None
        day = add_days(ground.document, _DEICTIC[captures["deictic"].lower()])
        return Resolved("DATE", value_of(day, "D"), "document", day, "D")
    if {"m", "wd", "d_ord"} & captures.keys():
        return read_date(hit, ground, lean)
    if ground.reference and ground.unit in ("D", "TI") and (ground.is_narrative or ground.document is None):
        return Resolved("DATE", value_of(ground.reference, "D"), "earlier", ground.reference, "D")
    if ground.document is None or ground.is_narrative:
        return None
    if ground.reference and ground.unit in ("D", "TI"):
        return Resolved("DATE", value_of(ground.reference, "D"), "earlier", ground.reference, "D")
    return Resolved("DATE", value_of(ground.document, "D"), "document", ground.document, "D")


def read_clock(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a clock time: hour and minute on a day. Its zone goes into the EDTF, not into the value."""
    time = clock_text(hit)
    if time is None:
        return None
    zone = str(vocabulary()["ZONE"].get(hit.captures.get("zone", "").lower(), ""))
    day = _day(hit, ground, lean)
    if day is None or day.day is None:
        return Resolved("TIME", f"XXXX-XX-XXT{time}", "none", None, "", (), 0.5)
    value = f"{value_of(day.day, 'D')}T{time}"
    return Resolved("TIME", value, day.anchor, day.day, "TI", _at(day, time), 0.8, zone=zone)


def clock_text(hit: Hit) -> str | None:
    """Return ``HH:MM`` of a hit's clock time; None where the figures are no time."""
    captures = hit.captures
    if "noon" in captures:
        return str(vocabulary()["NOON"][captures["noon"].lower()])
    if "hhmm" in captures:
        return f"{captures['hhmm'][:2]}:{captures['hhmm'][2:]}"
    written = captures.get("clock") or captures["hour"]
    hour, minute = _hour(written), 0
    if ":" in written:
        hour, minute = (int(part) for part in written.split(":")[:2])
    if "past" in captures:  # "half past four", "a quarter to six", "ten minutes past nine"
        away = {"half": 30, "quarter": 15}.get(captures["past"].lower()) or _hour(captures["past"])
        ahead = captures["sense"].lower() in ("to", "before", "of")
        hour, minute = ((hour - 1) % 24, 60 - away) if ahead else (hour, away)
    half = captures.get("ampm", "").replace(".", "").replace(" ", "").lower()
    if not half and "part" in captures:
        half = "am" if captures["part"].lower() == "morning" else "pm"
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and 0 <= minute <= 59 else None


def _hour(written: str) -> int:
    """Return the number of an hour or minute, in figures or words."""
    if written[0].isdigit():
        return int(written.partition(":")[0])
    return int(vocabulary()["NUMW"][written.lower()])


def read_part(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a part of a day: this morning, last night, Friday night, the morning of 7 May."""
    part = str(hit.rule.constants.get("part") or vocabulary()["DAYPART"][hit.captures["part"].lower()])
    which = re.sub(r"\s+", " ", str(hit.rule.constants.get("which") or hit.captures.get("which", "")).lower())
    if which in ("this", "last") or (which.startswith("this") and ground.document):
        if ground.document is None:
            return Resolved("TIME", f"XXXX-XX-XXT{part}", "none", None, "", (), 0.5)
        day = add_days(ground.document, -1 if which == "last" else 0)
        return Resolved("TIME", f"{value_of(day, 'D')}T{part}", "document", day, "TI", (), 0.9)
    if which in ("that", "the next", "the following", "the same", "the previous", "that same", "one"):
        base = ground.reference if ground.unit in ("D", "TI") else None
        if base is None:
            return Resolved("TIME", f"XXXX-XX-XXT{part}", "none", None, "", (), 0.4)
        day = add_days(base, {"the next": 1, "the following": 1, "the previous": -1}.get(which, 0))
        return Resolved("TIME", f"{value_of(day, 'D')}T{part}", "earlier", day, "TI", (), 0.7)
    found = _day(hit, ground, lean)
    if found is None or found.day is None:
        return Resolved("TIME", f"XXXX-XX-XXT{part}", "none", None, "", (), 0.4)
    value = f"{value_of(found.day, 'D')}T{part}"
    return Resolved("TIME", value, found.anchor, found.day, "TI", _at(found, part), 0.8)


def _at(day: Resolved, time: str) -> tuple[tuple[str, str], ...]:
    """Return the other readings of a day, with the time."""
    return tuple((f"{value}T{time}", reason) for value, reason in day.others)
