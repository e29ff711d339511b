"""What would settle a claim that looks ahead, in one phrase, and by when."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_PHRASES = {
    ("prediction", "positive"): "Later reports that say whether this happened",
    ("prediction", "negative"): "Later reports that say whether it happened after all",
    ("prescription", "positive"): "Later reports that say whether this was done",
    ("prescription", "negative"): "Later reports that say whether it was done all the same",
    ("commissive", "positive"): "Later reports that say whether the promise was kept",
    ("commissive", "negative"): "Later reports that say whether the promise was kept",
    ("conditional", "positive"): "Later reports that say whether the condition came about",
    ("conditional", "negative"): "Later reports that say whether the condition came about",
}
_MONTHS = "January February March April May June July August September October November December".split()
_DURATION = re.compile(r"P(\d+)([DWMY])")
_LAST_YEAR = 9999


def say_what_settles(
    kind: str,
    polarity: str,
    horizon: str | None = None,
    condition: str | None = None,
    horizon_from: str | None = None,
) -> str | None:
    """Return in one phrase what would settle a claim that looks ahead; None for others.

    Parameters
    ----------
    kind : str
        Of the claim, or of what is reported.
    polarity : str
        positive or negative.
    horizon : str, optional
        ISO day up to which to look.
    condition : str, optional
        Words of the condition it depends on.
    horizon_from : str, optional
        ISO day from which on to look.

    Notes
    -----
    The phrase is plain on purpose: one that guesses at the record (a law, a statistic) is wrong too often.

    Examples
    --------
    >>> say_what_settles("prediction", "positive", "2016-12-31")
    'Later reports that say whether this happened, by 31 December 2016'
    >>> say_what_settles("prescription", "positive", None, "the talks fail")
    'Later reports that say whether this was done, and whether “the talks fail” came about'
    >>> say_what_settles("prediction", "positive", horizon_from="2030-01-01")
    'Later reports that say whether this happened, from 1 January 2030 on'
    >>> say_what_settles("assertion", "positive")
    """
    phrase = _PHRASES.get((kind, polarity))
    if phrase is None:
        return None
    if horizon_from:
        phrase += f", from {_say_day(horizon_from)} {f'to {_say_day(horizon)}' if horizon else 'on'}"
    elif horizon:
        phrase += f", by {_say_day(horizon)}"
    if condition:
        phrase += f", and whether “{condition}” came about"
    return phrase


def _say_day(iso: str) -> str:
    year, month, day = map(int, iso.split("-"))
    return f"{day} {_MONTHS[month - 1]} {year}"


def add_duration(day: str, value: str) -> str | None:
    """Return the ISO day that lies a TIMEX3 duration after another; None where the value is vague.

    Examples
    --------
    >>> add_duration("2015-11-30", "P3M"), add_duration("2015-11-30", "PXM")
    ('2016-02-29', None)
    """
    found = _DURATION.fullmatch(value)
    if found is None:
        return None
    start, amount = date.fromisoformat(day), int(found[1])
    if found[2] in "DW":
        days = amount * (7 if found[2] == "W" else 1)
        if days > (date.max - start).days:
            return None
        return (start + timedelta(days=days)).isoformat()
    months = start.year * 12 + start.month - 1 + amount * (12 if found[2] == "Y" else 1)
    year, month = divmod(months, 12)
    if year > _LAST_YEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()
